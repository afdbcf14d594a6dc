import type { Attachment, Id, Instant, Person } from './case.js';

/** A brief item of the conversation, visible to everyone with access to the case; `internal` ones exist for staff only. */
export interface Note {
  readonly id: Id;
  readonly caseId: Id;
  readonly version: string;
  readonly author: Person;
  /** Written by the viewer. */
  readonly own: boolean;
  /** Plain text. */
  readonly text: string;
  readonly visibility: 'public' | 'internal';
  readonly createdAt: Instant;
  readonly editedAt: Instant | null;
  readonly unread: boolean;
  readonly editable: boolean;
  readonly attachments: readonly Attachment[];
}

export interface NoteDraft {
  readonly id: Id;
  readonly text: string;
  readonly visibility?: 'public' | 'internal';
}

/** A file on its way: the description travels apart from the bytes. */
export interface AttachmentDraft {
  readonly id: Id;
  readonly caseId: Id;
  readonly noteId: Id | null;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly alt?: string;
}

/** Oldest first; equal instants by id, so that every browser shows one order. */
export function compareNotes(a: Note, b: Note): number {
  return a.createdAt < b.createdAt
    ? -1
    : a.createdAt > b.createdAt
      ? 1
      : a.id < b.id
        ? -1
        : a.id > b.id
          ? 1
          : 0;
}
