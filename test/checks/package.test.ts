import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from './source-tree.js';

type Exports = Record<string, string | Record<string, string>>;
interface Manifest {
  exports: Exports;
  files: string[];
  main: string;
  scripts: Record<string, string>;
  types: string;
}
interface Lock {
  packages: Record<string, { resolved?: string; version?: string }>;
}
interface ElementsManifest {
  modules: {
    path: string;
    declarations: { tagName?: string; description?: string; members?: { name: string }[] }[];
  }[];
}

const TAGS = [
  'case-deflection',
  'case-form',
  'case-list',
  'case-notes',
  'case-outbox',
  'case-provider',
  'case-support',
  'case-view',
];

/** Globals that Lit sets: its list of versions, and in Node the registry that its DOM shim brings. */
const GLOBALS_OF_LIT = [
  'customElements',
  'litElementVersions',
  'litHtmlVersions',
  'litPropertyMetadata',
  'litServerRoot',
  'reactiveElementVersions',
];

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const manifest = readJson('package.json') as Manifest;

const paths = (exported: Exports): string[] =>
  Object.values(exported).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );

describe('the package', () => {
  it('has every file that it exports', () => {
    const named = [...paths(manifest.exports), manifest.main, manifest.types];
    assert.deepEqual(
      named.filter((path) => !existsSync(join(ROOT, path))),
      [],
    );
  });

  it('has an entry for each element', () => {
    assert.deepEqual(
      TAGS.filter((tag) => !(`./${tag}` in manifest.exports)),
      [],
    );
  });

  it('describes each element, and none of its private parts', () => {
    const { modules } = readJson('dist/custom-elements.json') as ElementsManifest;
    const elements = modules.flatMap(({ path, declarations }) =>
      declarations.filter(({ tagName }) => tagName).map((declaration) => ({ path, ...declaration })),
    );
    assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), TAGS);
    for (const { path, tagName, description, members = [] } of elements) {
      assert.equal(path, `dist/${tagName}.js`);
      assert.ok(description, `<${tagName}> has no description`);
      assert.deepEqual(
        members.filter(({ name }) => /^[#_]/.test(name)),
        [],
      );
    }
  });

  it('can be imported where there is no page, and leaves the globals alone', async () => {
    const script = `
      const before = new Set(Reflect.ownKeys(globalThis));
      const index = await import('casement');
      await import('casement/define');
      const added = Reflect.ownKeys(globalThis).filter((name) => !before.has(name)).map(String);
      console.log(JSON.stringify({ added, exported: Object.keys(index) }));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: ROOT,
    });
    const { added, exported } = JSON.parse(stdout) as { added: string[]; exported: string[] };
    assert.deepEqual(
      added.filter((name) => !GLOBALS_OF_LIT.includes(name)),
      [],
    );
    assert.ok(exported.includes('CaseList'));
  });

  it('is bundled with the registration of its elements', () => {
    for (const file of ['dist/cdn/casement.js', 'dist/cdn/casement.iife.js']) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      for (const tag of ['case-provider', 'case-list'])
        assert.ok(text.includes(tag), `${file} lost <${tag}>`);
    }
  });
});

describe('the lock file', () => {
  const { packages } = readJson('package-lock.json') as Lock;

  it('names no registry', () => {
    const named = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(
      named.map(([path]) => path),
      [],
    );
  });

  it('is that of package.json', () => {
    const { dependencies, devDependencies } = readJson('package.json') as Record<
      string,
      Record<string, string>
    >;
    const root = packages[''] as unknown as Record<string, Record<string, string>>;
    assert.deepEqual(root['dependencies'], dependencies);
    assert.deepEqual(root['devDependencies'], devDependencies);
  });
});
