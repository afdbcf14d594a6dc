import type { Id } from '../../model/case.js';
import type { NoteView } from '../../model/project.js';

/** What the thread has more than at the last look. */
interface Arrivals {
  /** By others. */
  readonly arrived: readonly NoteView[];
  /** The viewer wrote one. */
  readonly own: boolean;
  /** Older ones, which the customer asked for. */
  readonly older: number;
}

/**
 * Remembers what the customer has before them. The mark "New" stays where it was when the thread was opened, although
 * the notes below it count as read by then.
 */
export class ThreadWatch {
  /** First note that was unread, until the viewer answers. */
  newSince: Id | undefined;
  #known: ReadonlySet<Id> | undefined;
  #newest = '';
  #seenUntil = '';

  look(notes: readonly NoteView[]): Arrivals {
    const known = this.#known;
    const added = known ? notes.filter(({ id }) => !known.has(id)) : [];
    const later = added.filter(({ createdAt, mark }) => mark || createdAt >= this.#newest);
    const arrived = later.filter(({ own }) => !own);
    this.#known = new Set(notes.map(({ id }) => id));
    for (const { createdAt } of notes) if (createdAt > this.#newest) this.#newest = createdAt;
    if (!this.newSince || !this.#known.has(this.newSince))
      this.newSince = (notes.find((note) => this.#isUnseen(note)) ?? arrived[0])?.id;
    return { arrived, own: later.length > arrived.length, older: added.length - later.length };
  }

  /** The viewer answered: all above is seen. */
  seen(): void {
    this.newSince = undefined;
    this.#seenUntil = this.#newest;
  }

  #isUnseen({ unread, own, createdAt }: NoteView): boolean {
    return unread && !own && createdAt > this.#seenUntil;
  }
}
