/** All migrations in order. A migration that was released is never changed: the next number corrects it. */
import { peopleAndSettings } from './0001-people-and-settings.js';
import { cases } from './0002-cases.js';
import { delivery } from './0003-delivery.js';
import { search } from './0004-search.js';
import { searchRevisions } from './0005-search-revisions.js';

/** One numbered step of the schema. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Executed one by one, in one transaction. */
  readonly statements: readonly string[];
}

/** Every step, oldest first. */
export const MIGRATIONS: readonly Migration[] = [peopleAndSettings, cases, delivery, search, searchRevisions];
