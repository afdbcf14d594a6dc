import { expect } from '@open-wc/testing';
import type { Operation } from '../../src/model/operation.js';
import { projectCase, projectNotes, projectSummary } from '../../src/model/project.js';
import { ADA, aCase, aFile, aNote, anOperation, aSummary, payloads, uuid } from './samples.js';

const LABELS = new Map([['closed', 'Done']] as const);
const NO_LABELS = new Map<never, never>();
const refused = { state: 'refused', failure: { kind: 'invalid' } } as const;

describe('a case as the customer sees it', () => {
  it('is the snapshot left untouched, so that there is nothing to roll back?', () => {
    const snapshot = Object.freeze(aCase({ fields: Object.freeze({ card: '1' }) }));
    projectCase(snapshot, [anOperation(payloads.subject()), anOperation(payloads.close())], LABELS);
    expect(projectCase(snapshot, [], LABELS).subject).to.equal('Card is blocked');
  });

  it('does it show what is on its way, in the words of the backend?', () => {
    const shown = projectCase(
      aCase(),
      [anOperation(payloads.subject('Other')), anOperation(payloads.close())],
      LABELS,
    );
    expect(shown).to.include({ subject: 'Other', status: 'closed', state: 'closed', statusLabel: 'Done' });
  });

  it('does a refused change stop counting, and stay marked?', () => {
    const operation = anOperation(payloads.close(), refused);
    const shown = projectCase(aCase(), [operation], LABELS);
    expect(shown).to.include({ status: 'open', statusLabel: 'Open' });
    expect(shown.mark).to.deep.equal({
      operationId: operation.id,
      since: operation.enqueuedAt,
      ...refused,
    });
  });

  it('do two changes of different further fields both show?', () => {
    const changes = [{ card: '2' }, { branch: 'North' }].map((fields) =>
      anOperation({ kind: 'updateCase', change: { fields } }),
    );
    const shown = projectCase(aCase({ fields: { card: '1', colour: 'red' } }), changes, LABELS);
    expect(shown.fields).to.deep.equal({ card: '2', branch: 'North', colour: 'red' });
  });

  it('can a field be emptied?', () => {
    const change = anOperation({ kind: 'updateCase', change: { category: null, description: '' } });
    expect(projectCase(aCase({ category: 'cards' }), [change], LABELS)).to.include({
      category: null,
      description: '',
    });
  });

  it("does an agent's change of status show, and a transition after it win?", () => {
    const work = anOperation({ kind: 'updateCase', change: { status: 'in_progress' } });
    expect(projectSummary(aSummary(), [work], LABELS).status).to.equal('in_progress');
    expect(projectSummary(aSummary(), [work, anOperation(payloads.close())], LABELS).status).to.equal(
      'closed',
    );
  });

  it('is a status that only the backend knows left in its state?', () => {
    const summary = { ...aSummary(), status: 'triage' as never };
    const shown = projectSummary(summary, [anOperation(payloads.note())], NO_LABELS);
    expect(shown).to.include({ state: 'active', statusLabel: 'Open' });
  });

  it('do writes of other cases count?', () => {
    const other = anOperation(payloads.close(), { caseId: uuid(101) });
    expect(projectSummary(aSummary(), [other], LABELS)).to.deep.equal({ ...aSummary(), mark: null });
  });

  it('are notes on their way counted, and unread ones not once they are seen?', () => {
    const operations = [
      anOperation(payloads.note()),
      anOperation(payloads.note(uuid(9)), refused),
      anOperation(payloads.read()),
    ];
    const shown = projectSummary(aSummary({ noteCount: 2, unreadCount: 2 }), operations, LABELS);
    expect(shown).to.include({ noteCount: 3, unreadCount: 0 });
  });

  it('does a reading mark put a mark on the case?', () => {
    expect(projectSummary(aSummary(), [anOperation(payloads.read())], LABELS).mark).to.equal(null);
  });

  it('are files of the case shown with those on their way, but not those being removed?', () => {
    const operations: Operation[] = [
      anOperation(payloads.file(uuid(301))),
      anOperation({ kind: 'deleteAttachment', attachmentId: uuid(300) }),
    ];
    const shown = projectCase(aCase({ attachments: [aFile()] }), operations, LABELS).attachments;
    expect(shown.map(({ id, mark }) => [id, mark?.state])).to.deep.equal([[uuid(301), 'queued']]);
  });

  it('is a file that has arrived shown once, while its operation is still there?', () => {
    const arrived = aFile({ id: uuid(301) });
    const shown = projectCase(
      aCase({ attachments: [arrived] }),
      [anOperation(payloads.file(uuid(301)))],
      LABELS,
    );
    expect(shown.attachments).to.have.length(1);
  });
});

describe('a thread as the customer sees it', () => {
  it('are notes oldest first, equal moments by id, and own unsent ones last?', () => {
    const [late, early, twin] = [
      aNote({ id: uuid(3), createdAt: '2026-01-05T00:00:00.000Z' }),
      aNote({ id: uuid(2), createdAt: '2026-01-04T00:00:00.000Z' }),
      aNote({ id: uuid(1), createdAt: '2026-01-04T00:00:00.000Z' }),
    ];
    const shown = projectNotes([late, early, twin], [anOperation(payloads.note(uuid(4)))], ADA);
    expect(shown.map((note) => note.id)).to.deep.equal([1, 2, 3, 4].map(uuid));
  });

  it('is an unsent note by the viewer, with its files, and not to be edited?', () => {
    const operations = [anOperation(payloads.note(uuid(4))), anOperation(payloads.file(uuid(5), uuid(4)))];
    const [note] = projectNotes([], operations, ADA);
    expect(note).to.include({ author: ADA, own: true, editable: false });
    expect(note?.attachments.map((file) => file.id)).to.deep.equal([uuid(5)]);
  });

  it('is a refused note still there, with the reason?', () => {
    const [note] = projectNotes([], [anOperation(payloads.note(), refused)], ADA);
    expect(note?.mark?.failure).to.deep.equal({ kind: 'invalid' });
  });

  it('is a note that has arrived shown once?', () => {
    const shown = projectNotes([aNote({ id: uuid(201) })], [anOperation(payloads.note(uuid(201)))], ADA);
    expect(shown).to.have.length(1);
  });

  it('does an edit show at once, and its text go back when it is refused?', () => {
    const edit = (state: Partial<Operation>) =>
      projectNotes(
        [aNote()],
        [anOperation({ kind: 'updateNote', noteId: aNote().id, text: 'Better' }, state)],
        ADA,
      )[0];
    expect(edit({})).to.deep.include({ text: 'Better' });
    expect(edit(refused)).to.include({ text: aNote().text });
    expect(edit(refused)?.mark?.state).to.equal('refused');
  });

  it('does a removed note vanish, and return when the removal is refused?', () => {
    const removal = { kind: 'deleteNote', noteId: aNote().id } as const;
    expect(projectNotes([aNote()], [anOperation(removal)], ADA)).to.have.length(0);
    expect(projectNotes([aNote()], [anOperation(removal, refused)], ADA)).to.have.length(1);
  });
});
