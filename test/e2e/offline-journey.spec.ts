/** The whole way without a network: written offline, the browser closed and started again, and then delivered once and in order. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { filesWith } from '../support/residue.js';
import { DEMO_URL } from './support/demo.js';
import { startNetwork, type Network } from './support/network.js';
import { expect, test as base, unique } from './support/test.js';
import { Visitor } from './support/visitor.js';

interface Device {
  readonly network: Network;
  /** Folder of the browser's files. */
  readonly profile: string;
  /** Starts the browser, always on the same profile. */
  start(): Promise<Visitor>;
  /** Closes the browser as a customer does. */
  stop(): Promise<void>;
}

const test = base.extend<{ device: Device }>({
  device: async ({ launchOptions }, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'casement-device-'));
    const network = await startNetwork(process.env[DEMO_URL] ?? '');
    const complaints: string[] = [];
    let context: BrowserContext | undefined;
    const stop = async (): Promise<void> => await context?.close();
    await use({
      network,
      profile,
      stop,
      start: async () => {
        context = await chromium.launchPersistentContext(profile, {
          ...launchOptions,
          baseURL: network.url,
          locale: 'en-GB',
          serviceWorkers: 'allow',
        });
        return await Visitor.of(context, network.url, complaints);
      },
    });
    await stop();
    await network.cut();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    expect(complaints).toEqual([]);
  },
});

test('a case with two photos, a note and its close, written without a network, arrive once and in order after the browser was started again', async ({
  device,
}) => {
  test.setTimeout(90_000);
  const subject = unique('My card was swallowed');
  const visitor = await device.start();
  const tokens = new Set<string>();
  visitor.page.on('request', (request) => {
    const [, token] = /^Bearer (.+)$/.exec(request.headers()['authorization'] ?? '') ?? [];
    if (token) tokens.add(token);
  });
  await visitor.signIn('kenji');
  await visitor.openSupport();
  await visitor.untilKept();
  // The first visit installs what keeps the page; the second one is kept whole.
  await visitor.page.reload();
  await expect(visitor.list.getByRole('button', { name: 'Open a New Case' })).toBeEnabled();
  const photos = await Promise.all(
    ['front.jpg', 'back.jpg'].map(async (name) => ({
      name,
      mimeType: 'image/jpeg',
      buffer: await visitor.page.screenshot({ type: 'jpeg' }),
    })),
  );

  await device.network.cut();
  await visitor.list.getByRole('button', { name: 'Open a New Case' }).click();
  await visitor.page.getByRole('searchbox', { name: 'Describe your problem' }).fill(subject);
  await visitor.page.getByRole('button', { name: 'Search', exact: true }).click();
  await visitor.page.getByRole('button', { name: 'Continue to a new case' }).click();
  await visitor.form.getByLabel('Subject').fill(subject);
  await visitor.form.getByLabel('Description').fill('It did not come out again.');
  await visitor.form.locator('input[type=file]').setInputFiles(photos);
  await visitor.submit();
  await visitor.form.getByRole('button', { name: 'View the case' }).click();
  await visitor.notes.getByLabel('Add a note').fill('The machine is in the hall.');
  await visitor.notes.getByRole('button', { name: 'Update' }).click();
  await expect(visitor.note('The machine is in the hall.')).toBeVisible();
  await visitor.act('Close Case', 'Yes');
  await expect(visitor.view.getByText(/Closed/).first()).toBeVisible();
  await device.stop();

  // What waits is in these files, sealed; a token never is.
  expect(tokens.size).toBeGreaterThan(0);
  for (const text of [...tokens, subject, 'The machine is in the hall.'])
    expect(filesWith(device.profile, text), text).toEqual([]);
  expect(filesWith(device.profile, 'northquay_session').length, 'the search finds').toBeGreaterThan(0);

  const again = await device.start();
  await again.page.goto('/support');
  await expect(again.page.getByRole('heading', { level: 1, name: 'My cases' })).toBeVisible();
  await expect(again.outbox.getByText('5 entries are not delivered yet.').first()).toBeVisible();

  const other = await again.tab();
  await other.page.goto('/support');
  await device.network.restore();
  await other.page.reload();
  for (const tab of [again, other]) {
    await expect(tab.outbox.getByText('not delivered yet')).toHaveCount(0, { timeout: 45_000 });
    await tab.list.getByLabel('Closed').check();
    await expect(tab.row(subject)).toContainText(/CAS-\d+/);
  }
  // Both tabs may have tried: each write was stored once.
  const [found, ...more] = await again.api.find(subject);
  expect(more).toEqual([]);
  const stored = await again.api.call('GET', `/cases/${found?.id}`);
  const { attachments, status } = (await stored.json()) as {
    attachments: { name: string }[];
    status: string;
  };
  expect(attachments.map(({ name }) => name).sort()).toEqual(['back.jpg', 'front.jpg']);
  expect(status).toBe(found?.status);
  const notes = await again.api.notes(found?.id ?? '');
  expect(notes).toEqual(['The machine is in the hall.']);
});
