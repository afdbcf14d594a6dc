/** What others do appears without a reload: by events, and by asking again where events cannot be had. */
import { expect, test, unique, type Visitor } from './support/test.js';
import { DEMO_URL } from './support/demo.js';

async function openCase(visitor: Visitor, subject: string): Promise<string> {
  const { id } = await visitor.api.file({ subject });
  await visitor.openSupport(`#case/${id}`);
  await expect(visitor.notes.getByLabel('Add a note')).toBeVisible();
  return id;
}

test('a colleague’s close shows in the list and in the case of a customer who has both before them', async ({
  arrive,
}) => {
  const subject = unique('Payment run stopped');
  const customer = await arrive('maren');
  const { id } = await customer.api.file({ subject });
  await customer.openSupport();
  await expect(customer.row(subject)).toContainText('New');
  const streaming = customer.page.waitForResponse('**/api/events');
  const agent = await arrive('priya');
  await streaming;
  await agent.api.note(id, 'We have started it again.');

  await expect(customer.row(subject)).toContainText('1 new');
  await customer.row(subject).getByRole('button').click();
  await expect(customer.note('We have started it again.')).toBeVisible();
  await agent.api.transition(id, 'close');
  await expect(customer.view.locator('[part~=status]').first()).toHaveText('Closed');
  await customer.page.getByRole('button', { name: 'All cases' }).click();
  await expect(customer.row(subject)).toBeHidden();
});

test('a new note is announced and does not take the focus from somebody who writes', async ({ arrive }) => {
  const customer = await arrive('layla');
  const agent = await arrive('priya');
  const id = await openCase(customer, unique('Overdraft letter'));
  await customer.notes.getByLabel('Add a note').pressSequentially('I am still wri');
  await agent.api.note(id, 'Good news about the letter.');

  await expect(customer.note('Good news about the letter.')).toBeVisible();
  await expect(customer.notes.getByRole('status')).toContainText('New note from');
  await expect(customer.notes.getByLabel('Add a note')).toBeFocused();
  await customer.page.keyboard.type('ting');
  await expect(customer.notes.getByLabel('Add a note')).toHaveValue('I am still writing');
});

test('without an event stream the answer still arrives', async ({ arrive }) => {
  const customer = await arrive('layla');
  const agent = await arrive('priya');
  await customer.page.clock.install();
  let refused = 0;
  await customer.page.route('**/api/events', async (route) => {
    refused++;
    await route.abort('connectionreset');
  });
  const id = await openCase(customer, unique('Standing order doubled'));
  await expect.poll(() => refused).toBeGreaterThan(0);
  await agent.api.note(id, 'It is halved again.');

  await expect(async () => {
    await customer.page.clock.fastForward(31_000);
    await expect(customer.note('It is halved again.')).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test('after the network was away, what was missed is fetched and the stream goes on', async ({ arrive }) => {
  const customer = await arrive('layla');
  const agent = await arrive('priya');
  const id = await openCase(customer, unique('Branch closed early'));
  await customer.context.setOffline(true);
  await agent.api.note(id, 'Said while you were away.');
  await customer.context.setOffline(false);

  await expect(customer.note('Said while you were away.')).toBeVisible({ timeout: 20_000 });
  await agent.api.note(id, 'Said when you were back.');
  await expect(customer.note('Said when you were back.')).toBeVisible({ timeout: 20_000 });
});

test('the stream carries ids and never a word, and nothing at all of what is private', async ({ arrive }) => {
  const customer = await arrive('layla');
  const agent = await arrive('priya');
  const subject = unique('Safe deposit key');
  const leave = new AbortController();
  const stream = await fetch(`${process.env[DEMO_URL]}/api/events`, {
    headers: { Authorization: `Bearer ${await customer.api.token()}` },
    signal: leave.signal,
  });
  let received = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream.body ?? []) received += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);

  const { id } = await customer.api.file({ subject });
  await expect.poll(() => received).toContain(id);
  // Other tests make changes of their own.
  const events = () =>
    received.split('\n').filter((line) => line.startsWith('data:') && line.includes(id)).length;
  const before = events();
  await agent.api.note(id, 'private: ask the vault', 'internal');
  await agent.api.note(id, 'public: it is in the vault');
  await expect.poll(events).toBe(before + 1);
  leave.abort();
  await reading;

  expect(received).not.toMatch(/vault/);
  expect(received).not.toContain(subject);
});
