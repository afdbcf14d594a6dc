import type { ReactiveController, ReactiveElement } from 'lit';
import type { Id } from '../../model/case.js';

const ROW = 'button.case';
const FILTER = 'input[type="search"]';
/** Where focus goes when its place is gone: the way on after an error, the rows, the field for words. */
const FALLBACKS = ['[role="alert"] button', ROW, FILTER, 'button'];

/**
 * The keyboard's place among the rows: Tab reaches one of them, arrows, Home and End move on, and focus survives that rows
 * move, go, or are replaced by others.
 */
export class ListFocus implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #isSettled: () => boolean;
  readonly #selected: () => Id | null;
  /** What had focus before the update that is under way. */
  #before: Element | null = null;
  /** Where the last focused row was. */
  #place: { readonly id: Id; readonly index: number } | undefined;
  /** The row that Tab reaches. */
  #stop: HTMLButtonElement | undefined;
  /** Focus was on something that an update took away. */
  #adrift = false;
  /** Index of a row that is being fetched and that gets focus. */
  #awaited: number | undefined;

  /**
   * @param isSettled whether what is on screen will stay, so that focus may go there
   * @param selected id of the row that Tab reaches as long as none had focus
   */
  constructor(host: ReactiveElement, isSettled: () => boolean, selected: () => Id | null) {
    this.#host = host;
    this.#isSettled = isSettled;
    this.#selected = selected;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#before = this.#active;
    this.#remember(this.#before);
  }

  hostUpdated(): void {
    const rows = this.#rows();
    this.#offer(rows);
    if (this.#before && !this.#active) this.#adrift = true;
    else if (this.#active) this.#adrift = false;
    this.#before = null;
    if (this.#awaited !== undefined) this.#enterAwaited(rows);
    else if (this.#adrift && this.#isSettled() && this.#isNowhere) this.#land(rows);
  }

  /** Focus goes to the row with this index as soon as it is there, unless the customer went elsewhere. */
  awaitRow(index: number): void {
    this.#awaited = index;
  }

  /** The row did not come. */
  stopAwaiting(): void {
    this.#awaited = undefined;
  }

  /** Focuses the row that Tab reaches, else whatever leads on. */
  enter(options?: FocusOptions): void {
    const target = this.#stop?.isConnected ? this.#stop : this.#fallback();
    target?.focus(options);
  }

  /** Focus goes in as soon as there is something that will stay, unless the customer went elsewhere. */
  enterSoon(): void {
    this.#adrift = true;
  }

  enterFilter(): void {
    this.#host.renderRoot.querySelector<HTMLElement>(FILTER)?.focus();
  }

  readonly onFocusIn = (event: Event): void => {
    this.#remember(event.target as Element);
    this.#offer(this.#rows());
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const rows = this.#rows();
    const index = rows.findIndex((row) => row === this.#active);
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next === undefined || index < 0) return;
    event.preventDefault();
    rows[next]?.focus();
  };

  get #active(): Element | null {
    return this.#host.shadowRoot?.activeElement ?? null;
  }

  /** Nothing else has focus either, but for what the element is in: the body, or the view that it was put in. */
  get #isNowhere(): boolean {
    const around = (this.#host.getRootNode() as Document | ShadowRoot).activeElement;
    return !around || (around !== this.#host && around.contains(this.#host));
  }

  #rows(): HTMLButtonElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLButtonElement>(ROW)];
  }

  #remember(element: Element | null): void {
    if (!element?.matches(ROW)) return;
    const row = element as HTMLButtonElement;
    this.#place = { id: row.value, index: this.#rows().indexOf(row) };
  }

  /** Lets Tab reach one row. The attribute is not the template's, so that moving on renders nothing. */
  #offer(rows: readonly HTMLButtonElement[]): void {
    const wanted = [this.#place?.id, this.#selected()];
    const stop = wanted.map((id) => rows.find((row) => row.value === id)).find(Boolean) ?? rows[0];
    for (const row of rows)
      if (row.tabIndex !== (row === stop ? 0 : -1)) row.tabIndex = row === stop ? 0 : -1;
    this.#stop = stop;
  }

  #enterAwaited(rows: readonly HTMLButtonElement[]): void {
    const row = rows[this.#awaited ?? rows.length];
    if (!row) return;
    this.#awaited = undefined;
    this.#adrift = false;
    if (this.#isNowhere || this.#active?.matches('.more')) row.focus();
  }

  #land(rows: readonly HTMLButtonElement[]): void {
    this.#adrift = false;
    const place = this.#place;
    const same = place && rows.find((row) => row.value === place.id);
    const target = same ?? (place && rows[Math.min(place.index, rows.length - 1)]) ?? this.#fallback();
    target?.focus({ preventScroll: target === same });
  }

  #fallback(): HTMLElement | undefined {
    const found = FALLBACKS.map((selector) => this.#host.renderRoot.querySelector<HTMLElement>(selector));
    return found.find((element) => element !== null) ?? undefined;
  }
}
