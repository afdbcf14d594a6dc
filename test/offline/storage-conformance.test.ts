import { deleteDB } from 'idb';
import { IndexedDbStorage } from '../../src/offline/indexeddb-storage.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { describeStorage, type Shelf } from './storage-conformance.js';

let made = 0;

function diskShelf(): Shelf {
  const name = `casement:conformance-${Date.now()}-${++made}`;
  const tabs: IndexedDbStorage[] = [];
  return {
    open: () => {
      const tab = new IndexedDbStorage(name);
      tabs.push(tab);
      return tab;
    },
    dispose: async () => {
      for (const tab of tabs) tab.close();
      await deleteDB(name);
    },
  };
}

function memoryShelf(): Shelf {
  const storage = new MemoryStorage();
  return { open: () => storage, dispose: async () => storage.close() };
}

describeStorage('disk', diskShelf);
describeStorage('memory', memoryShelf);
