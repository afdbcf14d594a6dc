/** A page of the simulated browser: it can die, or freeze and thaw, and what is meant for it then never comes, or late. */
import type { Timers } from '../../src/offline/timers.js';
import type { Scheduler } from './clock.js';

export class Tab {
  readonly name: string;
  readonly scheduler: Scheduler;
  readonly born: number;
  alive = true;
  hidden = false;
  #frozen: (() => void)[] | undefined;
  /** What the browser does when the page is gone. */
  readonly onDeath: (() => void)[] = [];

  constructor(name: string, scheduler: Scheduler) {
    this.name = name;
    this.scheduler = scheduler;
    this.born = scheduler.now;
  }

  get frozen(): boolean {
    return this.#frozen !== undefined;
  }

  /** Something reaches the page after a while: not if it is dead by then, later if it is frozen. */
  after(ms: number, run: () => void): { cancelled: boolean } {
    const handle = { cancelled: false };
    this.scheduler.after(ms, () => this.#reach(handle, run));
    return handle;
  }

  freeze(): void {
    if (this.alive) this.#frozen ??= [];
  }

  thaw(): void {
    const waiting = this.#frozen ?? [];
    this.#frozen = undefined;
    for (const run of waiting) this.after(0, run);
  }

  die(): void {
    this.alive = false;
    this.#frozen = undefined;
    for (const run of this.onDeath.splice(0)) run();
  }

  readonly timers: Timers = {
    set: (run, ms) => this.after(ms, run),
    clear: (timer) => {
      if (timer) (timer as { cancelled: boolean }).cancelled = true;
    },
    now: () => this.scheduler.now - this.born,
  };

  #reach(handle: { cancelled: boolean }, run: () => void): void {
    if (!this.alive || handle.cancelled) return;
    if (this.#frozen) this.#frozen.push(() => this.#reach(handle, run));
    else run();
  }
}
