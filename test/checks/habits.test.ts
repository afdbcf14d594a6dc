import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filesUnder, ROOT } from './source-tree.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What is not left behind in a source file. Written in pieces, so that this file does not name it. */
const LEFTOVERS = [
  ['a disabled lint rule', new RegExp(['(es|ox)lint', 'disable'].join('-'))],
  ['a silenced type error', new RegExp(`@ts-${['ignore', 'nocheck', 'expect-error'].join('|@ts-')}`)],
  ['a note to do it later', new RegExp(`\\b(${['TO', 'DO|FIX', 'ME'].join('')})\\b`)],
  ['a skipped test', new RegExp(`\\b(it|test|describe)\\.${'skip'}\\(`)],
  ['a focused test', new RegExp(`\\b(it|test|describe)\\.${'only'}\\(`)],
] as const;

const codeFiles = ['src', 'demo', 'test', 'scripts']
  .filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) => ['.ts', '.mjs', '.js'].flatMap((ending) => filesUnder(folder, ending)));

const documents = readdirSync(ROOT).filter((name) => name.endsWith('.md'));

/** Words after `npm run`, and npm's own short forms. */
function scriptsNamedIn(text: string): string[] {
  const run = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map((match) => match[1] ?? '');
  const short = [...text.matchAll(/\bnpm (start|test)\b/g)].map((match) => match[1] ?? '');
  return [...run, ...short];
}

describe('source files', () => {
  for (const [what, pattern] of LEFTOVERS) {
    it(`contain no ${what.replace(/^an? /, '')}`, () => {
      assert.deepEqual(
        codeFiles.filter((path) => pattern.test(read(path))),
        [],
      );
    });
  }
});

describe('documents', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  it('exist where a newcomer looks', () => {
    assert.deepEqual(
      ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'].filter(
        (name) => !existsSync(join(ROOT, name)),
      ),
      [],
    );
  });

  it('name only commands that exist', () => {
    const named = documents.flatMap((name) =>
      scriptsNamedIn(read(name)).map((script) => `${name}: ${script}`),
    );
    assert.deepEqual(
      named.filter((entry) => !((entry.split(': ')[1] ?? '') in scripts)),
      [],
    );
  });

  it('link only to files that exist', () => {
    const links = documents.flatMap((name) =>
      [...read(name).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? ''),
    );
    assert.deepEqual(
      links.filter((link) => !existsSync(join(ROOT, link))),
      [],
    );
  });
});
