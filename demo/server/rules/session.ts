/** `GET /session`: who the viewer is, what they may do, and how this backend is set up. */
import { mark } from '../digest.js';
import type { Scope, Session } from '../types.js';
import { ownRights } from './access.js';
import { etag } from './call.js';
import type { Call, Reply } from './call.js';
import { STATUSES, STATUS_LABELS } from './lifecycle.js';
import { ORIGINS, PRIORITIES, loadCategories } from './lookups.js';
import { publicSettings } from './settings.js';
import { isNotModified } from './versions.js';
import type { Viewer } from './viewer.js';

/** Prefix of the scope of an account's cases. */
export const ACCOUNT_SCOPE = 'account:';

/** `GET /session` */
export async function getSession(call: Call): Promise<Reply> {
  const session = await describe(call);
  const version = mark(JSON.stringify(session));
  if (isNotModified(call.headers, version)) return { status: 304, headers: etag(version) };
  return { status: 200, body: session, headers: etag(version) };
}

async function describe(call: Call): Promise<Session> {
  const { viewer, settings } = call;
  const staff = viewer.side === 'staff';
  const category = await loadCategories(call.db, 'all');
  const texts = await call.db.query<{ name: string; value: string }>(
    'select name, value from replaced_text order by name',
  );
  return {
    viewer: { id: viewer.id, name: viewer.name, side: viewer.side, email: viewer.email },
    scopes: scopesOf(viewer),
    rights: ownRights(viewer),
    settings: publicSettings(settings),
    texts: Object.fromEntries(texts.map((row) => [row.name, row.value])),
    forms: { ...(await call.forms()) },
    enumerations: {
      status: STATUSES.map((value) => ({
        value,
        label: staff && value === 'waiting' ? 'Waiting for customer' : STATUS_LABELS[value],
      })),
      priority: [...PRIORITIES],
      category,
      origin: [...ORIGINS],
    },
    limits: {
      noteMaxLength: settings.noteMaxLength,
      attachmentMaxBytes: settings.attachmentMaxBytes,
      attachmentMaxCount: settings.attachmentMaxCount,
      attachmentTypes: [...settings.attachmentTypes],
    },
    capabilities: {
      attachments: true,
      changes: true,
      events: true,
      search: true,
      readMarks: true,
      assignment: staff,
      activities: staff,
      internalNotes: staff,
      editNotes: settings.noteEditMinutes > 0,
      batch: true,
      resumableUploads: call.uploads !== undefined,
    },
  };
}

function scopesOf(viewer: Viewer): Scope[] {
  const rights = ownRights(viewer);
  if (viewer.side === 'staff') {
    return [
      { id: 'all', kind: 'all', label: 'All cases', rights },
      { id: 'assigned', kind: 'assigned', label: 'Assigned to me', rights },
      { id: 'mine', kind: 'mine', label: 'Filed by me', rights },
    ];
  }
  const accounts = viewer.memberships
    .filter((entry) => entry.rights.read)
    .map((entry): Scope => ({
      id: `${ACCOUNT_SCOPE}${entry.accountId}`,
      kind: 'account',
      label: entry.accountName,
      account: { id: entry.accountId, name: entry.accountName },
      rights: entry.rights,
    }));
  return [{ id: 'mine', kind: 'mine', label: 'My cases', rights }, ...accounts];
}
