/** Files that the backend has, each with what it is and a way to save it; fetched when the first one is to be shown. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import { toFailure, type Failure } from '../../model/failure.js';
import type { FileView } from '../../model/project.js';
import type { CaseStore } from '../../store/store.js';
import { filesStyles } from '../styles/files.js';
import { commonTexts } from '../texts/common.js';
import { fileTexts } from '../texts/file.js';
import type { CaseDesk } from './case-controller.js';
import { renderUpload } from './file-uploads.js';
import { fileSize } from './format.js';
import { isolated, safeName } from './names.js';
import { failureText } from './states.js';

/** Long enough for a browser that asks where to save. */
const ADDRESS_LIFE = 60_000;

const texts = { ...commonTexts, ...fileTexts };

export class Attachments {
  static readonly styles = [filesStyles];
  readonly #t;
  readonly #running = new Map<Id, AbortController>();
  readonly #failures = new Map<Id, Failure>();

  constructor(private readonly desk: CaseDesk) {
    this.#t = desk.textsOf(texts);
    desk.element.addController({
      hostDisconnected: () => this.#running.forEach((download) => download.abort()),
    });
  }

  /** A list of files, those on their way among them. */
  render(files: readonly FileView[]): TemplateResult | undefined {
    const { locale, store } = this.desk;
    if (!store) return undefined;
    const view = { t: this.#t, locale, store, progress: store.get().progress };
    return html`<ul class="files" part="files">
      ${files.map((file) => (file.mark ? renderUpload(file, view) : this.#renderFile(file, store)))}
    </ul>`;
  }

  #renderFile(file: FileView, store: CaseStore): TemplateResult {
    const t = this.#t;
    const name = safeName(file.name);
    const isRunning = this.#running.has(file.id);
    const failure = this.#failures.get(file.id);
    return html`<li class="file" part="file">
      <span class="file-name"
        ><bdi>${name}</bdi
        >${file.alt ? html`<span class="muted small" dir="auto"> ${file.alt}</span>` : nothing}</span
      >
      <span class="muted small"
        ><bdi>${this.#kindOf(name, file.type)}</bdi>,
        <bdi>${fileSize(file.size, this.desk.locale)}</bdi></span
      >
      <button
        class="plain"
        part="button"
        aria-label=${isRunning ? nothing : t('file/download/label', { name: isolated(name) })}
        aria-disabled=${isRunning}
        @click=${() => void this.#download(file, name, store)}
      >
        ${t(isRunning ? 'file/downloading' : 'file/download')}
      </button>
      <p class="fault small wrap" role="alert" ?hidden=${!failure}>${failure && failureText(t, failure)}</p>
    </li>`;
  }

  /** "PNG image": the ending that the system would go by, which a long name can push out of sight. */
  #kindOf(name: string, type: string): string {
    const ending = /\.(\w{1,8})$/.exec(name)?.[1]?.toUpperCase();
    if (!ending) return this.#t('file/unknown');
    return this.#t(type.startsWith('image/') ? 'file/image' : 'file/other', { ending });
  }

  async #download(file: FileView, name: string, store: CaseStore): Promise<void> {
    const { id } = file;
    const { element, say } = this.desk;
    if (this.#running.has(id)) return;
    const download = new AbortController();
    this.#running.set(id, download);
    this.#failures.delete(id);
    element.requestUpdate();
    try {
      save(await store.getAttachment(file, download.signal), name);
      say(this.#t('file/downloaded', { name: isolated(name) }));
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== 'aborted') this.#failures.set(id, failure);
    }
    this.#running.delete(id);
    element.requestUpdate();
  }
}

function save(bytes: Blob, name: string): void {
  // Its own type could run as a page of the host's origin, should the browser open it after all.
  const href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), ADDRESS_LIFE);
}
