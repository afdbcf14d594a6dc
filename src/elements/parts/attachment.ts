/** Files that the backend has, each with what it is and a way to save it. */
import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { FileView } from '../../model/project.js';
import type { CaseStore } from '../../store/store.js';
import { filesStyles } from '../styles/files.js';
import type { fileTexts } from '../texts/file.js';
import type { TextParams } from '../../context/texts.js';
import { AttachmentDownloads } from './attachment-download.js';
import { renderUpload } from './file-uploads.js';
import { fileSize } from './format.js';
import { isolated, safeName } from './names.js';
import { failureText, type CommonT } from './states.js';

export type AttachmentT = CommonT & ((name: keyof typeof fileTexts, params?: TextParams) => string);

interface AttachmentsHost {
  readonly t: AttachmentT;
  readonly locale: string;
  readonly store: CaseStore | undefined;
  /** Says something in the live region. */
  readonly say: (words: string) => void;
}

/** Fetched when the first file is to be shown. */
export class Attachments {
  static readonly styles = [filesStyles];
  readonly #downloads: AttachmentDownloads;

  constructor(
    element: ReactiveElement,
    private readonly host: AttachmentsHost,
  ) {
    this.#downloads = new AttachmentDownloads(element, (name) =>
      host.say(host.t('file/downloaded', { name: isolated(name) })),
    );
  }

  /** A list of files, those on their way among them. */
  render(files: readonly FileView[]): TemplateResult | typeof nothing {
    const { t, locale, store } = this.host;
    if (!store) return nothing;
    const view = { t, locale, store, progress: store.get().progress };
    return html`<ul class="files" part="files">
      ${files.map((file) => (file.mark ? renderUpload(file, view) : this.#renderFile(file, store)))}
    </ul>`;
  }

  #renderFile(file: FileView, store: CaseStore): TemplateResult {
    const { t, locale } = this.host;
    const name = safeName(file.name);
    const isRunning = this.#downloads.isRunning(file.id);
    const failure = this.#downloads.failureOf(file.id);
    return html`<li class="file" part="file">
      <span class="file-name"
        ><bdi>${name}</bdi
        >${file.alt ? html`<span class="muted small" dir="auto"> ${file.alt}</span>` : nothing}</span
      >
      <span class="muted small"
        ><bdi>${typeWord(name, file.type, t)}</bdi>, <bdi>${fileSize(file.size, locale)}</bdi></span
      >
      <button
        type="button"
        class="plain"
        part="button"
        aria-label=${isRunning ? nothing : t('file/download/label', { name: isolated(name) })}
        aria-disabled=${isRunning}
        @click=${() => void this.#downloads.start(file, store)}
      >
        ${t(isRunning ? 'file/downloading' : 'file/download')}
      </button>
      <p class="fault small wrap" role="alert" ?hidden=${!failure}>
        ${failure ? failureText(t, failure) : nothing}
      </p>
    </li>`;
  }
}

/** "PNG image": the ending that the system would go by, which a long name can push out of sight. */
function typeWord(name: string, type: string, t: AttachmentT): string {
  const ending = /\.(\w{1,8})$/.exec(name)?.[1]?.toUpperCase();
  if (!ending) return t('file/unknown');
  return t(type.startsWith('image/') ? 'file/image' : 'file/other', { ending });
}
