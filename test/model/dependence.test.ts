import { expect } from '@open-wc/testing';
import { currentVersion, needs, restsOn } from '../../src/model/dependence.js';
import type { Operation, Payload } from '../../src/model/operation.js';
import { anOperation, payloads, uuid } from './samples.js';

const correction = (noteId = uuid(201)): Payload => ({ kind: 'updateNote', noteId, text: 'Better' });
const removal = (attachmentId = uuid(301)): Payload => ({ kind: 'deleteAttachment', attachmentId });

/** Two operations, in the order they were written. */
function two(
  first: Payload,
  second: Payload,
  patch: Partial<Operation> = {},
): readonly [Operation, Operation] {
  return [anOperation(first), anOperation(second, patch)];
}

describe('what an operation rests on', () => {
  const cases: readonly [string, Payload, Payload, boolean][] = [
    ['a change of a case on the one before it', payloads.subject(), payloads.close(), true],
    ['a change on the case as it is filed', payloads.create(), payloads.subject(), true],
    ['a change on a note', payloads.note(), payloads.subject(), false],
    ['a correction on its note', payloads.note(), correction(), true],
    ['a correction on the one before it', correction(), correction(), true],
    [
      'the removal of a note on its correction',
      correction(),
      { kind: 'deleteNote', noteId: uuid(201) },
      true,
    ],
    ['a correction on another note', payloads.note(uuid(202)), correction(), false],
    ['the removal of a file on the same', removal(), removal(), true],
    ['the removal of a file on another', removal(), removal(uuid(302)), false],
    ['an assignment on a change', payloads.subject(), { kind: 'assignCase', to: null }, true],
    ['the end of a case on a change', payloads.subject(), { kind: 'deleteCase' }, true],
    ['a mark of reading on another', payloads.read(), payloads.read(), false],
    ['a file on another', payloads.file(), payloads.file(), false],
  ];
  for (const [what, first, second, expected] of cases) {
    it(`does ${what}?`, () => {
      const [earlier, later] = two(first, second);
      expect([restsOn(later, earlier), restsOn(earlier, later)]).to.deep.equal([expected, false]);
    });
  }

  it('does it on something of another case, or on itself?', () => {
    const [earlier, later] = two(payloads.subject(), payloads.subject(), { caseId: uuid(101) });
    expect([restsOn(later, earlier), restsOn(earlier, earlier)]).to.deep.equal([false, false]);
  });

  it('does a change of another case with the same note rest on it?', () => {
    const [earlier, later] = two(correction(), correction(), { caseId: uuid(101) });
    expect(restsOn(later, earlier)).to.equal(false);
  });
});

describe('what an operation cannot be without', () => {
  it('is it the case as it is filed, for everything of it?', () => {
    const [create, note] = two(payloads.create(), payloads.note());
    expect([needs(note, create), needs(create, create)]).to.deep.equal([true, false]);
    expect(needs(anOperation(payloads.note(), { caseId: uuid(101) }), create)).to.equal(false);
  });

  it('is it the note, for its file and its correction, and for nothing else?', () => {
    const [note, fixed] = two(payloads.note(), correction());
    const file = anOperation(payloads.file(), { dependsOn: note.id });
    const others = [payloads.file(), payloads.close(), correction(uuid(202)), payloads.note(uuid(203))];
    expect([fixed, file].map((one) => needs(one, note))).to.deep.equal([true, true]);
    expect(others.map((payload) => needs(anOperation(payload), note))).to.deep.equal([
      false,
      false,
      false,
      false,
    ]);
  });

  it('is it a change, for the next one?', () => {
    const [subject, close] = two(payloads.subject(), payloads.subject());
    expect(needs(close, subject)).to.equal(false);
  });
});

describe('the version that a conflict tells of', () => {
  it('is it read from the record as it now is, and from nothing else?', () => {
    const conflict = (current: unknown) => currentVersion({ kind: 'conflict', current });
    const all = [{ version: '5' }, { version: 5 }, {}, null, 'version', undefined].map(conflict);
    expect(all).to.deep.equal(['5', undefined, undefined, undefined, undefined, undefined]);
    expect([
      currentVersion(null),
      currentVersion({ kind: 'invalid', current: { version: '5' } }),
    ]).to.deep.equal([undefined, undefined]);
  });
});
