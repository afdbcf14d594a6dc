/** Choosing files by button, drop or paste; what may not be sent is refused in words before any byte leaves. */
import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { TextParams } from '../../context/texts.js';
import { admitFiles, type FileFault } from '../../model/files.js';
import type { Limits } from '../../model/session.js';
import type { filesTexts } from '../texts/files.js';
import { describeRules } from './file-rules.js';
import { fileSize } from './format.js';
import { isolated, safeName } from './names.js';

export { filesStyles as styles } from '../styles/files.js';
export { filesTexts as texts } from '../texts/files.js';

export type FilesT = (name: keyof typeof filesTexts, params?: TextParams) => string;

type Refusal = FileFault | { readonly name: string; readonly code: 'folder'; readonly limit?: number };

interface PickerOptions {
  /** Undefined while there is no session: nothing is admitted then. */
  readonly limits: () => Limits | undefined;
  readonly locale: () => string;
  readonly t: FilesT;
  /** Says something in the element's live region. */
  readonly announce: (words: string) => void;
  /** The files changed by the customer's hand. */
  readonly onChange?: () => void;
}

interface PickerView {
  /** Id of the button, which a label, a summary of errors or a script can point at. */
  readonly id: string;
  /** Ids of what names and describes the button, beyond its own words. */
  readonly labelledBy?: string;
  readonly describedBy?: string;
  readonly invalid?: boolean;
  readonly disabled?: boolean;
}

/**
 * The files that the customer chose, and the control to choose them. Put `onDragOver`, `onDragLeave` and `onDrop` on the
 * box that files may be dropped on, the wider the better: a file dropped beside it makes the browser leave the page.
 * `onPaste` belongs where people paste, such as around a text area.
 */
export class FilePicker {
  files: readonly File[] = [];
  #refused: readonly Refusal[] = [];
  #over = false;

  constructor(
    private readonly host: ReactiveElement,
    private readonly options: PickerOptions,
  ) {}

  /** Takes over what the rules allow and remembers why others were refused. */
  add(added: readonly File[], folders: readonly string[] = []): void {
    const limits = this.options.limits();
    if (!limits) return;
    const { accepted, refused } = admitFiles(this.files, added, limits);
    this.files = [...this.files, ...accepted];
    this.#refused = [...refused, ...folders.map((name) => ({ name, code: 'folder' as const }))];
    if (accepted.length) this.#announceChange(this.options.t('files/added', { count: accepted.length }));
    this.host.requestUpdate();
  }

  clear(): void {
    this.files = [];
    this.#refused = [];
    this.host.requestUpdate();
  }

  render(view: PickerView): TemplateResult {
    const limits = this.options.limits();
    if (!limits) return html`${nothing}`;
    const rules = `${view.id}-rules`;
    return html`<div class="picker" part="picker">
      <div class="drop ${this.#over ? 'over' : ''} ${view.invalid ? 'invalid' : ''}" part="dropzone">
        <button
          type="button"
          id=${view.id}
          part="button"
          aria-labelledby=${[view.labelledBy, view.id].filter(Boolean).join(' ')}
          aria-describedby=${[view.describedBy, rules].filter(Boolean).join(' ')}
          ?disabled=${view.disabled}
          @click=${this.#browse}
        >
          ${this.options.t('files/choose')}
        </button>
        <span class="muted small" aria-hidden="true">${this.options.t('files/drop')}</span>
        <input
          type="file"
          hidden
          tabindex="-1"
          ?multiple=${limits.attachmentMaxCount > 1}
          accept=${limits.attachmentTypes.join(',') || nothing}
          @change=${this.#onChosen}
        />
      </div>
      <p class="muted small wrap" id=${rules}>
        ${describeRules(limits, this.options.t, this.options.locale())}
      </p>
      ${this.#renderRefused()} ${this.#renderFiles(view.disabled ?? false)}
    </div>`;
  }

  readonly onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (!this.#over) this.#setOver(true);
  };

  readonly onDragLeave = (event: DragEvent): void => {
    const box = event.currentTarget as Element;
    if (this.#over && !box.contains(event.relatedTarget as Node | null)) this.#setOver(false);
  };

  readonly onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#setOver(false);
    const folders = folderNames(event.dataTransfer);
    this.add(
      [...event.dataTransfer.files].filter((file) => !folders.includes(file.name)),
      folders,
    );
  };

  readonly onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.add(files);
  };

  #renderRefused(): TemplateResult {
    // Always rendered: a live region that comes with its words is often not read.
    return html`<div role="alert" class="region" part="refused-files">
      ${
        this.#refused.length
          ? html`<ul class="notice danger small">
              ${this.#refused.map(
                (refusal) =>
                  html`<li class="wrap">
                    <strong><bdi>${safeName(refusal.name)}</bdi></strong> ${this.#reason(refusal)}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #renderFiles(disabled: boolean): TemplateResult | typeof nothing {
    if (!this.files.length) return nothing;
    const { t } = this.options;
    const row = (file: File, index: number): TemplateResult => {
      const name = safeName(file.name);
      return html`<li class="file" part="file">
        <bdi class="file-name">${name}</bdi>
        <span class="muted small">${fileSize(file.size, this.options.locale())}</span>
        <button
          type="button"
          class="plain"
          part="button"
          aria-label=${t('files/remove/label', { name: isolated(name) })}
          ?disabled=${disabled}
          @click=${(event: Event) => this.#remove(index, event)}
        >
          ${t('files/remove')}
        </button>
      </li>`;
    };
    return html`<ul class="files" part="files" aria-label=${t('files/list')}>
      ${this.files.map(row)}
    </ul>`;
  }

  #reason({ code, limit }: Refusal): string {
    const { t } = this.options;
    switch (code) {
      case 'tooBig':
        return t('files/refused/toobig', { size: fileSize(limit ?? 0, this.options.locale()) });
      case 'tooMany':
        return t('files/refused/toomany', { count: limit ?? 0 });
      case 'badType':
        return t('files/refused/badtype');
      default:
        return t(`files/refused/${code}`);
    }
  }

  readonly #browse = (event: Event): void => {
    (event.currentTarget as Element).parentElement?.querySelector('input')?.click();
  };

  readonly #onChosen = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    this.add([...(input.files ?? [])]);
    // The same file may be chosen again after it was removed.
    input.value = '';
  };

  #remove(index: number, event: Event): void {
    const box = (event.currentTarget as Element).closest('.picker');
    const name = safeName(this.files[index]?.name ?? '');
    this.files = this.files.filter((_, other) => other !== index);
    this.#refused = [];
    this.#announceChange(this.options.t('files/removed', { name: isolated(name) }));
    this.host.requestUpdate();
    void this.host.updateComplete.then(() => {
      const next = box?.querySelectorAll<HTMLElement>('.file button');
      (next?.[Math.min(index, next.length - 1)] ?? box?.querySelector<HTMLElement>('.drop button'))?.focus();
    });
  }

  #announceChange(words: string): void {
    this.options.announce(words);
    this.options.onChange?.();
  }

  #setOver(over: boolean): void {
    this.#over = over;
    this.host.requestUpdate();
  }
}

/** Folders arrive among the files of a drop and cannot be read as files. */
function folderNames(data: DataTransfer): string[] {
  return [...data.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? [entry.name] : [];
  });
}
