import { expect } from '@open-wc/testing';
import { isNewCase, newCaseIn, newCaseOf } from '../../src/model/project-new.js';
import { projectCase } from '../../src/model/project.js';
import type { CaseDraft } from '../../src/model/case.js';
import { ADA, anOperation, aSession, BEN, CASE_ID, payloads, uuid } from './samples.js';

const session = aSession();
const account = { id: uuid(50), name: 'Kestrel Yard' };

function created(draft: Partial<CaseDraft> = {}) {
  const operation = anOperation({ kind: 'createCase', draft: { id: CASE_ID, subject: 'Help', ...draft } });
  if (!isNewCase(operation)) throw new Error('not a new case');
  return operation;
}

describe('a case that was written here only', () => {
  it('does it say what the draft says, and nothing that only the backend decides?', () => {
    const made = newCaseOf(
      created({ description: 'Broken', priority: 'high', fields: { iban: 'x' } }),
      session,
    );
    expect(made).to.deep.include({
      id: CASE_ID,
      number: '',
      version: '',
      subject: 'Help',
      description: 'Broken',
      priority: 'high',
      status: 'new',
      state: 'active',
      assignee: null,
      closedAt: null,
      fields: { iban: 'x' },
    });
    expect(made.contact.id).to.equal(ADA.id);
  });

  it('whom is it about, and for which account, as far as that is known here?', () => {
    const rights = { create: true, read: true, write: true, delete: false };
    const scopes = [{ id: 'account:50', kind: 'account', label: account.name, account, rights } as const];
    const made = newCaseOf(created({ contactId: BEN.id, accountId: account.id }), aSession(ADA, { scopes }));
    expect([made.contact, made.account]).to.deep.equal([{ id: BEN.id, name: '' }, account]);
    expect(newCaseOf(created({ accountId: account.id }), session).account).to.deep.equal({
      id: account.id,
      name: '',
    });
  });

  it('what does the rest that was written make of it?', () => {
    const own = created();
    const written = [
      own,
      anOperation(payloads.subject('Help me')),
      anOperation(payloads.note()),
      anOperation(payloads.close()),
    ];
    const shown = projectCase(newCaseOf(own, session), written, new Map());
    expect([shown.subject, shown.state, shown.noteCount, shown.mark?.operationId]).to.deep.equal([
      'Help me',
      'closed',
      1,
      own.id,
    ]);
  });

  it('is a delivered or a discarded one new, or one of another case?', () => {
    const own = created();
    expect(newCaseIn([{ ...own, state: 'delivered' }], CASE_ID)).to.equal(undefined);
    expect(newCaseIn([{ ...own, state: 'discarded' }], CASE_ID)).to.equal(undefined);
    expect(newCaseIn([own], uuid(1))).to.equal(undefined);
    expect(newCaseIn([{ ...own, state: 'refused' }], CASE_ID)?.id).to.equal(own.id);
  });
});
