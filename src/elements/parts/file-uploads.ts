/** Files on their way to the backend. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import type { FileView } from '../../model/project.js';
import type { CaseStore } from '../../store/store.js';
import type { TextParams } from '../../context/texts.js';
import { fileSize } from './format.js';
import { isolated, safeName } from './names.js';
import { failureText, type CommonT } from './states.js';

type UploadText = 'files/progress' | 'files/retry/label' | 'files/discard/label';

/** A file as far as its row is concerned. */
export type Upload = Pick<FileView, 'name' | 'size' | 'mark'>;

interface UploadsView {
  readonly t: CommonT & ((name: UploadText, params?: TextParams) => string);
  readonly locale: string;
  readonly store: CaseStore;
  /** `StoreState.progress` */
  readonly progress: ReadonlyMap<Id, number>;
}

/** One row per file that is not there yet: how far it is, or what went wrong and the ways on. */
export function renderUploads(files: readonly Upload[], view: UploadsView): TemplateResult | typeof nothing {
  const unsent = files.filter((file) => file.mark);
  if (!unsent.length) return nothing;
  return html`<ul class="files" part="uploads">
    ${unsent.map((file) => renderUpload(file, view))}
  </ul>`;
}

/** A `<li>` for one file. Its mark says where it is; a file that was refused offers Retry and Discard. */
export function renderUpload(file: Upload, view: UploadsView): TemplateResult {
  const { mark } = file;
  const { t } = view;
  const name = safeName(file.name);
  const share = mark ? view.progress.get(mark.operationId) : undefined;
  return html`<li class="file ${mark?.state ?? ''}" part="file">
    <bdi class="file-name">${name}</bdi>
    <span class="muted small">${fileSize(file.size, view.locale)}</span>
    ${mark ? html`<span class="small">${t(`pending/${mark.state}`)}</span>` : nothing}
    ${
      mark?.state === 'sending'
        ? html`<progress
            max="1"
            .value=${share ?? 0}
            aria-label=${t('files/progress', { name: isolated(name) })}
          ></progress>`
        : nothing
    }
    ${
      mark?.failure && mark.state !== 'sending'
        ? html`<p class="fault small wrap">${failureText(t, mark.failure)}</p>`
        : nothing
    }
    ${mark && mark.state !== 'sending' ? renderWaysOn(mark.operationId, isolated(name), view) : nothing}
  </li>`;
}

function renderWaysOn(operationId: Id, name: string, { t, store }: UploadsView): TemplateResult {
  return html`<button
      type="button"
      class="plain"
      part="button"
      aria-label=${t('files/retry/label', { name })}
      @click=${() => store.retry(operationId)}
    >
      ${t('pending/retry')}
    </button>
    <button
      type="button"
      class="plain"
      part="button"
      aria-label=${t('files/discard/label', { name })}
      @click=${() => store.discard(operationId)}
    >
      ${t('pending/discard')}
    </button>`;
}
