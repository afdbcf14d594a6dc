import type { Id } from '../model/case.js';
import type { Access, Connection } from './connection.js';
import type { TermRecord } from './schema.js';

/** Who sends: a number that only grows, so that a sender whose time is over can be told from the one in office. */
export class Terms {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  beginTerm(viewerId: Id): Promise<number> {
    // Strict: after a power cut an epoch must not be given a second time.
    return this.#connection.write(['terms'], 'strict', async (access) => {
      const before = await access.objectStore('terms').get(viewerId);
      const term = { viewerId, epoch: (before?.epoch ?? 0) + 1, beats: 0, ended: false };
      await access.objectStore('terms').put(term);
      return term.epoch;
    });
  }

  beat(viewerId: Id, epoch: number): Promise<boolean> {
    return this.#connection.write(['terms'], 'relaxed', async (access) => {
      const term = await inOffice(access, viewerId, epoch);
      if (term) await access.objectStore('terms').put({ ...term, beats: term.beats + 1 });
      return term !== undefined;
    });
  }

  endTerm(viewerId: Id, epoch: number): Promise<void> {
    return this.#connection.write(['terms'], 'relaxed', async (access) => {
      const term = await inOffice(access, viewerId, epoch);
      if (term) await access.objectStore('terms').put({ ...term, ended: true });
    });
  }

  async term(viewerId: Id): Promise<{ readonly epoch: number; readonly beats: number } | null> {
    const term = await this.#connection.read(['terms'], (access) =>
      access.objectStore('terms').get(viewerId),
    );
    return term && !term.ended ? { epoch: term.epoch, beats: term.beats } : null;
  }
}

async function inOffice(
  access: Access<'readwrite'>,
  viewerId: Id,
  epoch: number,
): Promise<TermRecord | undefined> {
  const term = await access.objectStore('terms').get(viewerId);
  return term?.epoch === epoch && !term.ended ? term : undefined;
}
