/** What an operation of the contract is given, and what it gives back. */
import type { ParameterValue } from '../contract.js';
import type { Queryable } from '../db/database.js';
import type { FileStore } from '../files/file-store.js';
import type { Uploads } from '../files/uploads.js';
import type { Change } from './change-log.js';
import type { Forms } from './forms.js';
import type { SettingValues, StoredSettings } from './settings.js';
import type { Viewer } from './viewer.js';

/** One request, checked against the contract, by a known person. */
export interface Call {
  /** The database; of a write, its transaction. */
  readonly db: Queryable;
  readonly engine: 'pglite' | 'postgres';
  readonly files: FileStore;
  /** Absent where files come whole. */
  readonly uploads: Uploads | undefined;
  readonly viewer: Viewer;
  readonly settings: SettingValues;
  readonly stored: StoredSettings;
  /** The viewer's forms, read when they are first asked for. */
  readonly forms: () => Promise<Forms>;
  /** Where a write says what it changed, for the log. */
  readonly changes: Change[];
  /** The moment of the request, RFC 3339. */
  readonly now: string;
  /** Path and query parameters by name, converted and with defaults. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly headers: Headers;
  /** The JSON body, as the contract has it. */
  readonly body: unknown;
  /** The write's key without quotes; empty for reads. */
  readonly operationKey: string;
}

/** What a rule is given that depends neither on the person nor on the transaction. */
export type Given = Omit<Call, 'db' | 'viewer' | 'settings' | 'stored' | 'forms' | 'changes'>;

/** An answer before it is written as HTTP. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of `body`: bytes. */
  readonly stream?: ReadableStream<Uint8Array>;
}

/** A path or query parameter that is a text. */
export function text(call: Call, name: string): string {
  return String(call.parameters[name]);
}

/** A text parameter that may be absent. */
export function optionalText(call: Call, name: string): string | undefined {
  const value = call.parameters[name];
  return value === undefined ? undefined : String(value);
}

/** The page size asked for. */
export function limitOf(call: Call): number {
  return Number(call.parameters['limit']);
}

/** Strong validator of a version. */
export function etag(version: string): Record<string, string> {
  return { ETag: `"${version}"` };
}
