interface Waiting {
  readonly grant: () => void;
  readonly reject: (reason: Error) => void;
  readonly signal: AbortSignal | undefined;
}

/** The Web Locks of one browser, as much of them as is used. */
export class FakeLocks {
  #holder: { readonly reject: (reason: Error) => void } | undefined;
  #queue: Waiting[] = [];

  readonly manager = {
    request: (_name: string, options: LockOptions, work: () => Promise<void>) => this.#request(options, work),
  } as unknown as LockManager;

  async #request({ signal, steal }: LockOptions, work: () => Promise<void>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const grant = () => {
        const holder = (this.#holder = { reject });
        const leave = () => {
          if (this.#holder === holder) this.#holder = undefined;
          this.#next();
        };
        void work().then(resolve, reject).finally(leave);
      };
      if (steal) {
        this.#holder?.reject(new DOMException('stolen', 'AbortError'));
        grant();
        return;
      }
      const waiting = { grant, reject, signal };
      this.#queue.push(waiting);
      signal?.addEventListener('abort', () => {
        if (!this.#queue.includes(waiting)) return;
        this.#queue = this.#queue.filter((other) => other !== waiting);
        reject(new DOMException('given up', 'AbortError'));
      });
      this.#next();
    });
  }

  /** The browser ends the tab that holds it. */
  kill(): void {
    this.#holder = undefined;
    this.#next();
  }

  #next(): void {
    if (!this.#holder) this.#queue.shift()?.grant();
  }
}
