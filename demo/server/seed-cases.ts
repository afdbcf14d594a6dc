/** The demo's cases with their notes, files and activities. */
import type {
  ContentAccount,
  ContentCase,
  ContentFile,
  ContentPerson,
  ContentQueue,
} from '../content/index.js';
import { insertAll } from './db/bulk.js';
import type { BulkRow } from './db/bulk.js';
import type { Queryable } from './db/database.js';
import { namedUuid } from './digest.js';
import type { FileStore } from './files/file-store.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIRST_NUMBER = 1_001;
// What happened longer ago than this has been read by everybody whom it concerns.
const READ_AFTER_MS = 3 * DAY_MS;

/** Looks up content by its keys. */
export class ContentKeys {
  readonly #accounts: ReadonlyMap<string, ContentAccount>;
  readonly #people: ReadonlyMap<string, ContentPerson>;
  readonly #queues: ReadonlyMap<string, ContentQueue>;

  constructor(content: {
    readonly accounts: readonly ContentAccount[];
    readonly people: readonly ContentPerson[];
    readonly queues: readonly ContentQueue[];
  }) {
    this.#accounts = new Map(content.accounts.map((account) => [account.key, account]));
    this.#people = new Map(content.people.map((person) => [person.key, person]));
    this.#queues = new Map(content.queues.map((queue) => [queue.key, queue]));
  }

  /** @throws Error for a key that the content does not define. */
  person(key: string): ContentPerson {
    return found(this.#people, key);
  }

  account(key: string | undefined): ContentAccount | undefined {
    return key === undefined ? undefined : found(this.#accounts, key);
  }

  queueId(key: string | undefined): string | null {
    return key === undefined ? null : found(this.#queues, key).id;
  }

  get accounts(): Iterable<ContentAccount> {
    return this.#accounts.values();
  }

  get agents(): ContentPerson[] {
    return [...this.#people.values()].filter((person) => person.role === 'agent');
  }
}

function found<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The content does not define “${key}”.`);
  return value;
}

interface Rows {
  readonly cases: BulkRow[];
  readonly notes: BulkRow[];
  readonly activities: BulkRow[];
  readonly attachments: BulkRow[];
  readonly readMarks: BulkRow[];
}

interface NoteMoment {
  readonly at: number;
  readonly by: ContentPerson;
  readonly isPublic: boolean;
}

/** Writes all cases, oldest first, as of `now`. */
export async function seedCases(
  db: Queryable,
  files: FileStore,
  keys: ContentKeys,
  cases: readonly ContentCase[],
  now: number,
): Promise<void> {
  const rows: Rows = { cases: [], notes: [], activities: [], attachments: [], readMarks: [] };
  const oldestFirst = [...cases].sort((a, b) => b.daysAgo - a.daysAgo || (a.key < b.key ? -1 : 1));
  for (const [index, entry] of oldestFirst.entries()) {
    await new CaseSeeder(keys, files, rows, entry, now).seed(FIRST_NUMBER + index);
  }
  await insertEntitlements(db, keys, cases);
  await insertRows(db, rows);
  await db.query(`select setval('case_number', $1)`, [FIRST_NUMBER + cases.length]);
}

class CaseSeeder {
  readonly #createdAt: number;

  constructor(
    private readonly keys: ContentKeys,
    private readonly files: FileStore,
    private readonly rows: Rows,
    private readonly entry: ContentCase,
    private readonly now: number,
  ) {
    this.#createdAt = now - entry.daysAgo * DAY_MS;
  }

  async seed(number: number): Promise<void> {
    const { entry } = this;
    const id = await namedUuid(`case ${entry.key}`);
    const moments = await this.#notes(id);
    await this.#activities(id);
    const filer = this.keys.person(entry.filedBy);
    for (const [index, file] of (entry.files ?? []).entries()) {
      await this.#file(`${entry.key} ${index}`, file, {
        case_id: id,
        note_id: null,
        author_id: filer.id,
        at: this.#createdAt,
      });
    }
    this.rows.cases.push({ ...this.#caseRow(id, number, filer, moments), ...this.#promises(moments) });
    this.#readMarks(id, filer, moments);
  }

  #caseRow(id: string, number: number, filer: ContentPerson, moments: readonly NoteMoment[]): BulkRow {
    const { entry } = this;
    const closedAt = this.#closedAt();
    const times = [this.#createdAt, closedAt ?? 0];
    const assignee = entry.assignedTo === undefined ? null : this.keys.person(entry.assignedTo).id;
    return {
      id,
      number,
      subject: entry.subject,
      description: entry.description,
      status: entry.status,
      priority: entry.priority,
      category: entry.category,
      origin: entry.origin,
      contact_id: filer.id,
      account_id: this.keys.account(entry.account)?.id ?? null,
      created_by: filer.id,
      owner_person_id: filer.id,
      assignee_person_id: assignee,
      assignee_queue_id: assignee === null ? this.keys.queueId(entry.queue) : null,
      resolution: entry.resolution ?? null,
      published: entry.published ?? false,
      time_spent_minutes:
        closedAt === null ? null : entry.activities.reduce((sum, { minutes }) => sum + minutes, 0),
      created_at: instant(this.#createdAt),
      updated_at: instant(Math.max(...times, ...moments.map(({ at }) => at))),
      public_updated_at: instant(
        Math.max(...times, ...moments.filter(({ isPublic }) => isPublic).map(({ at }) => at)),
      ),
      closed_at: closedAt === null ? null : instant(closedAt),
    };
  }

  // What the account's agreement promised, and when staff first answered.
  #promises(moments: readonly NoteMoment[]): BulkRow {
    const account = this.keys.account(this.entry.account);
    const answered = moments.find(({ by, isPublic }) => by.role === 'agent' && isPublic);
    const promise = account?.entitlement;
    return {
      first_responded_at: answered ? instant(answered.at) : null,
      entitlement_id: promise && account ? account.id : null,
      first_response_due: promise ? instant(this.#createdAt + promise.firstResponseHours * HOUR_MS) : null,
      resolve_due: promise ? instant(this.#createdAt + promise.resolveHours * HOUR_MS) : null,
    };
  }

  #closedAt(): number | null {
    return this.entry.closedDaysAgo === undefined ? null : this.now - this.entry.closedDaysAgo * DAY_MS;
  }

  // Content counts hours from filing; nothing may lie in the future, and notes keep their order.
  async #notes(caseId: string): Promise<NoteMoment[]> {
    const moments: NoteMoment[] = [];
    const count = this.entry.notes.length;
    for (const [index, note] of this.entry.notes.entries()) {
      const at = Math.min(this.#createdAt + note.hoursAfter * HOUR_MS, this.now - (count - index) * 60_000);
      const by = this.keys.person(note.by);
      const id = await namedUuid(`note ${this.entry.key} ${index}`);
      this.rows.notes.push({
        id,
        case_id: caseId,
        author_id: by.id,
        text: note.text,
        is_public: note.isPublic,
        created_at: instant(at),
      });
      moments.push({ at, by, isPublic: note.isPublic });
      for (const [position, file] of (note.files ?? []).entries()) {
        await this.#file(`${this.entry.key} note ${index} ${position}`, file, {
          case_id: caseId,
          note_id: id,
          author_id: by.id,
          at,
        });
      }
    }
    return moments.sort((a, b) => a.at - b.at);
  }

  async #activities(caseId: string): Promise<void> {
    for (const [index, activity] of this.entry.activities.entries()) {
      const at = Math.min(this.#createdAt + (index + 1) * HOUR_MS, this.now - 60_000);
      const end = Math.min(at + activity.minutes * 60_000, this.now);
      this.rows.activities.push({
        id: await namedUuid(`activity ${this.entry.key} ${index}`),
        case_id: caseId,
        type: activity.type,
        subject: activity.subject,
        state: activity.state,
        minutes: activity.minutes,
        created_by: this.keys.person(activity.by).id,
        created_at: instant(at),
        closed_at: activity.state === 'open' ? null : instant(end),
      });
    }
  }

  async #file(
    name: string,
    file: ContentFile,
    place: { case_id: string; note_id: string | null; author_id: string; at: number },
  ): Promise<void> {
    const bytes =
      file.text === undefined ? fromBase64(file.base64 ?? '') : new TextEncoder().encode(file.text);
    const fileId = await namedUuid(`bytes ${name}`);
    const stored = await this.files.put(fileId, new Blob([bytes]).stream(), Number.MAX_SAFE_INTEGER);
    const { at, ...where } = place;
    this.rows.attachments.push({
      ...where,
      ...stored,
      id: await namedUuid(`file ${name}`),
      file_id: fileId,
      name: file.name,
      type: file.type,
      created_at: instant(at),
    });
  }

  #readMarks(caseId: string, filer: ContentPerson, moments: readonly NoteMoment[]): void {
    for (const person of [filer, ...this.keys.agents]) {
      const settled = this.now - READ_AFTER_MS;
      const own = moments.filter(({ by }) => by.key === person.key).map(({ at }) => at);
      const until = Math.max(settled, this.#closedAt() ?? 0, ...own);
      this.rows.readMarks.push({ person_id: person.id, case_id: caseId, read_until: instant(until) });
    }
  }
}

async function insertEntitlements(
  db: Queryable,
  keys: ContentKeys,
  cases: readonly ContentCase[],
): Promise<void> {
  const rows = [...keys.accounts].flatMap((account) => {
    const promise = account.entitlement;
    if (!promise) return [];
    const used = cases.filter((entry) => entry.account === account.key).length;
    return [
      {
        id: account.id,
        account_id: account.id,
        name: promise.name,
        total_cases: promise.totalCases,
        remaining_cases: Math.max(0, promise.totalCases - used),
        first_response_minutes: promise.firstResponseHours * 60,
        resolve_minutes: promise.resolveHours * 60,
      },
    ];
  });
  const columns = {
    id: 'uuid',
    account_id: 'uuid',
    name: 'text',
    total_cases: 'int',
    remaining_cases: 'int',
    first_response_minutes: 'int',
    resolve_minutes: 'int',
  };
  await insertAll(db, 'entitlement', columns, rows);
}

const CASE_COLUMNS = {
  id: 'uuid',
  number: 'bigint',
  subject: 'text',
  description: 'text',
  status: 'text',
  priority: 'text',
  category: 'text',
  origin: 'text',
  contact_id: 'uuid',
  account_id: 'uuid',
  created_by: 'uuid',
  owner_person_id: 'uuid',
  assignee_person_id: 'uuid',
  assignee_queue_id: 'uuid',
  resolution: 'text',
  published: 'boolean',
  time_spent_minutes: 'int',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  public_updated_at: 'timestamptz',
  closed_at: 'timestamptz',
  first_responded_at: 'timestamptz',
  entitlement_id: 'uuid',
  first_response_due: 'timestamptz',
  resolve_due: 'timestamptz',
};

async function insertRows(db: Queryable, rows: Rows): Promise<void> {
  await insertAll(db, 'support_case', CASE_COLUMNS, rows.cases);
  await insertAll(
    db,
    'note',
    {
      id: 'uuid',
      case_id: 'uuid',
      author_id: 'uuid',
      text: 'text',
      is_public: 'boolean',
      created_at: 'timestamptz',
    },
    rows.notes,
  );
  await insertAll(
    db,
    'activity',
    {
      id: 'uuid',
      case_id: 'uuid',
      type: 'text',
      subject: 'text',
      state: 'text',
      minutes: 'int',
      created_by: 'uuid',
      created_at: 'timestamptz',
      closed_at: 'timestamptz',
    },
    rows.activities,
  );
  await insertAll(
    db,
    'attachment',
    {
      id: 'uuid',
      case_id: 'uuid',
      note_id: 'uuid',
      author_id: 'uuid',
      file_id: 'uuid',
      name: 'text',
      type: 'text',
      size: 'bigint',
      sha256: 'text',
      created_at: 'timestamptz',
    },
    rows.attachments,
  );
  await insertAll(
    db,
    'read_mark',
    { person_id: 'uuid', case_id: 'uuid', read_until: 'timestamptz' },
    rows.readMarks,
  );
}

function instant(milliseconds: number): string {
  return new Date(Math.round(milliseconds)).toISOString();
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
