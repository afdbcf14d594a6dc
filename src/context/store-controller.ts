import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { CaseStore } from '../store/store.js';
import type { StoreState } from '../store/state.js';
import { casementContext, type Casement, type TextOverrides } from './context.js';
import { fillText, shapeOverride, type Text, type TextDefaults, type TextParams } from './texts.js';

/** A text by its name, with its placeholders filled. */
export type Translate<T extends TextDefaults> = (name: keyof T & string, params?: TextParams) => string;

/**
 * Connects an element to the store of its provider: renders again when the selected value changed (compared one level
 * deep), when the store, the locale or the texts changed, and when a provider turns up late.
 */
export class StoreController<V, T extends TextDefaults> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #select: (state: StoreState) => V;
  readonly #onStore: ((store: CaseStore) => (() => void) | void) | undefined;
  readonly #consumer: ContextConsumer<typeof casementContext, ReactiveElement>;
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
    this.t = this.textsOf(texts);
    this.#onStore = onStore;
    host.addController(this);
    // The consumer registers itself with the host.
    this.#consumer = new ContextConsumer(host, {
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

  /** Reads the element's own table. */
  readonly t: Translate<T>;

  /** Reads another table, such as that of a part that is fetched later: in the words of the host, the backend or the table. */
  textsOf<M extends TextDefaults>(table: M): Translate<M> {
    return (name, params) => {
      const own = textIn(this.#casement?.texts, name) ?? textIn(this.state?.session?.texts, name);
      const text: Text = table[name] ?? name;
      return fillText(own === undefined ? text : shapeOverride(own, text, this.locale), this.locale, params);
    };
  }

  hostConnected(): void {
    // The consumer asks again right after this; moved out of a provider, nobody answers it.
    this.#around = undefined;
    queueMicrotask(() => {
      if (this.#host.isConnected) this.#adopt();
    });
    document.addEventListener('context-provider', this.#onProvider);
  }

  hostUpdate(): void {
    // Properties that the selector reads may have changed.
    const state = this.state;
    if (state) this.#value = this.#select(state);
  }

  hostDisconnected(): void {
    document.removeEventListener('context-provider', this.#onProvider);
    this.#detach();
  }

  /** Runs `onStore` again, e.g. because what is watched changed. */
  reconnect(): void {
    const { store } = this;
    if (!this.#release || !store) return;
    this.#detach();
    this.#attach(store);
  }

  /** What the host provides itself; wins over the provider around it. */
  use(own: Casement | undefined): void {
    this.#own = own;
    this.#adopt();
  }

  /** A provider turned up: perhaps around this element, which asked before it was there. */
  readonly #onProvider = ({ context }: Event & { readonly context?: unknown }): void => {
    if (context === casementContext && !this.#casement) this.#consumer.hostConnected();
  };

  #adopt(): void {
    const value = this.#own ?? this.#around;
    if (value === this.#casement && (this.#release || !value)) return;
    if (value?.store !== this.#casement?.store) this.#detach();
    this.#casement = value;
    if (!value) this.#value = this.#state = undefined;
    if (value && !this.#release && this.#host.isConnected) this.#attach(value.store);
    this.#host.requestUpdate();
  }

  #attach(store: CaseStore): void {
    const unsubscribe = store.subscribe(() => this.#check(store.get()));
    const end = this.#onStore?.(store);
    this.#release = () => {
      unsubscribe();
      end?.();
    };
    this.#check(store.get());
  }

  #detach(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #check(state: StoreState): void {
    const value = this.#select(state);
    const texts = this.#state?.session !== state.session;
    this.#state = state;
    if (!texts && shallowEqual(value, this.#value)) return;
    this.#value = value;
    this.#host.requestUpdate();
  }
}

/** The texts come from outside: only a string is one. */
function textIn(texts: TextOverrides | undefined, name: string): string | undefined {
  const text: unknown = texts && Object.hasOwn(texts, name) ? texts[name] : undefined;
  return typeof text === 'string' ? text : undefined;
}

function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
