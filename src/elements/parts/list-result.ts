import type { CaseQuery, Id } from '../../model/case.js';
import { selectList, type ListView } from '../../store/selectors.js';
import type { StoreState } from '../../store/state.js';

/** What a list has on screen: the result of its query, or of the one before until the new one is there. */
export class ListResult {
  #view: ListView | undefined;
  #isStale = false;
  /** Of whom the view is. */
  #viewerId: Id | undefined;

  get view(): ListView | undefined {
    return this.#view;
  }

  /** The view is of the query before; the new one is being fetched. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** Another person's rows never stay; the same person's do until the new result, or its failure, is there. */
  adopt(state: StoreState | undefined, query: CaseQuery): void {
    const viewerId = state?.session?.viewer.id;
    if (viewerId !== this.#viewerId) this.#view = undefined;
    this.#viewerId = viewerId;
    if (!state) return;
    const view = selectList(state, query);
    this.#isStale = view.status === 'loading' && !view.rows.length && Boolean(this.#view?.rows.length);
    if (!this.#isStale) this.#view = view;
  }
}
