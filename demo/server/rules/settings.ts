/** The owner's settings, by their names in the table `setting`, each with its default. */
import type { Settings } from '../types.js';

/** Raw settings by name, as stored. */
export type StoredSettings = Readonly<Record<string, string>>;

/** Everything that can be set. */
export interface SettingValues extends Settings {
  /** Status of a new case. Setting `cases/initialstatus`. */
  readonly initialStatus: 'new' | 'open';
  /** An account's case needs an entitlement with cases left. Setting `entitlement/required`. */
  readonly entitlementRequired: boolean;
  /** UTF-16 code units. Setting `notes/maxlength`. */
  readonly noteMaxLength: number;
  /** Bytes of one file. Setting `attachments/maxbytes`. */
  readonly attachmentMaxBytes: number;
  /** Files on one note, or on a case itself. Setting `attachments/maxcount`. */
  readonly attachmentMaxCount: number;
  /** Media types, ranges or endings, separated by blanks. Setting `attachments/types`. */
  readonly attachmentTypes: readonly string[];
}

const DEFAULT_TYPES =
  'image/png image/jpeg image/gif image/webp application/pdf text/plain text/csv .log ' +
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document ' +
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/zip';

/** The settings in force; what is not set, or set to nonsense, has its default. */
export function readSettings(stored: StoredSettings): SettingValues {
  const types = stored['attachments/types'] ?? DEFAULT_TYPES;
  return {
    deflectionEnabled: flag(stored['HelpDesk/CaseDeflection/Enabled'], true),
    deflectionMinLength: whole(stored['HelpDesk/CaseDeflection/MinLength'], 1, 3),
    closedCasesEditable: flag(stored['cases/closedcaseseditable'], true),
    resolveWithOpenActivities: stored['cases/resolvewithopenactivities'] === 'block' ? 'block' : 'cancel',
    reopenWithinDays: optionalWhole(stored['cases/reopenwithindays']),
    noteEditMinutes: whole(stored['notes/editminutes'], 0, 15),
    initialStatus: stored['cases/initialstatus'] === 'open' ? 'open' : 'new',
    entitlementRequired: flag(stored['entitlement/required'], false),
    noteMaxLength: whole(stored['notes/maxlength'], 1, 20_000, 100_000),
    attachmentMaxBytes: whole(stored['attachments/maxbytes'], 1, 10_000_000),
    attachmentMaxCount: whole(stored['attachments/maxcount'], 1, 10),
    attachmentTypes: types.split(/\s+/).filter((type) => type !== ''),
  };
}

/** The settings that the contract tells a client. */
export function publicSettings(values: SettingValues): Settings {
  return {
    deflectionEnabled: values.deflectionEnabled,
    deflectionMinLength: values.deflectionMinLength,
    closedCasesEditable: values.closedCasesEditable,
    resolveWithOpenActivities: values.resolveWithOpenActivities,
    reopenWithinDays: values.reopenWithinDays,
    noteEditMinutes: values.noteEditMinutes,
  };
}

function flag(text: string | undefined, fallback: boolean): boolean {
  const word = text?.trim().toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : fallback;
}

function whole(
  text: string | undefined,
  least: number,
  fallback: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(text);
  return text !== undefined &&
    text.trim() !== '' &&
    Number.isInteger(value) &&
    value >= least &&
    value <= most
    ? value
    : fallback;
}

function optionalWhole(text: string | undefined): number | null {
  const value = whole(text, 0, -1);
  return value === -1 ? null : value;
}
