/** Records as a backend gives them, for the tests of the layers below the elements. */
import type { Attachment, Case, CaseSummary, Person } from '../../src/model/case.js';
import type { Note } from '../../src/model/note.js';
import type { Operation, Payload } from '../../src/model/operation.js';
import type { Session } from '../../src/model/session.js';

/** A UUID that ends in a number. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const ADA: Person = { id: uuid(1), name: 'Ada', side: 'customer' };
export const BEN: Person = { id: uuid(2), name: 'Ben', side: 'customer' };
export const CASE_ID = uuid(100);

export function aSummary(patch: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: CASE_ID,
    number: 'CAS-00100',
    version: '1',
    subject: 'Card is blocked',
    status: 'open',
    statusLabel: 'Open',
    state: 'active',
    priority: 'normal',
    category: null,
    origin: 'web',
    contact: { id: ADA.id, name: ADA.name },
    account: null,
    assignee: null,
    createdAt: '2026-01-01T10:00:00.000Z',
    updatedAt: '2026-01-01T10:00:00.000Z',
    closedAt: null,
    noteCount: 0,
    unreadCount: 0,
    ...patch,
  };
}

export function aCase(patch: Partial<Case> = {}): Case {
  return {
    ...aSummary(),
    description: 'It was refused twice.',
    resolution: null,
    owner: null,
    published: false,
    firstResponse: null,
    resolveBy: null,
    entitlement: null,
    timeSpentMinutes: null,
    attachments: [],
    actions: [{ action: 'close', allowed: true, reason: null }],
    openActivityCount: 0,
    deflection: null,
    fields: {},
    ...patch,
  };
}

export function aNote(patch: Partial<Note> = {}): Note {
  return {
    id: uuid(200),
    caseId: CASE_ID,
    version: '1',
    author: BEN,
    own: false,
    text: 'We are looking into it.',
    visibility: 'public',
    createdAt: '2026-01-02T10:00:00.000Z',
    editedAt: null,
    unread: false,
    editable: false,
    attachments: [],
    ...patch,
  };
}

export function aFile(patch: Partial<Attachment> = {}): Attachment {
  return {
    id: uuid(300),
    caseId: CASE_ID,
    noteId: null,
    version: '1',
    name: 'statement.pdf',
    type: 'application/pdf',
    size: 1000,
    sha256: '00',
    alt: null,
    createdAt: '2026-01-02T10:00:00.000Z',
    own: true,
    ...patch,
  };
}

export function aSession(viewer: Person = ADA, patch: Partial<Session> = {}): Session {
  const rights = { create: true, read: true, write: true, delete: false };
  return {
    viewer,
    scopes: [{ id: 'mine', kind: 'mine', label: 'My Cases', rights }],
    rights,
    settings: {
      deflectionEnabled: true,
      deflectionMinLength: 3,
      closedCasesEditable: true,
      resolveWithOpenActivities: 'cancel',
      reopenWithinDays: null,
      noteEditMinutes: 15,
    },
    texts: {},
    forms: { create: { fields: [] }, edit: { fields: [] } },
    enumerations: { status: [{ value: 'closed', label: 'Done' }], priority: [], category: [], origin: [] },
    limits: { noteMaxLength: 1000, attachmentMaxBytes: 1000, attachmentMaxCount: 3, attachmentTypes: [] },
    capabilities: {
      attachments: true,
      changes: false,
      events: false,
      search: true,
      readMarks: true,
      assignment: false,
      activities: false,
      internalNotes: false,
      editNotes: true,
      batch: true,
      resumableUploads: true,
    },
    ...patch,
  };
}

let made = 0;

/** A write of Ada's, in the order of the calls. */
export function anOperation(payload: Payload, patch: Partial<Operation> = {}): Operation {
  const seq = ++made;
  return {
    id: uuid(10_000 + seq),
    seq,
    viewerId: ADA.id,
    caseId: CASE_ID,
    payload,
    state: 'queued',
    revision: 0,
    attempts: 0,
    inDoubt: false,
    enqueuedAt: '2026-01-03T10:00:00.000Z',
    baseVersion: null,
    dependsOn: null,
    failure: null,
    ...patch,
  };
}

export const payloads = {
  create: (id = CASE_ID): Payload => ({ kind: 'createCase', draft: { id, subject: 'Help' } }),
  subject: (subject = 'New subject'): Payload => ({ kind: 'updateCase', change: { subject } }),
  close: (): Payload => ({ kind: 'transitionCase', transition: { action: 'close' } }),
  note: (id = uuid(201), text = 'Any news?'): Payload => ({ kind: 'createNote', draft: { id, text } }),
  file: (id = uuid(301), noteId: string | null = null): Payload => ({
    kind: 'putAttachment',
    attachment: { id, caseId: CASE_ID, noteId, name: 'photo.jpg', type: 'image/jpeg', size: 3 },
  }),
  read: (readUntil = '2026-01-02T10:00:00.000Z'): Payload => ({ kind: 'markCaseRead', readUntil }),
};
