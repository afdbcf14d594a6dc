import type { ReactiveController, ReactiveElement } from 'lit';

/** More than most screens show; the others are drawn one frame later. */
const FIRST = 12;
/** Rows that are not there after this time, ms, leave room for what would otherwise come after them. */
const PATIENCE = 100;

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
