/** One undelivered write: what it is, since when and why it waits, and what the customer can do about it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import type { FileView } from '../../model/project.js';
import { markOf } from '../../model/project-summary.js';
import type { Session } from '../../model/session.js';
import type { OutboxEntry } from '../../store/outbox-selectors.js';
import type { CaseStore } from '../../store/store.js';
import { renderUpload, type Upload } from './file-uploads.js';
import { renderTime } from './format.js';
import { kindOf, refusalsOf, wordsOf, type OutboxT } from './outbox-words.js';
import { failureText } from './states.js';

export interface EntryView {
  readonly t: OutboxT;
  readonly locale: string;
  readonly store: CaseStore;
  readonly session: Session | null;
  /** Support answers. */
  readonly reachable: boolean;
  /** Something written earlier in the same case has to go first. */
  readonly isBehind: boolean;
  /** That was refused: only the customer can let this one go on. */
  readonly isBlocked: boolean;
  /** In place of the words: the box to write it anew, or two versions to choose from. */
  readonly instead: unknown;
  readonly onEdit: ((entry: OutboxEntry) => void) | undefined;
  readonly onCopy: (words: string) => void;
  readonly onDiscard: (entry: OutboxEntry) => void;
}

/** A `<li>` that can take the focus, by the id `entry-` and that of the operation. */
export function renderEntry(entry: OutboxEntry, view: EntryView): TemplateResult {
  const { t, session } = view;
  const { operation, state } = entry;
  const { payload, id } = operation;
  const words = wordsOf(payload, session);
  return html`<li
    class="entry stack ${state}"
    part="entry entry-${state}"
    id="entry-${id}"
    tabindex="-1"
    aria-labelledby="kind-${id}"
  >
    <div class="row what">
      <strong id="kind-${id}">${kindOf(payload, t)}</strong>
      <span class="muted small">${renderSince(entry, view)}</span>
    </div>
    ${view.instead ?? (words ? html`<p class="excerpt" part="excerpt" dir="auto">${words}</p>` : nothing)}
    ${renderReason(entry, view)} ${renderFiles(entry.files, view)}
    ${state === 'sending' || view.instead ? nothing : renderWays(entry, words, view)}
  </li>`;
}

function renderSince({ state, since }: OutboxEntry, { t, locale }: EntryView): TemplateResult {
  // The sentence is split, so that the time keeps its element with the full date.
  const [before = '', after = ''] = t('outbox/written', { time: '\u0000' }).split('\u0000');
  return html`<span class="state">${t(`pending/${state as 'queued'}`)}</span> ·
    ${before}${renderTime(since, locale)}${after}`;
}

function renderReason(entry: OutboxEntry, view: EntryView): TemplateResult | typeof nothing {
  const { t, session } = view;
  const { state, failure } = entry;
  if (state === 'refused' && failure) {
    const refusals = refusalsOf(failure, session);
    return html`<div class="small fault wrap" part="reason">
      <p>${failureText(t, failure)}</p>
      ${
        refusals.length
          ? html`<ul>
              ${refusals.map((one) => html`<li>${one}</li>`)}
            </ul>`
          : nothing
      }
      ${failure.reference ? html`<p class="muted">${t('failure/reference', { reference: failure.reference })}</p>` : nothing}
    </div>`;
  }
  const why =
    state !== 'queued'
      ? ''
      : failure
        ? failureText(t, failure)
        : t(
            view.isBlocked
              ? 'outbox/blocked'
              : view.isBehind
                ? 'outbox/behind'
                : view.reachable
                  ? 'outbox/next'
                  : 'outbox/unreachable',
          );
  return html`${why ? html`<p class="small muted wrap" part="reason">${why}</p>` : nothing}
  ${entry.isOverdue ? html`<p class="small notice warning" part="late">${t('outbox/late')}</p>` : nothing}`;
}

function renderFiles(
  files: readonly OutboxEntry[],
  { t, locale, store }: EntryView,
): TemplateResult | typeof nothing {
  if (!files.length) return nothing;
  const { progress } = store.get();
  return html`<ul class="files" part="files">
    ${files.flatMap((entry) => uploadOf(entry)).map((upload) => renderUpload(upload, { t, locale, store, progress }))}
  </ul>`;
}

function uploadOf({ operation }: OutboxEntry): Upload[] {
  const { payload } = operation;
  if (payload.kind !== 'putAttachment') return [];
  const { name, size }: Pick<FileView, 'name' | 'size'> = payload.attachment;
  return [{ name, size, mark: markOf(operation) }];
}

function renderWays(entry: OutboxEntry, words: string, view: EntryView): TemplateResult {
  const { t, store } = view;
  const { operation, state, isEditable } = entry;
  const kind = `kind-${operation.id}`;
  const way = (name: string, text: string, act: () => void): TemplateResult => {
    const id: Id = `${name}-${operation.id}`;
    return html`<button
      type="button"
      part="button ${name}"
      id=${id}
      aria-labelledby="${id} ${kind}"
      @click=${act}
    >
      ${text}
    </button>`;
  };
  const edit = isEditable && view.onEdit;
  return html`<div class="row ways">
    ${state === 'held' ? nothing : way('retry', t('pending/retry'), () => store.retry(operation.id))}
    ${edit ? way('edit', t('outbox/edit'), () => edit(entry)) : nothing}
    ${words ? way('copy', t('outbox/copy'), () => view.onCopy(words)) : nothing}
    ${way('discard', t('pending/discard'), () => view.onDiscard(entry))}
  </div>`;
}
