/** What is measured: the reference backend on each of its databases, asked as a page asks it, and the offline index. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importQuestions } from '../../demo/server/import.js';
import { openPostgres } from '../../demo/server/db/postgres.js';
import { createReferenceBackend } from '../../demo/server/reference.js';
import type { ReferenceBackend } from '../../demo/server/reference.js';
import { Finder } from '../../src/offline/search-finder.js';
import { inSlices } from '../../src/offline/search-slices.js';
import { findPostgres, startPostgres } from '../../test/server/support/postgres-server.js';
import type { Question } from './questions.js';

/** Results shown at once. */
export const SHOWN = 5;

/** Something that knows questions and is asked others. */
export interface Contender {
  /** Categories of the results shown, first result first. */
  ask(text: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Makes contenders. */
export interface Engine {
  readonly name: 'pglite' | 'postgres' | 'offline';
  /** True when what is timed is one keystroke of a question after the other. */
  readonly isTyped: boolean;
  learn(known: readonly Question[]): Promise<Contender>;
  stop(): Promise<void>;
}

/** The engines named, or those that this machine has. @throws Error for one that it does not have. */
export async function openEngines(names: readonly string[]): Promise<Engine[]> {
  const programs = findPostgres();
  const wanted =
    names.length > 0 ? names : ['pglite', ...(programs === undefined ? [] : ['postgres']), 'offline'];
  const engines: Engine[] = [];
  for (const name of wanted) {
    if (name === 'pglite') engines.push(embedded());
    else if (name === 'offline') engines.push(offline());
    else if (name !== 'postgres') throw new Error(`There is no engine ${name}: pglite, postgres or offline.`);
    else if (programs === undefined) throw new Error('PostgreSQL is not installed here.');
    else engines.push(await postgres(programs));
  }
  return engines;
}

function embedded(): Engine {
  return {
    name: 'pglite',
    isTyped: false,
    learn: async (known) => backendThatKnows(await createReferenceBackend(), known),
    stop: async () => undefined,
  };
}

async function postgres(programs: string): Promise<Engine> {
  const server = await startPostgres(programs);
  let databases = 0;
  return {
    name: 'postgres',
    isTyped: false,
    learn: async (known) => {
      databases += 1;
      const admin = await openPostgres(server.url('postgres'), 1);
      await admin.exec(`create database bench_${databases}`);
      await admin.close();
      const databaseUrl = server.url(`bench_${databases}`);
      return backendThatKnows(await createReferenceBackend({ databaseUrl }), known);
    },
    stop: () => server.stop(),
  };
}

async function backendThatKnows(backend: ReferenceBackend, known: readonly Question[]): Promise<Contender> {
  await importAll(backend, known);
  const personId = randomUUID();
  await backend.db.query(
    `insert into person (id, name, email, side) values ($1, 'Asker', 'asker@bench.example', 'customer')`,
    [personId],
  );
  const headers = { Authorization: `Bearer ${await backend.signToken(personId, 86_400)}` };
  return {
    ask: async (text) => {
      const query = new URLSearchParams({ q: text.slice(0, 500), limit: String(SHOWN) });
      const response = await backend.handler(
        new Request(`http://bench.example/api/search?${query}`, { headers }),
      );
      if (response?.status !== 200) throw new Error(`The backend answered ${response?.status}.`);
      const { items } = (await response.json()) as { items: { category: string }[] };
      return items.map(({ category }) => category);
    },
    close: () => backend.close(),
  };
}

async function importAll(backend: ReferenceBackend, known: readonly Question[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'casement-bench-'));
  try {
    const path = join(folder, 'known.csv');
    const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
    const lines = known.map(({ text, category }) => `${quoted(text)},${quoted(category)}`);
    await writeFile(path, ['text,category', ...lines].join('\n'));
    await importQuestions(backend.db, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function offline(): Engine {
  return {
    name: 'offline',
    isTyped: true,
    learn: async (known) => {
      const finder = new Finder();
      const documents = known.map(({ text, category }, at) => {
        return {
          id: String(at),
          source: 'case' as const,
          category,
          title: text,
          keywords: '',
          body: '',
          prior: 1,
        };
      });
      await inSlices(documents, (document) => finder.add(document));
      return {
        ask: async (text) =>
          finder
            .find({ text })
            .ids.slice(0, SHOWN)
            .map((id) => known[Number(id)]?.category ?? ''),
        close: async () => undefined,
      };
    },
    stop: async () => undefined,
  };
}
