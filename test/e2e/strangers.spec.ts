/** What one may not see does not exist: by no address, and by no call that a page would never make. */
import { randomUUID } from 'node:crypto';
import { expect, test, unique } from './support/test.js';
import { textFile } from './support/files.js';

test('another customer’s token opens nothing of a case, whatever the address', async ({ arrive }) => {
  const owner = await arrive('layla');
  const agent = await arrive('priya');
  const stranger = await arrive('kenji');
  const { id, version } = await owner.api.file({ subject: unique('Cash machine kept my card') });
  const noteId = randomUUID();
  await owner.api.call('POST', `/cases/${id}/notes`, { json: { id: noteId, text: 'It was raining.' } });
  const fileId = randomUUID();
  const file = `/cases/${id}/attachments/${fileId}`;
  const stored = await owner.api.call('PUT', `${file}?name=slip.txt&type=text/plain`, {
    bytes: textFile('slip.txt').buffer,
  });
  expect(stored.status()).toBe(201);
  await agent.api.note(id, 'We rang the branch.');

  const headers = { 'If-Match': `"${version}"` };
  const tries = {
    'read the case': stranger.api.call('GET', `/cases/${id}`),
    'change the case': stranger.api.call('PATCH', `/cases/${id}`, { json: { subject: 'Mine' }, headers }),
    'delete the case': stranger.api.call('DELETE', `/cases/${id}`, { headers }),
    'read its notes': stranger.api.call('GET', `/cases/${id}/notes`),
    'read one note': stranger.api.call('GET', `/cases/${id}/notes/${noteId}`),
    'write a note': stranger.api.call('POST', `/cases/${id}/notes`, {
      json: { id: randomUUID(), text: 'Hello' },
    }),
    'read the file': stranger.api.call('GET', `${file}/content`),
    'add a file': stranger.api.call(
      'PUT',
      `/cases/${id}/attachments/${randomUUID()}?name=a.txt&type=text/plain`,
      {
        bytes: textFile('a.txt').buffer,
      },
    ),
    'close the case': stranger.api.call('POST', `/cases/${id}/transitions`, {
      json: { action: 'close' },
      headers,
    }),
    'read its activities': stranger.api.call('GET', `/cases/${id}/activities`),
    'mark it read': stranger.api.call('PUT', `/cases/${id}/read-mark`, {
      json: { readUntil: new Date().toISOString() },
    }),
  };
  const statuses: Record<string, number> = {};
  for (const [name, attempt] of Object.entries(tries)) statuses[name] = (await attempt).status();

  expect(statuses).toEqual(Object.fromEntries(Object.keys(tries).map((name) => [name, 404])));
  expect((await owner.api.call('GET', `${file}/content`)).status(), 'the owner reads the file').toBe(200);
  expect((await owner.api.case(id)).status).toBe('new');
});

test('a stranger’s list, search and changes say nothing of a case', async ({ arrive }) => {
  const owner = await arrive('layla');
  const stranger = await arrive('kenji');
  const { next } = (await (await stranger.api.call('GET', '/changes')).json()) as { next: string };
  const subject = unique('Standing order to the lighthouse fund');
  const { id } = await owner.api.file({ subject, description: 'Please do not tell the keeper.' });

  expect(await stranger.api.find(subject)).toEqual([]);
  const found = await (await stranger.api.call('GET', `/search?q=${encodeURIComponent(subject)}`)).text();
  expect(found).not.toContain(id);
  expect(found).not.toContain(subject);
  const changes = await (await stranger.api.call('GET', `/changes?since=${next}`)).text();
  expect(changes).not.toContain(id);
  expect((await owner.api.find(subject)).map((one) => one.id)).toEqual([id]);
});

test('a customer’s token does not open the staff’s list, whatever the scope is called', async ({
  arrive,
}) => {
  const owner = await arrive('layla');
  const stranger = await arrive('kenji');
  const { id } = await owner.api.file({ subject: unique('Second card for the shop') });
  for (const scope of ['all', 'assigned', 'account:c963cfe0-afae-4a3b-b909-6a04e7d80068', 'team']) {
    const answer = await stranger.api.call('GET', `/cases?scope=${scope}&limit=200`);
    expect(answer.status(), scope).not.toBe(500);
    expect(await answer.text(), scope).not.toContain(id);
  }
});
