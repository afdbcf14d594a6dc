/**
 * `npm run demo:import -- file.csv`: loads questions as resolved, published cases. Columns `text` and `category`.
 * Safe to run twice: a question of one category is one case. Environment as for the demo: `CASEMENT_DATA`, `DATABASE_URL`.
 */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse';
import type { CsvError, InfoRecord } from 'csv-parse';
import { insertAll } from './db/bulk.js';
import type { Database } from './db/database.js';
import { withDemoDatabase } from './db/demo-database.js';
import { namedUuid } from './digest.js';
import { StartError } from './node.js';

const BATCH = 1_000;
const SUBJECT_LENGTH = 255;
const TEXT_LENGTH = 100_000;
const CATEGORY_LENGTH = 100;

/** What became of a file. */
export interface ImportReport {
  readonly imported: number;
  /** Were there already, from an earlier run or from an earlier line. */
  readonly known: number;
  /** Rows left out, by line of the file. */
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
}

interface Question {
  readonly line: number;
  readonly text: string;
  readonly category: string;
}

/** Imports the file into a migrated database. @throws StartError when it is not such a file. */
export async function importQuestions(
  db: Database,
  path: string,
  now: Date = new Date(),
): Promise<ImportReport> {
  await access(path).catch(() => {
    throw new StartError(`${path} cannot be read.`);
  });
  const skipped: { line: number; reason: string }[] = [];
  const importer = new Importer(db, now);
  await importer.prepare();
  let batch: Question[] = [];
  for await (const row of questions(path, skipped)) {
    const fault = faultOf(row);
    if (fault === undefined) batch.push(row);
    else skipped.push({ line: row.line, reason: fault });
    if (batch.length < BATCH) continue;
    await importer.add(batch);
    batch = [];
  }
  await importer.add(batch);
  return { ...importer.counts, skipped: skipped.sort((a, b) => a.line - b.line) };
}

async function* questions(
  path: string,
  skipped: { line: number; reason: string }[],
): AsyncGenerator<Question> {
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      info: true,
      columns: (header: string[]) => {
        const names = header.map((name) => name.trim().toLowerCase());
        if (!names.includes('text') || !names.includes('category')) {
          throw new StartError(`${path} needs the columns text and category in its first line.`);
        }
        return names;
      },
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error: CsvError | undefined) => {
        skipped.push({ line: lineOf(error), reason: reasonOf(error) });
        return undefined;
      },
    }),
  );
  type Parsed = { record: { text?: string; category?: string }; info: InfoRecord };
  for await (const { record, info } of parser as AsyncIterable<Parsed>) {
    yield { line: info.lines, text: (record.text ?? '').trim(), category: (record.category ?? '').trim() };
  }
}

function lineOf(error: CsvError | undefined): number {
  return typeof error?.['lines'] === 'number' ? error['lines'] : 0;
}

function reasonOf(error: CsvError | undefined): string {
  if (error?.code.includes('COLUMNS') === true) return 'the number of columns differs from the first line';
  return 'the quotes are not in order';
}

function faultOf({ text, category }: Question): string | undefined {
  if (text === '') return 'the text is empty';
  if (category === '') return 'the category is empty';
  if (text.length > TEXT_LENGTH) return `the text has more than ${TEXT_LENGTH} characters`;
  if (category.length > CATEGORY_LENGTH) return `the category has more than ${CATEGORY_LENGTH} characters`;
  if (/[\0\uFFFD]/.test(text + category)) return 'the row is not UTF-8';
  return undefined;
}

/** Writes batches of questions. */
class Importer {
  readonly counts = { imported: 0, known: 0 };
  #archiveId = '';

  constructor(
    private readonly db: Database,
    private readonly now: Date,
  ) {}

  // Imported cases belong to nobody who could sign in.
  async prepare(): Promise<void> {
    this.#archiveId = await namedUuid('person archive of imported questions');
    await this.db.query(
      `insert into person (id, name, email, side, can_sign_in)
       values ($1, 'Archive', 'archive@imported.example', 'customer', false) on conflict do nothing`,
      [this.#archiveId],
    );
  }

  async add(batch: readonly Question[]): Promise<void> {
    if (batch.length === 0) return;
    const categories = [...new Set(batch.map(({ category }) => category))];
    const at = this.now.toISOString();
    const rows = await Promise.all(batch.map((question) => this.#row(question, at)));
    const imported = await this.db.transaction(async (transaction) => {
      await insertAll(
        transaction,
        'category',
        { value: 'text', label: 'text', position: 'int', offered: 'boolean' },
        categories.map((value) => ({ value, label: labelOf(value), position: 1_000, offered: false })),
      );
      return insertAll(transaction, 'support_case', COLUMNS, rows);
    });
    this.counts.imported += imported;
    this.counts.known += batch.length - imported;
  }

  async #row({ text, category }: Question, at: string): Promise<object> {
    const subject = text.replace(/\s+/gu, ' ');
    const characters = Array.from(subject);
    const isLong = characters.length > SUBJECT_LENGTH;
    return {
      id: await namedUuid(`imported ${JSON.stringify([text, category])}`),
      subject: isLong ? `${characters.slice(0, SUBJECT_LENGTH - 1).join('')}…` : subject,
      description: isLong ? text : '',
      status: 'resolved',
      priority: 'normal',
      category,
      origin: 'other',
      contact_id: this.#archiveId,
      created_by: this.#archiveId,
      published: true,
      created_at: at,
      updated_at: at,
      public_updated_at: at,
      closed_at: at,
      time_spent_minutes: 0,
    };
  }
}

const COLUMNS = {
  id: 'uuid',
  subject: 'text',
  description: 'text',
  status: 'text',
  priority: 'text',
  category: 'text',
  origin: 'text',
  contact_id: 'uuid',
  created_by: 'uuid',
  published: 'boolean',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  public_updated_at: 'timestamptz',
  closed_at: 'timestamptz',
  time_spent_minutes: 'int',
};

// card_arrival -> Card arrival
function labelOf(category: string): string {
  const words = category.replace(/[_-]+/g, ' ').trim() || category;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

async function main(): Promise<void> {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new StartError('Name a file: npm run demo:import -- file.csv');
  const started = performance.now();
  await withDemoDatabase(async (db) => {
    const report = await importQuestions(db, path);
    for (const { line, reason } of report.skipped) console.log(`Line ${line} skipped: ${reason}.`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${report.imported} imported, ${report.known} there already, ${report.skipped.length} skipped, in ${seconds} s.`,
    );
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = 1;
  });
}
