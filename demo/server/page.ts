/**
 * The whole reference backend inside a page: for element tests. Everything is in memory and
 * gone with the page.
 *
 * ```ts
 * const backend = await createPageBackend({ contract: await (await fetch('/openapi.yaml')).text() });
 * worker.use(http.all('/api/*', ({ request }) => backend.handler(request)));
 * ```
 */
import { parse } from 'yaml';
import type { ContractDocument } from './contract.js';
import { migrate } from './db/migrate.js';
import { openEmbedded } from './db/pglite.js';
import type { EmbeddedDatabase } from './db/pglite.js';
import { MemoryFiles } from './files/memory-files.js';
import { compose } from './compose.js';
import type { ComposedBackend } from './compose.js';
import type { LogEntry } from './handler.js';
import { seedContent } from './seed.js';
import { seedMinimal } from './seed-minimal.js';

/** How the page's backend begins. */
export interface PageOptions {
  /** `openapi.yaml`: its text, or what it parses to. */
  readonly contract: string | ContractDocument;
  /** What an empty database is filled with: the small world of `fixtures.ts` (default), the demo's content, or nothing. */
  readonly content?: 'fixtures' | 'demo' | 'none';
  /** A data directory of an earlier `dump`, which starts much faster than an empty one. */
  readonly loadDataDir?: Blob | File;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly basePath?: string;
  readonly log?: (entry: LogEntry) => void;
}

/** A backend that lives in the page. */
export type PageBackend = ComposedBackend<MemoryFiles>;

/** Starts a backend in this page. */
export async function createPageBackend(options: PageOptions): Promise<PageBackend> {
  const now = options.now ?? Date.now;
  const db = await openEmbedded(
    options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir },
  );
  await migrate(db);
  const files = new MemoryFiles();
  const people = await db.query('select 1 from person limit 1');
  if (people.length === 0) await fill(options.content ?? 'fixtures', db, files, now());
  const contract =
    typeof options.contract === 'string' ? (parse(options.contract) as ContractDocument) : options.contract;
  const { basePath, log } = options;
  return await compose({ db, files, contract, now, ...(basePath && { basePath }), ...(log && { log }) });
}

async function fill(
  content: NonNullable<PageOptions['content']>,
  db: EmbeddedDatabase,
  files: MemoryFiles,
  now: number,
): Promise<void> {
  if (content === 'fixtures') await seedMinimal(db);
  if (content === 'demo') await seedContent(db, files, now);
}
