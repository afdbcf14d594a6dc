import type { CSSResult, LitElement } from 'lit';

/** What an element does not need for its first view: fetched when it is first asked for. */
export class LazyPart<P> {
  /** What is there already; to ask for it, see `get`. */
  part: P | undefined;
  /** The fetch failed (a new release, no network): offer a retry. */
  failed = false;
  #isLoading = false;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly host: LitElement,
    private readonly load: () => Promise<{ readonly part: P; readonly styles: readonly CSSResult[] }>,
  ) {}

  /** May be called from `render`: the host renders again when the part is there, or cannot be had. */
  get(): P | undefined {
    if (!this.part && !this.#isLoading && !this.failed) void this.#fetch();
    return this.part;
  }

  /** Runs when it is there, now or later. */
  use(run: (part: P) => void): void {
    this.#waiting.push(() => this.part && run(this.part));
    if (this.get()) this.#tell();
  }

  readonly retry = (): void => {
    if (!this.failed) return;
    this.failed = false;
    this.get();
  };

  #tell(): void {
    for (const run of this.#waiting.splice(0)) run();
  }

  async #fetch(): Promise<void> {
    this.#isLoading = true;
    try {
      const { part, styles } = await this.load();
      adopt(this.host.renderRoot, styles);
      this.part = part;
      this.#tell();
      this.failed = false;
    } catch {
      this.failed = true;
      // Most often there was no network for a moment.
      addEventListener('online', this.retry, { once: true });
    }
    this.#isLoading = false;
    this.host.requestUpdate();
  }
}

function adopt(root: Node, styles: readonly CSSResult[]): void {
  if (!(root instanceof ShadowRoot)) return;
  const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? []);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}
