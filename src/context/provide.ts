import { ContextProvider } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { CaseBackend } from '../backend/backend.js';
import { tokenFrom, type GetToken } from '../backend/rest/access.js';
import { createRestBackend } from '../backend/rest/rest-backend.js';
import type { Others } from '../store/keeper.js';
import { createStore, type StoreOptions } from '../store/create-store.js';
import type { CaseStore } from '../store/store.js';
import { casementContext, type Casement, type TextOverrides } from './context.js';

/** What a page tells a provider. Without `backend` and `baseUrl` nothing is provided. */
export interface ProvideOptions {
  /** An adapter; wins over `baseUrl`. */
  readonly backend?: CaseBackend | undefined;
  /** Root of Casement's own HTTP contract. */
  readonly baseUrl?: string | undefined;
  /** The newest one is called; setting another is not a sign-in (see `reconnect` of the store). */
  readonly getToken?: GetToken | undefined;
  /** Where the host gives `{"token": "…"}`; `getToken` wins over it. */
  readonly tokenUrl?: string | undefined;
  /** BCP 47; default: the `lang` of the page around the element, else the browser's. */
  readonly locale?: string | undefined;
  readonly texts?: TextOverrides | undefined;
  /** What the host calls its signed-in person: what is kept of them is shown before any answer. Another one is another store. */
  readonly userKey?: string | undefined;
  /** `none`: nothing outlives the page. Default: what was read and written is kept in the browser, sealed. */
  readonly storage?: string | undefined;
  /** Gives the secret of the host's session, without which nothing that is kept can be read; asked for once per store. */
  readonly getSecret?: GetSecret | undefined;
  /** What becomes of others who used this browser: see `StoreOptions.others`. Nonsense is the default. */
  readonly others?: string | undefined;
  /** The store is there and asks the backend for nothing yet. */
  readonly waits?: boolean | undefined;
}

/** The same for the same person and session; null: there is none. */
export type GetSecret = () => Promise<string | null> | string | null;

const NO_TEXTS: TextOverrides = {};

/** Builds the store of a provider element and gives it to the elements inside. */
export class ProvideController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #read: () => ProvideOptions;
  readonly #onProvide: ((casement: Casement | undefined) => void) | undefined;
  /** Made when there is something to give: an empty provider would hide the one around it. */
  #provider: ContextProvider<typeof casementContext> | undefined;
  #store: CaseStore | undefined;
  #source: readonly unknown[] = [];
  #given: readonly unknown[] = [];

  /** @param onProvide told what is given, for a host that uses it itself: a provider does not answer its own host */
  constructor(
    host: ReactiveElement,
    read: () => ProvideOptions,
    onProvide?: (casement: Casement | undefined) => void,
  ) {
    this.#host = host;
    this.#read = read;
    this.#onProvide = onProvide;
    host.addController(this);
  }

  get store(): CaseStore | undefined {
    return this.#store;
  }

  hostConnected(): void {
    this.#provide();
  }

  hostUpdate(): void {
    this.#provide();
  }

  hostDisconnected(): void {
    // A moved element is not a removed one: it is back before the microtask runs.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#store?.close();
      this.#store = undefined;
      this.#source = [];
    });
  }

  #provide(): void {
    const options = this.#read();
    const { backend, baseUrl, getToken, tokenUrl, locale, texts: own, waits = false } = options;
    const texts = own ?? NO_TEXTS;
    // Which function gives the token makes no other store: pages write one inline, anew at each rendering.
    const source = [backend, baseUrl, getToken !== undefined, tokenUrl, options.userKey, options.storage];
    if (!same(source, this.#source)) {
      this.#store?.close();
      this.#source = source;
      const made =
        backend ??
        restBackend(baseUrl, getToken ? () => this.#token() : tokenUrl ? tokenFrom(tokenUrl) : undefined);
      this.#store = made && createStore({ backend: made, ...keeping(made, options) });
    }
    if (!waits) this.#store?.start();
    const given = [this.#store, locale ?? localeAround(this.#host), texts];
    if (same(given, this.#given)) return;
    this.#given = given;
    const casement = this.#store && { store: this.#store, locale: given[1] as string, texts };
    if (casement) this.#provider ??= new ContextProvider(this.#host, { context: casementContext });
    this.#provider?.setValue(casement);
    this.#onProvide?.(casement);
  }

  /** By the function that the page set last. */
  #token(): ReturnType<GetToken> {
    return this.#read().getToken?.() ?? null;
  }
}

function keeping(
  { identity }: Partial<Pick<CaseBackend, 'identity'>>,
  { userKey, storage, getSecret, others }: ProvideOptions,
): Partial<StoreOptions> {
  // An adapter that has no name could read what another one left.
  if (storage === 'none' || !identity) return {};
  return {
    userKey: userKey || null,
    others: others as Others | undefined,
    secret: getSecret,
    storage: 'disk',
  };
}

function restBackend(baseUrl: string | undefined, getToken: GetToken | undefined): CaseBackend | undefined {
  if (!baseUrl) return undefined;
  try {
    return createRestBackend({ baseUrl, getToken });
  } catch {
    // Not a URL: the elements say that they are not connected.
    console.warn('Casement: base-url is not a URL.');
    return undefined;
  }
}

function localeAround(host: Element): string {
  return host.closest<HTMLElement>('[lang]:not([lang=""])')?.lang ?? globalThis.navigator?.language ?? 'en';
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
