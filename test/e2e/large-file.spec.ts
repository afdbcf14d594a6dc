/** A file over 5 MB: in pieces, and on where it broke off. */
import { expect, test, unique } from './support/test.js';

const MB = 1024 * 1024;

/** A text of so many bytes, no two pieces of it alike. */
function longText(bytes: number): Buffer {
  const line = (index: number): string => `line ${index} of a very long protocol\n`;
  let text = '';
  for (let index = 0; text.length < bytes; index++) text += line(index);
  return Buffer.from(text.slice(0, bytes));
}

test('a large file that breaks off goes on from there, and arrives whole', async ({ arrive }) => {
  // Eight megabytes go both ways, one piece of them twice.
  test.slow();
  const visitor = await arrive('kenji');
  const { page } = visitor;
  const { id } = await visitor.api.file({ subject: unique('The protocol is attached') });
  await visitor.openSupport(`#case/${id}`);
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  let broken = 0;
  await page.route('**/api/uploads/*', async (route) => {
    const { method, offset } = {
      method: route.request().method(),
      offset: route.request().headers()['upload-offset'],
    };
    // The connection is lost after the first piece, before anything of the second is stored.
    if (method === 'PATCH' && offset !== '0' && broken++ === 0) return await route.abort('connectionreset');
    await route.continue();
  });

  const bytes = longText(8 * MB);
  await visitor.notes
    .locator('input[type=file]')
    .setInputFiles([{ name: 'protocol.txt', mimeType: 'text/plain', buffer: bytes }]);
  await visitor.addNote('Here it is.');

  const download = page.waitForEvent('download', { timeout: 45_000 });
  await visitor.view
    .getByRole('button', { name: /Download.*protocol\.txt/ })
    .or(visitor.notes.getByRole('button', { name: /Download.*protocol\.txt/ }))
    .first()
    .click({ timeout: 45_000 });
  const stream = await (await download).createReadStream();
  const received: Buffer[] = [];
  for await (const piece of stream) received.push(piece as Buffer);
  expect(Buffer.concat(received).equals(bytes)).toBe(true);
  expect(offsets).toEqual([0, 5 * MB, 5 * MB]);
});
