import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { CaseStore } from '../store/store.js';
import type { StoreState } from '../store/state.js';
import { casementContext, type Casement } from './context.js';
import { fillText, type TextDefaults, type TextParams } from './texts.js';

/**
 * Connects an element to the store of its provider: renders again when the selected value changed (compared one level
 * deep), when the store, the locale or the texts changed, and when a provider turns up late.
 */
export class StoreController<V, T extends TextDefaults> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #select: (state: StoreState) => V;
  readonly #texts: T;
  readonly #onStore: ((store: CaseStore) => (() => void) | void) | undefined;
  #own: Casement | undefined;
  #around: Casement | undefined;
  #casement: Casement | undefined;
  #value: V | undefined;
  #state: StoreState | undefined;
  #release: (() => void) | undefined;

  /**
   * @param select reads the element's value from the state; evaluated again on every change and every update
   * @param texts the element's default texts
   * @param onStore called when a store is there (also after a move in the page); what it returns ends it
   */
  constructor(
    host: ReactiveElement,
    select: (state: StoreState) => V,
    texts: T,
    onStore?: (store: CaseStore) => (() => void) | void,
  ) {
    this.#host = host;
    this.#select = select;
    this.#texts = texts;
    this.#onStore = onStore;
    host.addController(this);
    // The consumer registers itself with the host.
    new ContextConsumer(host, {
      context: casementContext,
      subscribe: true,
      callback: (value) => {
        this.#around = value;
        this.#adopt();
      },
    });
  }

  get store(): CaseStore | undefined {
    return this.#casement?.store;
  }

  get locale(): string {
    return this.#casement?.locale ?? 'en';
  }

  /** The state, for what is not worth a selector. */
  get state(): StoreState | undefined {
    return this.#casement?.store.get();
  }

  /** The selected value; undefined only while there is no provider. */
  get value(): V | undefined {
    return this.#value;
  }

  /** A text in the words of the host, the backend or the table, with its placeholders filled. */
  readonly t = (name: keyof T & string, params?: TextParams): string => {
    const own = this.#casement?.texts[name] ?? this.state?.session?.texts[name];
    return fillText(own ?? this.#texts[name]!, this.locale, params);
  };

  hostConnected(): void {
    if (this.#casement && !this.#release) this.#attach();
  }

  hostUpdate(): void {
    // Properties that the selector reads may have changed.
    const state = this.state;
    if (state) this.#value = this.#select(state);
  }

  hostDisconnected(): void {
    this.#detach();
  }

  /** Runs `onStore` again, e.g. because what is watched changed. */
  reconnect(): void {
    if (!this.#release) return;
    this.#detach();
    this.#attach();
  }

  /** What the host provides itself; wins over the provider around it. */
  use(own: Casement | undefined): void {
    this.#own = own;
    this.#adopt();
  }

  #adopt(): void {
    const value = this.#own ?? this.#around;
    if (value === this.#casement) return;
    const other = value?.store !== this.#casement?.store;
    if (other) this.#detach();
    this.#casement = value;
    if (other && value && this.#host.isConnected) this.#attach();
    this.#host.requestUpdate();
  }

  #attach(): void {
    const store = this.store!;
    const unsubscribe = store.subscribe(() => this.#check());
    const end = this.#onStore?.(store);
    this.#release = () => {
      unsubscribe();
      end?.();
    };
    this.#check();
  }

  #detach(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #check(): void {
    const state = this.state!;
    const value = this.#select(state);
    const texts = this.#state?.session !== state.session;
    this.#state = state;
    if (!texts && shallowEqual(value, this.#value)) return;
    this.#value = value;
    this.#host.requestUpdate();
  }
}

function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
