/** The built files over HTTP: kept for good below a folder named after them, asked for again at their plain address. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openAssets } from '../../demo/assets.js';
import type { Assets } from '../../demo/assets.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casement-assets-'));
  await mkdir(join(folder, 'chunks'));
  await writeFile(join(folder, 'casement.js'), 'import "./chunks/core.js";');
  await writeFile(join(folder, 'casement.iife.js'), 'void 0;');
  await writeFile(join(folder, 'chunks/core.js'), 'export {};'.repeat(200));
  await writeFile(join(folder, 'chunks/core.js.map'), '{}');
  await writeFile(join(folder, 'secret.txt'), 'no');
});
after(() => rm(folder, { recursive: true, force: true }));

function ask(
  assets: Assets,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response | undefined> {
  return assets.handler(new Request(`http://bank.test${path}`, { headers }));
}

describe('the built files', () => {
  it('are kept for good where their folder names what is in them', async () => {
    const assets = await openAssets(folder);
    assert.match(assets.path, /^\/casement\/v-[\w-]{12}\/$/);
    const kept = await ask(assets, `${assets.path}chunks/core.js`);
    assert.equal(kept?.headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
    const plain = await ask(assets, '/casement/chunks/core.js');
    assert.equal(plain?.headers.get('Cache-Control'), 'no-cache');
    assert.equal(await plain?.text(), await kept?.text());
  });

  it('have another folder when one of them is another', async () => {
    const { path } = await openAssets(folder);
    assert.equal((await openAssets(folder)).path, path);
    await writeFile(join(folder, 'chunks/core.js.map'), '{"version":3}');
    const next = await openAssets(folder);
    assert.notEqual(next.path, path);
    assert.equal(
      await ask(next, `${path}casement.js`),
      undefined,
      'never one build under the name of another',
    );
  });

  it('list the modules that a page may fetch', async () => {
    const assets = await openAssets(folder);
    assert.deepEqual(assets.modules, [`${assets.path}casement.js`, `${assets.path}chunks/core.js`]);
  });

  it('are compressed as the browser likes, and confirmed by their tag', async () => {
    const assets = await openAssets(folder);
    const br = await ask(assets, `${assets.path}chunks/core.js`, { 'Accept-Encoding': 'gzip, br' });
    assert.equal(br?.headers.get('Content-Encoding'), 'br');
    const gzip = await ask(assets, `${assets.path}chunks/core.js`, { 'Accept-Encoding': 'gzip, br;q=0' });
    assert.equal(gzip?.headers.get('Content-Encoding'), 'gzip');
    const tag = gzip.headers.get('ETag') ?? '';
    const again = await ask(assets, `${assets.path}chunks/core.js`, {
      'Accept-Encoding': 'gzip',
      'If-None-Match': tag,
    });
    assert.equal(again?.status, 304);
  });

  it('are all that is served', async () => {
    const assets = await openAssets(folder);
    for (const path of [
      'secret.txt',
      'chunks',
      'chunks/../secret.txt',
      '%2e%2e/package.json',
      'chunks/missing.js',
    ])
      assert.equal(await ask(assets, `/casement/${path}`), undefined, path);
    const none = await openAssets(join(folder, 'not-built'));
    assert.deepEqual([none.modules, await ask(none, '/casement/casement.js')], [[], undefined]);
  });
});
