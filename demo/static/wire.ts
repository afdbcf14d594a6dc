/** What a page and the worker with the bank's backend say to each other. */

/** A request without its place in a page. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: ArrayBuffer | null;
}

/** An answer; its body as a stream where the browser lets streams pass, else whole. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: ReadableStream<Uint8Array> | ArrayBuffer | null;
}

/** How the worker's world stands: kept in the browser, kept no longer than the worker, or not to be had. */
export type WorldState =
  | { readonly kind: 'kept' }
  | { readonly kind: 'memory' }
  /** What was kept could not be read: it began anew. */
  | { readonly kind: 'anew' }
  | { readonly kind: 'failed'; readonly reason: string };

/** From a page. `lock` is one that the page holds as long as it lives. */
export type ToWorld =
  | { readonly type: 'hello'; readonly lock: string }
  | { readonly type: 'ask'; readonly id: number; readonly request: SentRequest }
  | { readonly type: 'sign'; readonly id: number; readonly personId: string };

/** To a page. */
export type FromWorld =
  | { readonly type: 'state'; readonly state: WorldState }
  | { readonly type: 'answer'; readonly id: number; readonly answer: SentAnswer }
  | { readonly type: 'token'; readonly id: number; readonly token: string }
  | { readonly type: 'fault'; readonly id: number; readonly reason: string };
