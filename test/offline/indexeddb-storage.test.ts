import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { StorageError } from '../../src/offline/storage.js';
import { ADA, CASE_ID, aCase, aSummary, anOperation, payloads, uuid } from '../model/samples.js';
import { aTab, clearShelves, freshName, replaced } from './shelves.js';
import { ada, adds, bytesOf } from './storage-conformance.js';

/** All that stands in a database, as a program that looks at it from outside would see it. */
async function contents(name: string): Promise<Record<string, unknown[]>> {
  const database = await openDB(name);
  const stores = [...database.objectStoreNames];
  const all = await Promise.all(stores.map((store) => database.getAll(store)));
  database.close();
  return Object.fromEntries(stores.map((store, index) => [store, all[index] ?? []]));
}

/** The text in a value, with what is in its bytes. */
function textOf(value: unknown): string {
  if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${key}=${textOf(part)}`)
    .join(' ');
}

async function damage(
  name: string,
  store: string,
  change: (record: { sealed: ArrayBuffer }) => void,
): Promise<void> {
  const database = await openDB(name);
  const [record] = (await database.getAll(store)) as { sealed: ArrayBuffer }[];
  if (!record) throw new Error('there is nothing to damage');
  change(record);
  await database.put(store, record);
  database.close();
}

const flip = ({ sealed }: { sealed: ArrayBuffer }): void => {
  const bytes = new Uint8Array(sealed);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
};

describe('storage on disk', () => {
  afterEach(clearShelves);

  it('after the page was loaded again, is everything there?', async () => {
    const name = freshName();
    const before = aTab(name);
    await before.admit(ada());
    const file = anOperation(payloads.file());
    await before.commit({ ...adds(file), bytes: new Map([[file.id, bytesOf(5)]]) });
    await before.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    before.close();
    const after = aTab(name);
    expect(await after.person('ada')).to.deep.equal(ada());
    expect((await after.operations(ADA.id)).map(({ id }) => id)).to.deep.equal([file.id]);
    expect((await after.bytes(ADA.id, file.id))?.byteLength).to.equal(1);
    expect((await after.read(ADA.id, 'case', CASE_ID))?.value).to.deep.equal(aCase());
  });

  it('can anything that was written or read be read in the database itself?', async () => {
    const name = freshName();
    const storage = aTab(name);
    await storage.admit(ada({ userKey: 'canary-key' }));
    const file = anOperation(payloads.file());
    const bytes = new TextEncoder().encode('canary-bytes').buffer;
    await storage.commit({ ...adds(file), bytes: new Map([[file.id, bytes]]) });
    await storage.commit(adds(anOperation(payloads.note(uuid(1), 'canary-note'))));
    await storage.keepDraft(ADA.id, 'form', 'canary-draft', 0);
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: 'canary-case' }]);
    await storage.putRows(ADA.id, [{ row: aSummary({ subject: 'canary-row' }), scopes: ['mine'] }]);
    const text = textOf(await contents(name));
    expect(text).not.to.match(/canary/);
    expect(text).not.to.contain(ADA.name);
    // The search itself works: ids stand in clear.
    expect(text).to.contain(file.id);
  });

  it('can the key be taken out of the browser?', async () => {
    const name = freshName();
    await aTab(name).admit(ada());
    const [person] = (await contents(name)).people as { keys: { key: CryptoKey }[] }[];
    const key = person?.keys[0]?.key;
    if (!key) throw new Error('there is a key');
    const taken = await crypto.subtle.exportKey('raw', key).catch((thrown: unknown) => thrown);
    expect((taken as DOMException).name).to.equal('InvalidAccessError');
  });

  it('with a secret of the host, is any key in the database?', async () => {
    const name = freshName();
    const storage = aTab(name);
    await storage.admit(ada(), 'secret');
    await storage.commit(adds(anOperation(payloads.subject())));
    const text = textOf((await contents(name)).people);
    expect(text).to.match(/salt=/);
    expect(text).not.to.match(/key=|secret/);
  });

  it('in a browser whose database takes no keys, is everything sealed all the same?', async () => {
    const name = freshName();
    const put = IDBObjectStore.prototype.put;
    replaced(IDBObjectStore.prototype, 'put', function (this: IDBObjectStore, value: unknown, key) {
      const { keys = [] } = value as { readonly keys?: readonly object[] };
      if (keys.some((one) => 'key' in one)) throw new DOMException('', 'DataCloneError');
      return put.call(this, value, key);
    });
    await aTab(name).admit(ada());
    await aTab(name).commit(adds(anOperation(payloads.subject('canary'))));
    expect(textOf(await contents(name))).not.to.contain('canary');
    expect((await aTab(name).person('ada'))?.viewerId).to.equal(ADA.id);
    expect(await aTab(name).operations(ADA.id)).to.have.length(1);
  });

  it('without the secret, or with another one, is what was sealed with it shown; and is it back with the right one?', async () => {
    const name = freshName();
    const before = aTab(name);
    await before.admit(ada(), 'secret');
    await before.commit(adds(anOperation(payloads.subject())));
    await before.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    const without = aTab(name);
    expect(await without.read(ADA.id, 'case', CASE_ID)).to.equal(undefined);
    expect(await without.operations(ADA.id)).to.deep.equal([]);
    const wrong = aTab(name);
    await wrong.admit(ada(), 'other');
    expect(await wrong.read(ADA.id, 'case', CASE_ID)).to.equal(undefined);
    const right = aTab(name);
    await right.admit(ada(), 'secret');
    expect((await right.read(ADA.id, 'case', CASE_ID))?.value).to.deep.equal(aCase());
    expect(await right.operations(ADA.id)).to.have.length(1);
  });

  it('does one damaged operation keep the others from being read?', async () => {
    const name = freshName();
    const storage = aTab(name);
    const intact = anOperation(payloads.subject('intact'));
    await storage.commit(adds(anOperation(payloads.subject('damaged')), intact));
    await damage(name, 'operations', flip);
    expect((await storage.operations(ADA.id)).map(({ id }) => id)).to.deep.equal([intact.id]);
  });

  it('are damaged bytes of a file taken for the file?', async () => {
    const name = freshName();
    const storage = aTab(name);
    const file = anOperation(payloads.file());
    await storage.commit({ ...adds(file), bytes: new Map([[file.id, bytesOf(1, 2, 3)]]) });
    await damage(name, 'bytes', flip);
    expect(await storage.bytes(ADA.id, file.id)).to.equal(undefined);
  });

  it('does a record open in the place of another?', async () => {
    const name = freshName();
    const storage = aTab(name);
    await storage.admit(ada());
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    const database = await openDB(name);
    const [record] = (await database.getAll('records')) as { id: string }[];
    await database.put('records', { ...record, id: uuid(777) });
    database.close();
    expect(await storage.read(ADA.id, 'case', uuid(777))).to.equal(undefined);
  });

  it('when the disk refuses in the middle of a commit, is it told so, and is nothing of it there?', async () => {
    const storage = aTab(freshName());
    await storage.commit(adds(anOperation(payloads.subject('before'))));
    const put = IDBObjectStore.prototype.put;
    const restore = replaced(IDBObjectStore.prototype, 'put', function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args);
      if (this.name === 'bytes') this.transaction.abort();
      return request;
    });
    const file = anOperation(payloads.file());
    const outcome = await storage
      .commit({ ...adds(file), bytes: new Map([[file.id, bytesOf(1)]]) })
      .catch((thrown: unknown) => thrown);
    restore();
    expect(outcome).to.be.instanceOf(StorageError);
    expect(await storage.operations(ADA.id)).to.have.length(1);
  });

  it('is a person of plain HTTP known without a network?', async () => {
    const name = freshName();
    const restore = replaced(crypto, 'subtle', undefined as unknown as SubtleCrypto);
    try {
      const storage = aTab(name);
      await storage.admit(ada());
      await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
      await storage.commit(adds(anOperation(payloads.note(uuid(1), 'words'))));
      expect(await storage.person('ada')).to.equal(undefined);
      expect(await storage.read(ADA.id, 'case', CASE_ID)).to.equal(undefined);
      expect(await storage.operations(ADA.id)).to.have.length(1);
      expect(textOf(await contents(name))).not.to.contain(aCase().subject);
    } finally {
      restore();
    }
  });
});
