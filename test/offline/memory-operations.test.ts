import { expect } from '@open-wc/testing';
import { MemoryOperations } from '../../src/offline/memory-operations.js';
import { anOperation, payloads } from '../model/samples.js';

describe('memory storage', () => {
  it('does it give operations in the order they were written?', async () => {
    const storage = new MemoryOperations();
    const [first, second] = [anOperation(payloads.note()), anOperation(payloads.note())];
    await storage.add([second, first]);
    expect(await storage.all()).to.deep.equal([first, second]);
  });

  it('does an update of one that is gone bring it back?', async () => {
    const storage = new MemoryOperations();
    const operation = anOperation(payloads.file());
    await storage.add([operation], new Map([[operation.id, new Blob(['abc'])]]));
    await storage.remove(operation.id);
    await storage.update([operation]);
    expect([await storage.all(), await storage.bytes(operation.id)]).to.deep.equal([[], undefined]);
  });

  it('does clearing leave anything?', async () => {
    const storage = new MemoryOperations();
    const operation = anOperation(payloads.file());
    await storage.add([operation], new Map([[operation.id, new Blob(['abc'])]]));
    await storage.clear();
    expect([await storage.all(), await storage.bytes(operation.id)]).to.deep.equal([[], undefined]);
  });
});
