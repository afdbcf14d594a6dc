/** Files that the backend has, each with what it is and a way to save it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import type { FileView } from '../../model/project.js';
import type { CaseStore } from '../../store/store.js';
import type { fileTexts } from '../texts/file.js';
import type { TextParams } from '../../context/texts.js';
import type { AttachmentDownloads } from './attachment-download.js';
import { renderUpload } from './file-uploads.js';
import { fileSize } from './format.js';
import { isolated, safeName } from './names.js';
import { failureText, type CommonT } from './states.js';

export type AttachmentT = CommonT & ((name: keyof typeof fileTexts, params?: TextParams) => string);

export interface AttachmentsView {
  readonly t: AttachmentT;
  readonly locale: string;
  readonly store: CaseStore;
  /** `StoreState.progress` */
  readonly progress: ReadonlyMap<Id, number>;
  readonly downloads: AttachmentDownloads;
}

/** A list of files, those on their way among them; nothing when there are none. */
export function renderAttachments(
  files: readonly FileView[],
  view: AttachmentsView,
): TemplateResult | typeof nothing {
  if (!files.length) return nothing;
  return html`<ul class="files" part="files">
    ${files.map((file) => (file.mark ? renderUpload(file, view) : renderAttachment(file, view)))}
  </ul>`;
}

function renderAttachment(file: FileView, view: AttachmentsView): TemplateResult {
  const { t, downloads } = view;
  const name = safeName(file.name);
  const isRunning = downloads.isRunning(file.id);
  const failure = downloads.failureOf(file.id);
  return html`<li class="file" part="file">
    <span class="file-name"
      ><bdi>${name}</bdi>${file.alt ? html`<span class="muted small" dir="auto"> ${file.alt}</span>` : nothing}</span
    >
    <span class="muted small"><bdi>${typeWord(name, file.type, t)}</bdi>, <bdi>${fileSize(file.size, view.locale)}</bdi></span>
    <button
      type="button"
      class="plain"
      part="button"
      aria-label=${isRunning ? nothing : t('file/download/label', { name: isolated(name) })}
      aria-disabled=${isRunning}
      @click=${() => void downloads.start(file, view.store)}
    >
      ${t(isRunning ? 'file/downloading' : 'file/download')}
    </button>
    <p class="fault small wrap" role="alert" ?hidden=${!failure}>${failure ? failureText(t, failure) : nothing}</p>
  </li>`;
}

/** "PNG image": the ending that the system would go by, which a long name can push out of sight. */
export function typeWord(name: string, type: string, t: AttachmentT): string {
  const ending = /\.(\w{1,8})$/.exec(name)?.[1]?.toUpperCase();
  if (!ending) return t('file/unknown');
  return t(type.startsWith('image/') ? 'file/image' : 'file/other', { ending });
}
