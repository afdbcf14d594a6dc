/** A question before something that cannot be taken back by itself, in a native modal dialog. */
import { html, nothing, type TemplateResult } from 'lit';

export interface Confirmation {
  readonly heading: string;
  /** What will happen, a sentence each. */
  readonly lines: readonly string[];
  readonly yes: string;
  readonly no: string;
  /** Tone of the button that does it. */
  readonly danger?: boolean;
  /** Fields of the question; `onYes` reads them. */
  readonly fields?: TemplateResult;
  /** Called once, with the dialog closed and its fields valid. */
  readonly onYes: (fields: FormData) => void;
  /** Called when the dialog closed without an answer. */
  readonly onNo: () => void;
}

/** The host calls `openDialog` after the update that renders this. */
export function renderConfirmDialog(question: Confirmation): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const dialog = form.closest('dialog');
    // A second click comes upon a dialog that is closed.
    if (!dialog?.open) return;
    dialog.close('yes');
    question.onYes(new FormData(form));
  };
  const close = (event: Event): void => {
    if ((event.currentTarget as HTMLDialogElement).returnValue !== 'yes') question.onNo();
  };
  return html`<dialog
    part="dialog"
    aria-labelledby="dialog-heading"
    aria-describedby="dialog-text"
    @close=${close}
  >
    <form class="stack" @submit=${submit}>
      <h3 id="dialog-heading" part="dialog-heading">${question.heading}</h3>
      <div id="dialog-text" class="stack">
        ${question.lines.map((line) => html`<p class="wrap">${line}</p>`)}
      </div>
      ${question.fields ?? nothing}
      <div class="row answers" part="dialog-answers">
        <button class=${question.danger ? 'danger' : 'primary'} part="button button-yes">
          ${question.yes}
        </button>
        <button type="button" part="button button-no" ?autofocus=${!question.fields} @click=${dismiss}>
          ${question.no}
        </button>
      </div>
    </form>
  </dialog>`;
}

function dismiss(event: Event): void {
  (event.currentTarget as Element).closest('dialog')?.close();
}
