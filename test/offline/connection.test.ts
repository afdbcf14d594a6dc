import { expect } from '@open-wc/testing';
import { deleteDB, openDB } from 'idb';
import { VERSION } from '../../src/offline/schema.js';
import { StorageError } from '../../src/offline/storage.js';
import { ADA, anOperation, payloads } from '../model/samples.js';
import { aTab, clearShelves, closedLater, freshName, replaced } from './shelves.js';
import { adds } from './storage-conformance.js';

const BRIEF = { open: 1000, call: 1500 };

const faultOf = async (work: Promise<unknown>): Promise<unknown> => {
  const outcome = await work.catch((thrown: unknown) => thrown);
  return outcome instanceof StorageError ? outcome.fault : outcome;
};

describe('the connection', () => {
  afterEach(clearShelves);

  it('when a newer version owns the database, is it left alone?', async () => {
    const name = freshName();
    (
      await openDB(name, VERSION + 1, { upgrade: (database) => void database.createObjectStore('future') })
    ).close();
    expect(await faultOf(aTab(name).operations(ADA.id))).to.equal('outdated');
    const database = await openDB(name);
    expect([database.version, [...database.objectStoreNames]]).to.deep.equal([VERSION + 1, ['future']]);
    database.close();
  });

  it('does it make way for a newer version, keep all, and say so?', async () => {
    const name = freshName();
    const old = aTab(name);
    await old.commit(adds(anOperation(payloads.subject())));
    const faults: unknown[] = [];
    old.onHealth(() => faults.push(old.health.fault));
    const newer = await openDB(name, VERSION + 1);
    expect(await newer.count('operations')).to.equal(1);
    newer.close();
    expect(faults).to.deep.equal(['outdated']);
    expect(await faultOf(old.commit(adds(anOperation(payloads.subject()))))).to.equal('outdated');
  });

  it('when an older tab holds on to the database, is that known within the time, and does it open when the tab is gone?', async () => {
    const name = freshName();
    // Version 1 is the first: an upgrade to it is played by an older database that is not finished.
    const older = await openDB(name, 1);
    const restore = replaced(indexedDB, 'open', (to: string) =>
      IDBFactory.prototype.open.call(indexedDB, to, 2),
    );
    const tab = aTab(name, BRIEF);
    expect(await faultOf(tab.operations(ADA.id))).to.equal('blocked');
    older.close();
    restore();
    await openedAt(name, 2);
  });

  it('when a database never opens, is that known within the time?', async () => {
    const never = Object.create(IDBOpenDBRequest.prototype, {
      addEventListener: { value: () => undefined },
    }) as IDBOpenDBRequest;
    replaced(indexedDB, 'open', () => never);
    expect(await faultOf(aTab(freshName(), BRIEF).operations(ADA.id))).to.equal('broken');
  });

  it('when storage is refused, is that the reason given?', async () => {
    replaced(indexedDB, 'open', () => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(await faultOf(aTab(freshName()).operations(ADA.id))).to.equal('refused');
  });

  it('when another tab holds a transaction for ever, does a write fail in time, and never come true later?', async () => {
    const name = freshName();
    const tab = aTab(name, BRIEF);
    await tab.commit(adds(anOperation(payloads.subject())));
    const frozen = closedLater(await openDB(name));
    const held = frozen.transaction('operations', 'readwrite');
    held.done.catch(() => undefined);
    let holding = true;
    const hold = (): void =>
      void held.store
        .get(1)
        .then(() => holding && hold())
        .catch(() => undefined);
    hold();
    expect(await faultOf(tab.commit(adds(anOperation(payloads.subject()))))).to.equal('blocked');
    holding = false;
    await held.done;
    expect(await tab.operations(ADA.id)).to.have.length(1);
  });

  it('when the browser drops the connection, is the next write kept all the same?', async () => {
    const name = freshName();
    const tab = aTab(name);
    await tab.commit(adds(anOperation(payloads.subject())));
    const transaction = IDBDatabase.prototype.transaction;
    let dropped = 0;
    const restore = replaced(IDBDatabase.prototype, 'transaction', function (this: IDBDatabase, ...args) {
      if (dropped++ === 0) {
        this.close();
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      }
      return transaction.apply(this, args);
    });
    await tab.commit(adds(anOperation(payloads.subject())));
    restore();
    expect(await aTab(name).operations(ADA.id)).to.have.length(2);
  });

  for (const [name, fault] of [
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'full'],
    ['DataCloneError', 'broken'],
  ] as const) {
    it(`when a write ends with ${name}, is storage ${fault}?`, async () => {
      const tab = aTab(freshName());
      await tab.commit(adds(anOperation(payloads.subject())));
      const restore = replaced(IDBObjectStore.prototype, 'add', () => {
        throw new DOMException('', name);
      });
      expect(await faultOf(tab.commit(adds(anOperation(payloads.subject()))))).to.equal(fault);
      restore();
    });
  }
});

describe('a database that went away', () => {
  afterEach(clearShelves);

  it('under the page: is it said at once, with how much went?', async () => {
    const name = freshName();
    const tab = aTab(name);
    await tab.commit(adds(anOperation(payloads.subject()), anOperation(payloads.subject())));
    const told = new Promise<void>((resolve) => tab.onHealth(() => tab.health.fault === 'lost' && resolve()));
    await deleteDB(name);
    await told;
    expect(tab.health).to.deep.equal({ kept: 'disk', fault: 'lost', lost: 2 });
  });

  it('between two pages: is it said, and only once?', async () => {
    const name = freshName();
    const before = aTab(name);
    await before.commit(adds(anOperation(payloads.subject())));
    before.close();
    await deleteDB(name);
    const after = aTab(name);
    await after.open();
    expect(after.health).to.deep.equal({ kept: 'disk', fault: null, lost: 1 });
    const again = aTab(name);
    await again.open();
    expect(again.health.lost).to.equal(0);
  });

  it('with nothing undelivered in it: is nothing said?', async () => {
    const name = freshName();
    const before = aTab(name);
    const [operation] = (await before.commit(adds(anOperation(payloads.subject())))) ?? [];
    await before.commit({ viewerId: ADA.id, remove: [{ id: operation?.id ?? '', revision: 0 }] });
    before.close();
    await deleteDB(name);
    const after = aTab(name);
    await after.open();
    expect(after.health.lost).to.equal(0);
  });

  it('can what the page still holds be written again, in its place?', async () => {
    const name = freshName();
    const tab = aTab(name);
    const added = await tab.commit(
      adds(anOperation(payloads.subject('A')), anOperation(payloads.subject('B'))),
    );
    await deleteDB(name);
    expect(await tab.restore(ADA.id, added ?? [], new Map())).to.equal(2);
    expect(await tab.operations(ADA.id)).to.deep.equal(added);
    expect(tab.health.lost).to.equal(0);
  });
});

/** Resolves when the database was opened at a version. */
async function openedAt(name: string, version: number): Promise<void> {
  const database = await openDB(name, version);
  database.close();
}
