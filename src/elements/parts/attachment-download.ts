import type { ReactiveController, ReactiveElement } from 'lit';
import type { Id } from '../../model/case.js';
import { toFailure, type Failure } from '../../model/failure.js';
import type { FileView } from '../../model/project.js';
import type { CaseStore } from '../../store/store.js';
import { safeName } from './names.js';

/** Long enough for a browser that asks where to save. */
const ADDRESS_LIFE = 60_000;

/** Fetches files and hands them to the browser to save; knows which are on their way and which could not be had. */
export class AttachmentDownloads implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #onSaved: (name: string) => void;
  readonly #running = new Map<Id, AbortController>();
  readonly #failures = new Map<Id, Failure>();

  constructor(host: ReactiveElement, onSaved: (name: string) => void) {
    this.#host = host;
    this.#onSaved = onSaved;
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const download of this.#running.values()) download.abort();
  }

  isRunning(id: Id): boolean {
    return this.#running.has(id);
  }

  failureOf(id: Id): Failure | undefined {
    return this.#failures.get(id);
  }

  async start(file: FileView, store: CaseStore): Promise<void> {
    if (this.#running.has(file.id)) return;
    const download = new AbortController();
    this.#running.set(file.id, download);
    this.#failures.delete(file.id);
    this.#host.requestUpdate();
    try {
      const bytes = await store.getAttachment(file, download.signal);
      const name = safeName(file.name);
      save(bytes, name);
      this.#onSaved(name);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== 'aborted') this.#failures.set(file.id, failure);
    } finally {
      this.#running.delete(file.id);
      this.#host.requestUpdate();
    }
  }
}

function save(bytes: Blob, name: string): void {
  // Its own type could run as a page of the host's origin, should the browser open it after all.
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), ADDRESS_LIFE);
}
