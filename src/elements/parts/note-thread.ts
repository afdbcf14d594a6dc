/** How notes stand in the thread: days, where the unread ones begin, and which came while the customer looked. */
import type { Id } from '../../model/case.js';
import type { NoteView } from '../../model/project.js';

export interface ThreadEntry {
  readonly note: NoteView;
  /** The note is the first of its day, in the viewer's time zone. */
  readonly opensDay: boolean;
  /** The note is the first one that the viewer had not seen. */
  readonly opensNew: boolean;
}

export function arrange(notes: readonly NoteView[], newSince: Id | undefined): ThreadEntry[] {
  return notes.map((note, index) => {
    const before = notes[index - 1];
    return {
      note,
      opensDay: !before || dayOf(before) !== dayOf(note),
      opensNew: note.id === newSince,
    };
  });
}

function dayOf(note: NoteView): string {
  return new Date(note.createdAt).toDateString();
}

/** What the thread has more than at the last look. */
export interface Arrivals {
  /** By others. */
  readonly arrived: readonly NoteView[];
  /** The viewer wrote one. */
  readonly own: boolean;
  /** Older ones, which the customer asked for. */
  readonly older: number;
}

const NOTHING_CAME: Arrivals = { arrived: [], own: false, older: 0 };

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
    const newest = this.#newest;
    this.#known = new Set(notes.map((note) => note.id));
    this.#newest = notes.reduce((latest, { createdAt }) => (createdAt > latest ? createdAt : latest), '');
    if (!this.newSince || !this.#known.has(this.newSince)) this.newSince = this.#firstUnseen(notes);
    if (!known) return NOTHING_CAME;
    const added = notes.filter((note) => !known.has(note.id));
    const later = added.filter((note) => note.createdAt >= newest || note.mark);
    const arrived = later.filter((note) => !note.own);
    this.newSince ??= arrived[0]?.id;
    return {
      arrived,
      own: later.length > arrived.length,
      older: known.size ? added.length - later.length : 0,
    };
  }

  /** The viewer answered: all above is seen. */
  seen(): void {
    this.newSince = undefined;
    this.#seenUntil = this.#newest;
  }

  /** Another case, or another viewer. */
  forget(): void {
    this.newSince = undefined;
    this.#known = undefined;
    this.#newest = this.#seenUntil = '';
  }

  #firstUnseen(notes: readonly NoteView[]): Id | undefined {
    return notes.find((note) => note.unread && !note.own && note.createdAt > this.#seenUntil)?.id;
  }
}
