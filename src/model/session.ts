import type { Person, Reference } from './case.js';
import type { Form, Option } from './form.js';

export interface Rights {
  readonly create: boolean;
  readonly read: boolean;
  readonly write: boolean;
  readonly delete: boolean;
}

/** A set of cases that the viewer may list. */
export interface Scope {
  readonly id: string;
  readonly kind: 'mine' | 'account' | 'assigned' | 'all';
  readonly label: string;
  readonly account?: Reference;
  readonly rights: Rights;
}

export interface Settings {
  /** The setting `HelpDesk/CaseDeflection/Enabled`. */
  readonly deflectionEnabled: boolean;
  /** Characters. */
  readonly deflectionMinLength: number;
  readonly closedCasesEditable: boolean;
  readonly resolveWithOpenActivities: 'cancel' | 'block';
  /** Days after closing; null: always. */
  readonly reopenWithinDays: number | null;
  /** Minutes; 0: never. */
  readonly noteEditMinutes: number;
}

export interface Limits {
  /** UTF-16 code units. */
  readonly noteMaxLength: number;
  /** Bytes of one file. */
  readonly attachmentMaxBytes: number;
  readonly attachmentMaxCount: number;
  /** Media types, ranges such as `image/*`, or endings such as `.log`; empty: any. */
  readonly attachmentTypes: readonly string[];
}

/** What a backend can do. An element offers only what is true here. */
export interface Capabilities {
  readonly attachments: boolean;
  readonly changes: boolean;
  readonly events: boolean;
  readonly search: boolean;
  readonly readMarks: boolean;
  readonly assignment: boolean;
  readonly activities: boolean;
  readonly internalNotes: boolean;
  readonly editNotes: boolean;
  /** Many writes in one request. */
  readonly batch: boolean;
  /** Large files go in pieces, and on where they broke off. */
  readonly resumableUploads: boolean;
}

/** Who the viewer is and how the backend is set up; asked once, refreshed when the person changes. */
export interface Session {
  readonly viewer: Person & { readonly email?: string };
  /** First is the default. */
  readonly scopes: readonly Scope[];
  /** On own cases. */
  readonly rights: Rights;
  readonly settings: Settings;
  /** Texts the backend replaces, by name. */
  readonly texts: Readonly<Record<string, string>>;
  readonly forms: { readonly create: Form; readonly edit: Form } & Readonly<Record<string, Form>>;
  readonly enumerations: {
    readonly status: readonly Option[];
    readonly priority: readonly Option[];
    readonly category: readonly Option[];
    readonly origin: readonly Option[];
  };
  readonly limits: Limits;
  readonly capabilities: Capabilities;
}

/** May the viewer file cases at all, own ones or those of an account? */
export function mayCreate({ rights, scopes }: Session): boolean {
  return rights.create || scopes.some((scope) => scope.rights.create);
}
