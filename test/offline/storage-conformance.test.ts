import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { openStorage } from '../../src/offline/resilient-storage.js';
import { aTab, clearShelves, closedLater, freshName, replaced } from './shelves.js';
import { describeStorage, type Shelf } from './storage-conformance.js';

function diskShelf(): Shelf {
  const name = freshName();
  return { open: () => aTab(name), dispose: clearShelves };
}

function memoryShelf(): Shelf {
  const storage = new MemoryStorage();
  return { open: () => storage, dispose: async () => storage.close() };
}

/** What a page uses, on a disk that works. */
function resilientShelf(): Shelf {
  const name = freshName();
  return { open: () => closedLater(openStorage(name)), dispose: clearShelves };
}

/** What a page uses where the browser lets it keep nothing: one tab, since each has a memory of its own. */
function refusedShelf(): Shelf {
  const restore = replaced(indexedDB, 'open', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  const storage = closedLater(openStorage(freshName()));
  return {
    open: () => storage,
    dispose: async () => {
      restore();
      await clearShelves();
    },
  };
}

/** A page of plain HTTP: no Web Crypto, so that nothing is sealed and little is kept. */
function plainShelf(): Shelf {
  const name = freshName();
  const restore = replaced(crypto, 'subtle', undefined as unknown as SubtleCrypto);
  return {
    open: () => aTab(name),
    dispose: async () => {
      restore();
      await clearShelves();
    },
  };
}

describeStorage('disk', diskShelf);
describeStorage('memory', memoryShelf);
describeStorage('disk or memory', resilientShelf);
describeStorage('memory instead of a disk', refusedShelf);
describeStorage('disk without Web Crypto', plainShelf, { caches: false });
