import type { ReactiveController, ReactiveElement } from 'lit';

const MINUTE = 60_000;

/** Renders the host again each minute while its page is visible, so that relative times stay true. */
export class MinuteController implements ReactiveController {
  readonly #host: ReactiveElement;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#follow);
    this.#run();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#follow);
    this.#stop();
  }

  readonly #follow = (): void => {
    this.#stop();
    if (document.hidden) return;
    this.#host.requestUpdate();
    this.#run();
  };

  #run(): void {
    this.#timer ??= setInterval(() => this.#host.requestUpdate(), MINUTE);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
