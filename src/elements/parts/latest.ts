import { toFailure, type Failure } from '../../model/failure.js';

export type Answer<T> =
  | { readonly value: T; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: Failure };

/** Of several questions, the answer to the last one is the one that counts: asking calls off what was asked before. */
export class Latest {
  #request: AbortController | undefined;

  /** Undefined: it was called off. */
  async ask<T>(load: (signal: AbortSignal) => Promise<T>): Promise<Answer<T> | undefined> {
    this.stop();
    const request = (this.#request = new AbortController());
    let answer: Answer<T>;
    try {
      answer = { value: await load(request.signal) };
    } catch (thrown) {
      answer = { failure: toFailure(thrown) };
    }
    return request === this.#request ? answer : undefined;
  }

  stop(): void {
    this.#request?.abort();
    this.#request = undefined;
  }
}
