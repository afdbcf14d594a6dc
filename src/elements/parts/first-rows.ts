import type { ReactiveController, ReactiveElement } from 'lit';
import type { CaseStore } from '../../store/store.js';

/** More than most screens show; the others are drawn one frame later. */
const FIRST = 12;
/** Rows that are not there after this time, ms, leave room for what would otherwise come after them. */
const PATIENCE = 250;

/**
 * The order in which a list is drawn: what is read first comes with the first frame, and what that frame need not wait for
 * (the rest of the rows, words for times and numbers, controls) after it, or while the rows are long in coming.
 */
export class FirstRows implements ReactiveController {
  /** Rows were drawn in this page, and all that the first of them cost is there. */
  static #wereDrawn = false;
  /** Nothing that matters more has to be drawn first. */
  hasTime = FirstRows.#wereDrawn;
  /** All rows are drawn. */
  isDrawn = false;
  #isAwaited = false;

  /**
   * @param areThere whether rows were drawn with the last update
   * @param prepare what the rows would otherwise have to wait for, where they are long in coming
   */
  constructor(
    private readonly host: ReactiveElement,
    private readonly areThere: () => boolean,
    private readonly prepare: () => void,
  ) {
    host.addController(this);
  }

  /** Resolves when `isDue` after a change of the store; or soon, since what is long in coming is waited for with a skeleton. */
  untilDue({ store }: { readonly store: CaseStore | undefined }, isDue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const end = store?.subscribe(() => isDue() && resolve());
      setTimeout(() => resolve(end?.()), PATIENCE);
    });
  }

  /** Those of the rows that are drawn now. */
  of<T>(rows: readonly T[]): readonly T[] {
    return this.isDrawn ? rows : rows.slice(0, FIRST);
  }

  hostConnected(): void {
    if (!this.hasTime) setTimeout(this.#onLate, PATIENCE);
  }

  hostUpdated(): void {
    if (this.#isAwaited || !this.areThere()) return;
    this.#isAwaited = true;
    // The task after the frame; a page that nobody sees has none, and draws the rest when it is looked at.
    requestAnimationFrame(() => setTimeout(this.#onDrawn));
  }

  readonly #onDrawn = (): void => {
    FirstRows.#wereDrawn = this.hasTime = this.isDrawn = true;
    this.host.requestUpdate();
  };

  readonly #onLate = (): void => {
    if (this.#isAwaited) return;
    this.prepare();
    this.hasTime = true;
    this.host.requestUpdate();
  };
}
