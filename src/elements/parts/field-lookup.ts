/** A field whose options the backend lists: a native select while one page holds them all, else a searched list. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Failure } from '../../model/failure.js';
import type { Option } from '../../model/form.js';
import type { CaseStore } from '../../store/store.js';
import { Latest } from './latest.js';

/** Milliseconds without a keystroke after which the typed words are looked up. */
const PAUSE = 300;

export class LookupController implements ReactiveController {
  status: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  failure: Failure | null = null;
  options: readonly Option[] = [];
  /** There are more options than one page holds: they are found by typing. */
  searched = false;
  /** What is typed in a searched one; undefined: nothing since the last choice. */
  typed: string | undefined;
  open = false;
  /** Index of the option that the arrow keys are at, or -1. */
  active = -1;
  #dependsOn: string | undefined;
  /** Labels of options that were seen, for a value whose page is gone. */
  readonly #labels = new Map<string, string>();
  readonly #latest = new Latest();
  #pause: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param name of the look-up
   * @param onNarrowed other options are offered, because what they depend on changed
   */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: () => CaseStore | undefined,
    private readonly name: string,
    private readonly onNarrowed: () => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#pause);
    this.#latest.stop();
    if (this.status !== 'loading') return;
    this.status = 'idle';
    this.#dependsOn = undefined;
  }

  /** Loads the options when they are not there, or when what they depend on changed. */
  sync(dependsOn: string): void {
    if (dependsOn === this.#dependsOn) return;
    const first = this.#dependsOn === undefined;
    this.#dependsOn = dependsOn;
    void this.#load('').then((loaded) => {
      if (loaded && !first) this.onNarrowed();
    });
  }

  readonly retry = (): void => void this.#load(this.typed ?? '');

  type(words: string): void {
    this.typed = words;
    this.open = true;
    this.active = -1;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#load(words.trim()), PAUSE);
    this.host.requestUpdate();
  }

  show(active: number): void {
    this.open = true;
    this.active = Math.max(-1, Math.min(active, this.options.length - 1));
    this.host.requestUpdate();
  }

  close(): void {
    if (!this.open && this.typed === undefined) return;
    clearTimeout(this.#pause);
    this.open = false;
    this.active = -1;
    // The next look at the list starts from its beginning.
    if (this.typed) void this.#load('');
    this.typed = undefined;
    this.host.requestUpdate();
  }

  labelOf(value: string): string | undefined {
    return this.#labels.get(value);
  }

  /** A label known from elsewhere, such as the name of a case's contact. */
  know(value: string, label: string): void {
    if (!this.#labels.has(value)) this.#labels.set(value, label);
  }

  async #load(q: string): Promise<boolean> {
    const store = this.store();
    if (!store) return false;
    this.status = 'loading';
    this.failure = null;
    this.host.requestUpdate();
    const query = { ...(q ? { q } : {}), ...(this.#dependsOn ? { dependsOn: this.#dependsOn } : {}) };
    const answer = await this.#latest.ask((signal) => store.getLookup(this.name, query, signal));
    if (!answer) return false;
    const { value: page, failure = null } = answer;
    this.failure = failure;
    this.status = failure ? 'failed' : 'ready';
    if (page) {
      if (!q) this.searched = page.nextCursor !== null;
      this.options = page.items;
      for (const { value, label } of page.items) this.#labels.set(value, label);
    }
    this.host.requestUpdate();
    return this.status === 'ready';
  }
}
