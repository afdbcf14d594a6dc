/** What every storage must do, whatever it keeps things in. Run by one test file for each implementation. */
import { expect } from '@open-wc/testing';
import type { CaseQuery, CaseSort, CaseSummary } from '../../src/model/case.js';
import { advance, type Operation } from '../../src/model/operation.js';
import { compareRows } from '../../src/offline/row-query.js';
import type { CaseStorage, Commit, KnownPerson } from '../../src/offline/storage.js';
import {
  ADA,
  BEN,
  CASE_ID,
  aCase,
  aSession,
  aSummary,
  anOperation,
  payloads,
  uuid,
} from '../model/samples.js';

/** One database, and the tabs that have it open. */
export interface Shelf {
  /** Another tab of the same database. */
  open(): CaseStorage;
  /** Ends what the test began. */
  dispose(): Promise<void>;
}

export interface Traits {
  /** False: without Web Crypto only operations and drafts are kept, and nobody is known. */
  readonly caches: boolean;
}

type ShelfMaker = () => Shelf;

export const ada = (patch: Partial<KnownPerson> = {}): KnownPerson => ({
  viewerId: ADA.id,
  userKey: 'ada',
  session: aSession(ADA),
  asOf: '2026-01-05T10:00:00.000Z',
  ...patch,
});
export const ben = (): KnownPerson => ({
  ...ada(),
  viewerId: BEN.id,
  userKey: 'ben',
  session: aSession(BEN),
});

export const adds = (...operations: Operation[]): Commit => ({ viewerId: ADA.id, add: operations });

export const bytesOf = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;

const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

/** Opens a shelf for each test; `use` gives a tab of it. */
function shelfFor(make: ShelfMaker): () => CaseStorage {
  let shelf: Shelf | undefined;
  beforeEach('an empty shelf', () => {
    shelf = make();
  });
  afterEach('the shelf is taken down', async () => {
    await shelf?.dispose();
  });
  return () => {
    if (!shelf) throw new Error('only within a test');
    return shelf.open();
  };
}

export function describeStorage(name: string, make: ShelfMaker, traits: Traits = { caches: true }): void {
  describe(`${name}: operations`, () => operationTests(shelfFor(make)));
  describe(`${name}: bytes of files`, () => bytesTests(shelfFor(make)));
  describe(`${name}: terms of office`, () => termTests(shelfFor(make)));
  describe(`${name}: drafts`, () => draftTests(shelfFor(make)));
  if (!traits.caches) return;
  describe(`${name}: records`, () => recordTests(shelfFor(make)));
  describe(`${name}: people`, () => peopleTests(shelfFor(make)));
  describe(`${name}: secrets`, () => secretTests(shelfFor(make)));
  describe(`${name}: rows`, () => rowTests(shelfFor(make)));
}

function operationTests(open: () => CaseStorage): void {
  it('does it give operations in the order they were written?', async () => {
    const storage = open();
    const [first, second, third] = [1, 2, 3].map((n) => anOperation(payloads.subject(`Subject ${n}`)));
    if (!first || !second || !third) throw new Error('three');
    await storage.commit(adds(first, second));
    await storage.commit(adds(third));
    expect(idsOf(await storage.operations(ADA.id))).to.deep.equal(idsOf([first, second, third]));
  });

  it('does it say which places it gave?', async () => {
    const storage = open();
    const added = await storage.commit(
      adds(anOperation(payloads.subject()), anOperation(payloads.subject('Other'))),
    );
    expect(await storage.operations(ADA.id)).to.deep.equal(added);
  });

  it('does it keep what was written to the letter?', async () => {
    const text = '\u0000\ud83d\ude00 e\u0301 \u202e \ud800 "\\ \u2028 __proto__ \u0000bytes';
    const storage = open();
    await storage.commit(adds(anOperation(payloads.note(uuid(201), text), { baseVersion: 'W/"1"' })));
    const [kept] = await open().operations(ADA.id);
    expect(kept?.payload).to.deep.equal(payloads.note(uuid(201), text));
    expect(kept?.baseVersion).to.equal('W/"1"');
  });

  it('do operations of one person show up with another?', async () => {
    const storage = open();
    await storage.commit(adds(anOperation(payloads.subject())));
    expect(await storage.operations(BEN.id)).to.deep.equal([]);
  });

  it('does another tab see what this one wrote?', async () => {
    const operation = anOperation(payloads.subject());
    await open().commit(adds(operation));
    expect(idsOf(await open().operations(ADA.id))).to.deep.equal([operation.id]);
  });

  it('does writing the same operation twice make two of it?', async () => {
    const storage = open();
    const operation = anOperation(payloads.subject());
    await storage.commit(adds(operation));
    expect(await storage.commit(adds(operation))).to.equal(null);
    expect(await storage.operations(ADA.id)).to.have.length(1);
  });

  it('is an operation replaced only by whoever knew its latest revision?', async () => {
    const storage = open();
    const [operation] = (await storage.commit(adds(anOperation(payloads.subject())))) ?? [];
    if (!operation) throw new Error('added');
    const sending = advance(operation, { type: 'send' });
    const replace = [{ operation: sending, revision: operation.revision }];
    expect(await storage.commit({ viewerId: ADA.id, replace })).to.deep.equal([]);
    expect(await storage.commit({ viewerId: ADA.id, replace })).to.equal(null);
    expect(await storage.operations(ADA.id)).to.deep.equal([sending]);
  });

  it('when two tabs change one operation at once, does exactly one succeed?', async () => {
    const tabs = [open(), open()];
    const [operation] = (await tabs[0]?.commit(adds(anOperation(payloads.subject())))) ?? [];
    if (!operation) throw new Error('added');
    const next = advance(operation, { type: 'send' });
    const outcomes = await Promise.all(
      tabs.map((tab) => tab.commit({ viewerId: ADA.id, replace: [{ operation: next, revision: 0 }] })),
    );
    expect(outcomes.filter((outcome) => outcome !== null)).to.have.length(1);
  });

  it('when one part of a commit is refused, is anything of it written?', async () => {
    const storage = open();
    await storage.admit(ada());
    const [operation] = (await storage.commit(adds(anOperation(payloads.subject())))) ?? [];
    if (!operation) throw new Error('added');
    const file = anOperation(payloads.file());
    const refused = await storage.commit({
      viewerId: ADA.id,
      add: [file],
      bytes: new Map([[file.id, bytesOf(1)]]),
      remove: [{ id: operation.id, revision: 7 }],
      records: [{ kind: 'draft', id: 'form', value: 'text' }],
    });
    expect(refused).to.equal(null);
    expect(await storage.operations(ADA.id)).to.deep.equal([operation]);
    expect(await storage.bytes(ADA.id, file.id)).to.equal(undefined);
    expect(await storage.read(ADA.id, 'draft', 'form')).to.equal(undefined);
  });

  it('does an operation written anew under another key keep its place?', async () => {
    const storage = open();
    const added = await storage.commit(
      adds(anOperation(payloads.subject('A')), anOperation(payloads.subject('B'))),
    );
    const [first, second] = added ?? [];
    if (!first || !second) throw new Error('added');
    const edited = advance(first, { type: 'edit', id: uuid(9001), payload: payloads.subject('C') });
    await storage.commit({
      viewerId: ADA.id,
      replace: [{ operation: edited, was: first.id, revision: first.revision }],
    });
    expect(idsOf(await storage.operations(ADA.id))).to.deep.equal([uuid(9001), second.id]);
  });

  it('may somebody else take an operation out?', async () => {
    const storage = open();
    const operation = anOperation(payloads.subject());
    await storage.commit(adds(operation));
    const remove = [{ id: operation.id, revision: 0 }];
    expect(await storage.commit({ viewerId: BEN.id, remove })).to.equal(null);
    expect(await storage.operations(ADA.id)).to.have.length(1);
  });

  it('do fifty commits at once from two tabs each get a place of their own?', async () => {
    const tabs = [open(), open()] as const;
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        tabs[n % 2 ? 0 : 1].commit(adds(anOperation(payloads.subject(String(n))))),
      ),
    );
    const places = (await tabs[0].operations(ADA.id)).map(({ seq }) => seq);
    expect(new Set(places).size).to.equal(50);
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });

  it('does a draft leave in the same step in which its operation comes?', async () => {
    const storage = open();
    await storage.keepDraft(ADA.id, 'form', { subject: 'Help' }, 0);
    const operation = anOperation(payloads.create());
    await storage.commit({ ...adds(operation), records: [{ kind: 'draft', id: 'form', value: undefined }] });
    expect(await storage.read(ADA.id, 'draft', 'form')).to.equal(undefined);
    expect(await storage.operations(ADA.id)).to.have.length(1);
  });
}

function bytesTests(open: () => CaseStorage): void {
  const withFile = async (storage: CaseStorage, bytes = bytesOf(1, 2, 3)): Promise<Operation> => {
    const file = anOperation(payloads.file());
    const added = await storage.commit({ ...adds(file), bytes: new Map([[file.id, bytes]]) });
    return added?.[0] ?? file;
  };

  it('do they come back as they were?', async () => {
    const storage = open();
    const big = crypto.getRandomValues(new Uint8Array(60_000)).buffer;
    const file = await withFile(storage, big);
    const kept = await open().bytes(ADA.id, file.id);
    expect(kept && new Uint8Array(kept)).to.deep.equal(new Uint8Array(big));
  });

  it('do they come back when there are none of them?', async () => {
    const storage = open();
    const file = await withFile(storage, new ArrayBuffer(0));
    expect((await storage.bytes(ADA.id, file.id))?.byteLength).to.equal(0);
  });

  it('does somebody else get them?', async () => {
    const storage = open();
    const file = await withFile(storage);
    expect(await storage.bytes(BEN.id, file.id)).to.equal(undefined);
  });

  it('do they leave with their operation?', async () => {
    const storage = open();
    const file = await withFile(storage);
    await storage.commit({ viewerId: ADA.id, remove: [{ id: file.id, revision: file.revision }] });
    expect(await storage.bytes(ADA.id, file.id)).to.equal(undefined);
  });

  it('do they go along when their operation gets another key?', async () => {
    const storage = open();
    const file = await withFile(storage);
    const edited = advance(file, { type: 'edit', id: uuid(9002), payload: payloads.file() });
    await storage.commit({ viewerId: ADA.id, replace: [{ operation: edited, was: file.id, revision: 0 }] });
    expect((await storage.bytes(ADA.id, uuid(9002)))?.byteLength).to.equal(3);
    expect(await storage.bytes(ADA.id, file.id)).to.equal(undefined);
  });
}

function termTests(open: () => CaseStorage): void {
  it('does every term have a higher number than all before?', async () => {
    const [storage, other] = [open(), open()];
    const epochs = [await storage.beginTerm(ADA.id), await other.beginTerm(ADA.id)];
    await storage.endTerm(ADA.id, epochs[1] ?? 0);
    epochs.push(await storage.beginTerm(ADA.id));
    expect(epochs).to.deep.equal([1, 2, 3]);
  });

  it('does a commit of a term that is over change anything?', async () => {
    const storage = open();
    const old = await storage.beginTerm(ADA.id);
    const latest = await storage.beginTerm(ADA.id);
    expect(await storage.commit({ ...adds(anOperation(payloads.subject())), epoch: old })).to.equal(null);
    expect(await storage.commit({ ...adds(anOperation(payloads.subject())), epoch: latest })).to.have.length(
      1,
    );
    expect(await storage.operations(ADA.id)).to.have.length(1);
  });

  it('does a sender whose term is over find out at its next beat?', async () => {
    const storage = open();
    const old = await storage.beginTerm(ADA.id);
    expect(await storage.beat(ADA.id, old)).to.equal(true);
    const latest = await open().beginTerm(ADA.id);
    expect(await storage.beat(ADA.id, old)).to.equal(false);
    expect(await storage.beat(ADA.id, latest)).to.equal(true);
  });

  it('do others see the beats of whoever is in office, and when nobody is?', async () => {
    const storage = open();
    expect(await storage.term(ADA.id)).to.equal(null);
    const epoch = await storage.beginTerm(ADA.id);
    const before = await open().term(ADA.id);
    await storage.beat(ADA.id, epoch);
    const after = await open().term(ADA.id);
    expect(before?.epoch).to.equal(epoch);
    expect(after?.beats).to.be.greaterThan(before?.beats ?? Infinity);
    await storage.endTerm(ADA.id, epoch);
    expect(await storage.term(ADA.id)).to.equal(null);
  });

  it('can somebody end a term that is not theirs any more?', async () => {
    const storage = open();
    const old = await storage.beginTerm(ADA.id);
    const latest = await storage.beginTerm(ADA.id);
    await storage.endTerm(ADA.id, old);
    expect((await storage.term(ADA.id))?.epoch).to.equal(latest);
  });
}

function draftTests(open: () => CaseStorage): void {
  const form = {
    subject: 'Help',
    files: [
      { name: 'a.jpg', bytes: bytesOf(1, 2) },
      { name: 'b', bytes: bytesOf(3) },
    ],
  };

  it('does a draft come back with its files?', async () => {
    await open().keepDraft(ADA.id, 'form', form, 0);
    const kept = await open().read<typeof form>(ADA.id, 'draft', 'form');
    expect(kept?.value.subject).to.equal('Help');
    expect(kept?.value.files.map(({ bytes }) => [...new Uint8Array(bytes)])).to.deep.equal([[1, 2], [3]]);
  });

  it('does an older draft of another tab overwrite a newer one?', async () => {
    const [tab, other] = [open(), open()];
    const first = (await tab.keepDraft(ADA.id, 'form', 'one', 0)) ?? NaN;
    const second = await other.keepDraft(ADA.id, 'form', 'two', first);
    expect(second).to.be.greaterThan(first);
    expect(await tab.keepDraft(ADA.id, 'form', 'three', first)).to.equal(null);
    const kept = await tab.read(ADA.id, 'draft', 'form');
    expect([kept?.value, kept?.revision]).to.deep.equal(['two', second]);
  });

  it('of two tabs that keep a draft at once, does exactly one succeed?', async () => {
    const tabs = [open(), open()];
    const outcomes = await Promise.all(tabs.map((tab, n) => tab.keepDraft(ADA.id, 'form', n, 0)));
    expect(outcomes.filter((revision) => revision !== null)).to.have.length(1);
  });

  it('when one tab sends a draft that another still writes, are the words of the other kept?', async () => {
    const [tab, other] = [open(), open()];
    const revision = (await tab.keepDraft(ADA.id, 'note', 'text', 0)) ?? NaN;
    const removed = (await tab.keepDraft(ADA.id, 'note', undefined, revision)) ?? NaN;
    expect(await tab.read(ADA.id, 'draft', 'note')).to.equal(undefined);
    expect(await tab.ids(ADA.id, 'draft')).to.deep.equal([]);
    expect(await other.keepDraft(ADA.id, 'note', 'text and more', revision)).to.be.greaterThan(removed);
    expect((await tab.read(ADA.id, 'draft', 'note'))?.value).to.equal('text and more');
  });

  it('can a draft be begun again after one was sent?', async () => {
    const storage = open();
    const revision = (await storage.keepDraft(ADA.id, 'note', 'text', 0)) ?? NaN;
    const removed = (await storage.keepDraft(ADA.id, 'note', undefined, revision)) ?? NaN;
    expect(await storage.keepDraft(ADA.id, 'note', 'more', removed)).to.be.a('number');
    expect((await storage.read(ADA.id, 'draft', 'note'))?.value).to.equal('more');
  });

  it('are drafts listed, the latest first, for their writer only?', async () => {
    const storage = open();
    await storage.keepDraft(ADA.id, 'form', 'a', 0);
    await storage.keepDraft(ADA.id, 'note', 'b', 0);
    await storage.keepDraft(ADA.id, 'form', 'c', 1);
    expect(await storage.ids(ADA.id, 'draft')).to.deep.equal(['form', 'note']);
    expect(await storage.ids(BEN.id, 'draft')).to.deep.equal([]);
    expect(await storage.read(BEN.id, 'draft', 'form')).to.equal(undefined);
  });
}

function recordTests(open: () => CaseStorage): void {
  const admitted = async (): Promise<CaseStorage> => {
    const storage = open();
    await storage.admit(ada());
    return storage;
  };

  it('does a record come back with when it was written, and how often?', async () => {
    const storage = await admitted();
    const started = new Date().toISOString();
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase({ subject: 'Old' }) }]);
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    const kept = await open().read(ADA.id, 'case', CASE_ID);
    expect([kept?.value, kept?.revision]).to.deep.equal([aCase(), 2]);
    expect(kept?.asOf && kept.asOf >= started && kept.asOf <= new Date().toISOString()).to.equal(true);
  });

  it('do bytes come back as bytes?', async () => {
    const storage = await admitted();
    await storage.write(ADA.id, [{ kind: 'file', id: `${CASE_ID}/${uuid(300)}`, value: bytesOf(7, 8) }]);
    const kept = await storage.read<ArrayBuffer>(ADA.id, 'file', `${CASE_ID}/${uuid(300)}`);
    expect(kept && [...new Uint8Array(kept.value)]).to.deep.equal([7, 8]);
  });

  it('are ids listed, the latest written first?', async () => {
    const storage = await admitted();
    await storage.write(ADA.id, [
      { kind: 'article', id: 'a', value: 1 },
      { kind: 'article', id: 'b', value: 2 },
      { kind: 'thread', id: 'c', value: 3 },
    ]);
    await storage.write(ADA.id, [{ kind: 'article', id: 'a', value: 4 }]);
    expect(await storage.ids(ADA.id, 'article')).to.deep.equal(['a', 'b']);
  });

  it('is a record without a value removed?', async () => {
    const storage = await admitted();
    await storage.write(ADA.id, [{ kind: 'article', id: 'a', value: 1 }]);
    await storage.write(ADA.id, [{ kind: 'article', id: 'a', value: undefined }]);
    expect(await storage.read(ADA.id, 'article', 'a')).to.equal(undefined);
    expect(await storage.ids(ADA.id, 'article')).to.deep.equal([]);
  });

  it('are snapshots written in the step in which their operation leaves?', async () => {
    const storage = await admitted();
    const [operation] = (await storage.commit(adds(anOperation(payloads.subject())))) ?? [];
    if (!operation) throw new Error('added');
    await storage.commit({
      viewerId: ADA.id,
      remove: [{ id: operation.id, revision: 0 }],
      records: [{ kind: 'case', id: CASE_ID, value: aCase() }],
    });
    expect((await storage.read(ADA.id, 'case', CASE_ID))?.value).to.deep.equal(aCase());
  });

  it('does somebody else read it?', async () => {
    const storage = await admitted();
    await storage.admit(ben());
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    expect(await storage.read(BEN.id, 'case', CASE_ID)).to.equal(undefined);
  });

  it('is anything of a case left that may no longer be seen?', async () => {
    const storage = await admitted();
    const other = aSummary({ id: uuid(101) });
    await storage.write(ADA.id, [
      { kind: 'case', id: CASE_ID, value: aCase() },
      { kind: 'thread', id: CASE_ID, value: ['note'] },
      { kind: 'file', id: `${CASE_ID}/${uuid(300)}`, value: bytesOf(1) },
      { kind: 'file', id: `${other.id}/${uuid(301)}`, value: bytesOf(2) },
      { kind: 'list', id: 'mine', value: { items: [aSummary(), other], total: 2 } },
    ]);
    await storage.putRows(ADA.id, [{ row: aSummary(), scopes: ['mine'] }]);
    await storage.keepDraft(ADA.id, `note:${CASE_ID}`, 'What I was about to say', 0);
    await storage.purgeCase(ADA.id, CASE_ID);
    expect(await storage.read(ADA.id, 'case', CASE_ID)).to.equal(undefined);
    expect(await storage.read(ADA.id, 'thread', CASE_ID)).to.equal(undefined);
    expect(await storage.ids(ADA.id, 'file')).to.deep.equal([`${other.id}/${uuid(301)}`]);
    expect((await storage.read(ADA.id, 'list', 'mine'))?.value).to.deep.equal({ items: [other], total: 2 });
    expect((await storage.rows(ADA.id, ALL, FIRST_PAGE)).total).to.equal(0);
    expect((await storage.read(ADA.id, 'draft', `note:${CASE_ID}`))?.value).to.equal(
      'What I was about to say',
    );
  });
}

function peopleTests(open: () => CaseStorage): void {
  it('is a person known again by the name the host gives?', async () => {
    const storage = open();
    await storage.admit(ada());
    await storage.admit(ben());
    expect(await open().person('ada')).to.deep.equal(ada());
    expect(await open().person('nobody')).to.equal(undefined);
  });

  it('without a name, is it the one who was here last?', async () => {
    const storage = open();
    expect(await storage.person(null)).to.equal(undefined);
    await storage.admit(ada());
    await storage.admit(ben());
    expect((await open().person(null))?.viewerId).to.equal(BEN.id);
    await storage.admit(ada());
    expect((await open().person(null))?.viewerId).to.equal(ADA.id);
  });

  it('is a session that was asked for again the one that is known?', async () => {
    const storage = open();
    await storage.admit(ada());
    await storage.admit(ada({ asOf: '2026-02-01T10:00:00.000Z' }));
    expect((await storage.person('ada'))?.asOf).to.equal('2026-02-01T10:00:00.000Z');
  });

  const filled = async (): Promise<CaseStorage> => {
    const storage = open();
    await storage.admit(ada());
    const file = anOperation(payloads.file());
    await storage.commit({ ...adds(file), bytes: new Map([[file.id, bytesOf(1)]]) });
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    await storage.putRows(ADA.id, [{ row: aSummary(), scopes: ['mine'] }]);
    await storage.keepDraft(ADA.id, 'form', 'text', 0);
    return storage;
  };

  it('after what was delivered is wiped, is what was not still there?', async () => {
    const storage = await filled();
    await storage.wipe(ADA.id, 'delivered');
    expect(await storage.person('ada')).to.equal(undefined);
    expect(await storage.person(null)).to.equal(undefined);
    expect(await storage.read(ADA.id, 'case', CASE_ID)).to.equal(undefined);
    expect((await storage.rows(ADA.id, ALL, FIRST_PAGE)).total).to.equal(0);
    const [file] = await storage.operations(ADA.id);
    expect((await storage.bytes(ADA.id, file?.id ?? ''))?.byteLength).to.equal(1);
    expect((await storage.read(ADA.id, 'draft', 'form'))?.value).to.equal('text');
  });

  it('after everything is wiped, is anything there?', async () => {
    const storage = await filled();
    const [file] = await storage.operations(ADA.id);
    await storage.wipe(ADA.id, 'everything');
    expect(await storage.person('ada')).to.equal(undefined);
    expect(await storage.operations(ADA.id)).to.deep.equal([]);
    expect(await storage.bytes(ADA.id, file?.id ?? '')).to.equal(undefined);
    expect(await storage.ids(ADA.id, 'draft')).to.deep.equal([]);
    expect(await storage.holdings()).to.deep.equal([]);
  });

  it('does an answer that comes after the person left get kept?', async () => {
    const storage = await filled();
    await open().wipe(ADA.id, 'delivered');
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    await storage.putRows(ADA.id, [{ row: aSummary(), scopes: ['mine'] }]);
    expect(await storage.read(ADA.id, 'case', CASE_ID)).to.equal(undefined);
    await storage.admit(ada());
    expect((await storage.rows(ADA.id, ALL, FIRST_PAGE)).total).to.equal(0);
  });

  it('does what a person writes after everything was wiped get lost?', async () => {
    const storage = await filled();
    await open().wipe(ADA.id, 'everything');
    const operation = anOperation(payloads.subject());
    await storage.commit(adds(operation));
    await storage.keepDraft(ADA.id, 'form', 'again', 1);
    expect(idsOf(await open().operations(ADA.id))).to.deep.equal([operation.id]);
    expect((await open().read(ADA.id, 'draft', 'form'))?.value).to.equal('again');
  });

  it('is it known who has work that was not delivered?', async () => {
    const storage = await filled();
    await storage.admit(ben());
    await storage.commit(adds(anOperation(payloads.subject())));
    const holdings = [...(await storage.holdings())].sort((a, b) => a.undelivered - b.undelivered);
    expect(holdings).to.deep.equal([
      { viewerId: BEN.id, undelivered: 0 },
      { viewerId: ADA.id, undelivered: 2 },
    ]);
  });

  it('is the other person untouched when one is wiped?', async () => {
    const storage = await filled();
    await storage.admit(ben());
    await storage.write(BEN.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    await storage.wipe(ADA.id, 'everything');
    expect((await storage.person('ben'))?.viewerId).to.equal(BEN.id);
    expect((await storage.read(BEN.id, 'case', CASE_ID))?.value).to.deep.equal(aCase());
  });
}

function secretTests(open: () => CaseStorage): void {
  it('is a person shown without the secret they were sealed with?', async () => {
    const storage = open();
    await storage.admit(ada(), 'correct horse');
    expect(await storage.person('ada')).to.equal(undefined);
    expect(await storage.person('ada', 'wrong')).to.equal(undefined);
    expect((await storage.person('ada', 'correct horse'))?.viewerId).to.equal(ADA.id);
  });
}

const ALL: CaseQuery = { scope: 'mine', state: 'all', text: '', sort: '-updatedAt' };
const FIRST_PAGE = { offset: 0, limit: 50 };
const SORTS: readonly CaseSort[] = ['updatedAt', 'createdAt', 'number', 'subject', 'priority', 'status'];

/** Sixty cases, several of which have the same moment, priority and status. */
function manyRows(): CaseSummary[] {
  const statuses = ['new', 'open', 'closed', 'waiting'] as const;
  const priorities = ['high', 'low', 'normal'] as const;
  return Array.from({ length: 60 }, (_, n) => {
    const status = statuses[n % 4] ?? 'new';
    return aSummary({
      id: uuid(((n * 37) % 60) + 400),
      number: `CAS-${String(n + 1).padStart(5, '0')}`,
      subject: `${n % 2 ? 'Émile’s' : 'karte'} Fall ${(n * 7) % 60}`,
      status,
      state: status === 'closed' ? 'closed' : 'active',
      priority: priorities[n % 3] ?? 'low',
      createdAt: new Date(Date.UTC(2026, 0, 1 + (n % 20))).toISOString(),
      updatedAt: new Date(Date.UTC(2026, 1, 1 + ((n * 11) % 31))).toISOString(),
    });
  });
}

function rowTests(open: () => CaseStorage): void {
  const filled = async (): Promise<CaseStorage> => {
    const storage = open();
    await storage.admit(ada());
    const rows = manyRows().map((row, n) => ({ row, scopes: n % 3 ? ['mine'] : ['mine', 'account:1'] }));
    await storage.putRows(ADA.id, rows);
    return storage;
  };
  const expected = (patch: Partial<CaseQuery>, keep: (row: CaseSummary, n: number) => boolean): string[] =>
    idsOf(
      manyRows()
        .filter(keep)
        .sort(compareRows(patch.sort ?? '-updatedAt')),
    );

  for (const sort of SORTS.flatMap((name): CaseSort[] => [name, `-${name}` as CaseSort])) {
    it(`sorted by ${sort}, do pages follow each other without a gap or a case twice?`, async () => {
      const storage = await filled();
      const found: CaseSummary[] = [];
      for (let offset = 0; offset < 60; offset += 7) {
        const page = await storage.rows(ADA.id, { ...ALL, sort }, { offset, limit: 7 });
        expect(page.total).to.equal(60);
        found.push(...page.items);
      }
      expect(new Set(idsOf(found)).size).to.equal(60);
      const field = sort.replace('-', '') as 'updatedAt' | 'subject';
      const inOrder = manyRows().sort(compareRows(sort));
      expect(found.map((row) => row[field])).to.deep.equal(inOrder.map((row) => row[field]));
    });
  }

  it('does a list have only cases of its scope and state?', async () => {
    const storage = await filled();
    const query = { ...ALL, scope: 'account:1', state: 'closed' as const };
    const { items, total } = await storage.rows(ADA.id, query, FIRST_PAGE);
    const closed = expected(query, (row, n) => n % 3 === 0 && row.state === 'closed');
    expect(idsOf(items)).to.have.members(closed);
    expect(total).to.equal(closed.length);
  });

  it('do words find a case by number and subject, whatever their case and accents?', async () => {
    const storage = await filled();
    const find = async (text: string): Promise<string[]> =>
      idsOf((await storage.rows(ADA.id, { ...ALL, text }, FIRST_PAGE)).items);
    expect(await find('cas-00004')).to.deep.equal(expected({}, ({ number }) => number === 'CAS-00004'));
    expect(await find('  EMILE 21 ')).to.deep.equal(expected({}, ({ subject }) => /^É.*21/.test(subject)));
    expect(await find('nothing of the sort')).to.deep.equal([]);
  });

  it('is a search in order, and paged?', async () => {
    const storage = await filled();
    const query: CaseQuery = { ...ALL, text: 'karte', sort: 'subject' };
    const { items, total } = await storage.rows(ADA.id, query, { offset: 5, limit: 10 });
    expect(idsOf(items)).to.deep.equal(
      expected(query, ({ subject }) => subject.startsWith('karte')).slice(5, 15),
    );
    expect(total).to.equal(30);
  });

  it('does a case that was closed leave the list of the active ones?', async () => {
    const storage = await filled();
    const query = { ...ALL, text: 'fall' };
    await storage.rows(ADA.id, query, FIRST_PAGE);
    const row = aSummary({ id: uuid(400), subject: 'Fall', status: 'closed', state: 'closed' });
    const before = await storage.rows(ADA.id, { ...ALL, state: 'active' }, FIRST_PAGE);
    await open().putRows(ADA.id, [{ row, scopes: ['mine'] }]);
    const after = await storage.rows(ADA.id, { ...ALL, state: 'active' }, FIRST_PAGE);
    expect(idsOf(before.items)).to.include(row.id);
    expect(idsOf(after.items)).not.to.include(row.id);
    const found = await storage.rows(ADA.id, { ...query, state: 'closed' }, FIRST_PAGE);
    expect(found.items).to.deep.include(row);
    expect((await storage.rows(ADA.id, query, FIRST_PAGE)).total).to.equal(60);
  });

  it('does a search still find a case that another tab took out?', async () => {
    const storage = await filled();
    const query = { ...ALL, text: 'fall' };
    expect((await storage.rows(ADA.id, query, FIRST_PAGE)).total).to.equal(60);
    await open().purgeCase(ADA.id, uuid(400));
    expect((await storage.rows(ADA.id, query, FIRST_PAGE)).total).to.equal(59);
  });

  it('beyond the end, is a page empty?', async () => {
    const storage = await filled();
    for (const sort of ['updatedAt', '-updatedAt', 'subject'] as const) {
      const page = await storage.rows(ADA.id, { ...ALL, sort }, { offset: 60, limit: 10 });
      expect(page).to.deep.equal({ items: [], total: 60 });
    }
  });

  it('does somebody else see them?', async () => {
    const storage = await filled();
    await storage.admit(ben());
    expect(await storage.rows(BEN.id, ALL, FIRST_PAGE)).to.deep.equal({ items: [], total: 0 });
    expect(await storage.rows(BEN.id, { ...ALL, text: 'fall' }, FIRST_PAGE)).to.deep.equal({
      items: [],
      total: 0,
    });
  });
}
