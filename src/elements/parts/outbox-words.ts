/** What an undelivered write is and says, in words. */
import type { Translate } from '../../context/store-controller.js';
import type { CaseChange, CaseDraft, FieldValue } from '../../model/case.js';
import type { FieldDefinition } from '../../model/form.js';
import { fieldOfPointer } from '../../model/form-values.js';
import type { Failure } from '../../model/failure.js';
import type { Payload } from '../../model/operation.js';
import type { Session } from '../../model/session.js';
import type { outboxWorkTexts } from '../texts/outbox-work.js';
import { safeName } from './names.js';

export type OutboxT = Translate<typeof outboxWorkTexts>;

/** "Note", "Close the case". */
export function kindOf(payload: Payload, t: OutboxT): string {
  if (payload.kind === 'transitionCase') return t(`outbox/kind/${payload.transition.action}`);
  // The program's own: nobody is told of them.
  if (payload.kind === 'markCaseRead' || payload.kind === 'recordDeflection') return '';
  return t(`outbox/kind/${payload.kind}`);
}

/** All that the customer wrote in it; empty where it has no words. */
export function wordsOf(payload: Payload, session: Session | null): string {
  switch (payload.kind) {
    case 'createNote':
      return payload.draft.text;
    case 'updateNote':
      return payload.text;
    case 'createCase':
    case 'updateCase':
      return fieldWords(payload.kind === 'createCase' ? payload.draft : payload.change, session);
    case 'transitionCase':
      return payload.transition.resolution ?? '';
    case 'putAttachment':
      return safeName(payload.attachment.name);
    default:
      return '';
  }
}

/** Refused fields with what is wrong with each: "Subject: too long". */
export function refusalsOf({ errors = [] }: Failure, session: Session | null): string[] {
  const fields = fieldsOf(session);
  return errors.map(({ pointer, detail }) => {
    const name = fieldOfPointer(pointer, fields);
    const label = fields.find((field) => field.name === name)?.label;
    return label ? `${label}: ${detail}` : detail;
  });
}

/** Of both forms; the edit form's words win. */
export function fieldsOf(session: Session | null): readonly FieldDefinition[] {
  const { edit, create } = session?.forms ?? {};
  return [...(edit?.fields ?? []), ...(create?.fields ?? [])];
}

/** The words for a field's value: an option's label rather than its name. */
export function valueWords(name: string, value: FieldValue, session: Session | null): string {
  const field = fieldsOf(session).find((one) => one.name === name);
  const lists: Readonly<Record<string, readonly { value: string; label: string }[]>> = {
    ...session?.enumerations,
  };
  const options = field?.options ?? (Object.hasOwn(lists, name) ? lists[name] : undefined);
  const account = session?.scopes.find((scope) => scope.account && scope.account.id === value)?.account;
  return options?.find((option) => option.value === value)?.label ?? account?.name ?? String(value ?? '');
}

/** The subject and the description as they are, every other field with its label. */
function fieldWords({ fields, ...own }: CaseDraft | CaseChange, session: Session | null): string {
  const bare = ['subject', 'description'];
  const known = fieldsOf(session);
  const all: [string, unknown][] = Object.entries({ ...own, ...fields });
  const lines = all.flatMap(([name, value]) => {
    if (name === 'id' || value === null || value === '' || typeof value === 'object') return [];
    const words = valueWords(name, value as FieldValue, session);
    const label = known.find((field) => field.name === name)?.label ?? name;
    return [bare.includes(name) ? words : `${label}: ${words}`];
  });
  return lines.join('\n');
}
