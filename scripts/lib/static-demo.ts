/**
 * Builds the static demo into the folder named on the command line: the bank's pages, its backend as a worker, the data
 * of its first day. Needs `dist/` and, as the second word, the folder that `dump-demo.ts` wrote.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, build } from 'vite';
import { parse } from 'yaml';
import { people as contentPeople } from '../../demo/content/people.js';
import type { HostPerson } from '../../demo/host/types.js';
import type { ContractDocument } from '../../demo/server/contract.js';
import type { DemoPerson } from '../../demo/server/people.js';
import { prerender } from '../../demo/static/prerender.js';
import { validatorsModule } from './static-validators.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const GIVEN = /\/demo\/static\/given\.ts$/;
const VALIDATORS = /\/demo\/server\/validators\.ts$/;

interface World {
  readonly seededAt: number;
  readonly people: readonly DemoPerson[];
}

/** Puts in what is known when the demo is built. */
function given(values: Readonly<Record<string, unknown>>, contract: ContractDocument): Plugin {
  return {
    name: 'given',
    load(id) {
      if (VALIDATORS.test(id)) return { code: validatorsModule(contract), moduleType: 'js' };
      if (!GIVEN.test(id)) return null;
      const constants = Object.entries({ ...values, contract });
      return constants.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
    },
  };
}

async function bundle(outDir: string, plugin: Plugin): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [plugin],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { page: join(ROOT, 'demo/static/page.ts'), world: join(ROOT, 'demo/static/world.ts') },
        output: {
          entryFileNames: 'demo/[name].js',
          chunkFileNames: 'demo/[name]-[hash].js',
          assetFileNames: 'demo/[name]-[hash][extname]',
        },
      },
    },
  });
}

async function copyFiles(folder: string, world: string): Promise<void> {
  await Promise.all([
    cp(join(ROOT, 'demo/host/static'), join(folder, 'host'), { recursive: true }),
    cp(join(ROOT, 'dist/cdn'), join(folder, 'casement'), {
      recursive: true,
      filter: (path) => !/(\.map|iife\.js)$/.test(path),
    }),
    cp(join(world, 'files'), join(folder, 'files'), { recursive: true }),
    cp(join(world, 'world.bin'), join(folder, 'world.bin')),
    // Some hosts leave out what begins with an underscore unless they are told not to.
    writeFile(join(folder, '.nojekyll'), ''),
  ]);
}

async function buildStatic(folder: string, world: string): Promise<void> {
  const { seededAt, people } = JSON.parse(await readFile(join(world, 'world.json'), 'utf8')) as World;
  const blurbs = new Map(contentPeople.map(({ id, blurb }) => [id, blurb]));
  const hostPeople: HostPerson[] = people.map((person) => ({
    ...person,
    blurb: blurbs.get(person.id) ?? '',
  }));
  const contract = parse(await readFile(join(ROOT, 'openapi.yaml'), 'utf8')) as ContractDocument;
  await mkdir(folder, { recursive: true });
  await Promise.all([
    bundle(folder, given({ seededAt, people: hostPeople }, contract)),
    copyFiles(folder, world),
    prerender(hostPeople, async (path, markup) => {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, markup);
    }),
  ]);
}

const [folder, world] = process.argv.slice(2);
if (folder === undefined || world === undefined)
  throw new Error('Name the folder to write and that of the data.');
await buildStatic(folder, world);
