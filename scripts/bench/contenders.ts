/** What is compared: pages that differ in their element alone. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** One page of the comparison. */
export interface Contender {
  name: string;
  /** Tag names from the document inwards, to the element in whose shadow the part `ready` or `case` appears. */
  element: string;
  html: string;
  /** Keeps what it read: a second visit must show it although the backend never answers. */
  keeps?: true;
}

const page = (title: string, modules: readonly string[], body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
${modules.map((address) => `<link rel="modulepreload" href="${address}">`).join('\n')}
<script type="module" src="${modules[0] ?? ''}"></script></head><body>${body}</body></html>`;

/**
 * In the order of the table; the second is the floor. All files lie where a browser keeps them for good, as a host
 * serves them: a second visit asks for none of them.
 * @param bench folder of the pages made here, with slashes at both ends
 * @param casement that of the built page module
 */
export function contendersAt(bench: string, casement: string): readonly [Contender, Contender, Contender] {
  return [
    {
      name: 'empty LitElement',
      element: 'empty-element',
      html: page('empty', [`${bench}empty.js`], '<empty-element></empty-element>'),
    },
    {
      name: 'floor: lit, context, idb, openapi-fetch',
      element: 'floor-list',
      html: page('floor', [`${bench}floor.js`], '<floor-provider><floor-list></floor-list></floor-provider>'),
    },
    {
      name: 'casement <case-list>',
      element: 'case-list',
      html: page(
        'casement',
        [`${casement}casement.js`, `${casement}chunks/core.js`],
        // Like the floor, at a host that knows its people by a cookie: a token would be one more round trip for one of two.
        '<case-provider base-url="/api" user-key="bench"><case-list scope="all"></case-list></case-provider>',
      ),
      keeps: true,
    },
  ];
}

/** Bundles the two pages of our own, as the elements themselves are bundled. @returns the folder of the files */
export async function buildPages(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'casement-bench-'));
  for (const name of ['empty', 'floor']) {
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        outDir,
        emptyOutDir: false,
        target: 'es2022',
        reportCompressedSize: false,
        lib: {
          entry: fileURLToPath(new URL(`pages/${name}.ts`, import.meta.url)),
          formats: ['es'],
          fileName: () => `${name}.js`,
        },
        rolldownOptions: { output: { minify: true } },
      },
    });
  }
  return outDir;
}
