/** A question before something that cannot be taken back by itself, in a native modal dialog. */
import { html, render, type TemplateResult } from 'lit';

interface Question {
  readonly heading: string;
  /** What will happen, a sentence each. */
  readonly lines: readonly string[];
  readonly yes: string;
  readonly no: string;
  /** Tone of the button that does it. */
  readonly danger?: boolean;
  /** Fields of the question; they must be valid for a yes. */
  readonly fields?: TemplateResult | undefined;
}

/** Resolves when the dialog closed: the fields after a yes, undefined after anything else. */
export function ask(root: Node, question: Question): Promise<FormData | undefined> {
  const place = root.appendChild(document.createElement('div'));
  return new Promise((resolve) => {
    const close = (event: Event): void => {
      const dialog = event.currentTarget as HTMLDialogElement;
      resolve(dialog.returnValue ? new FormData(dialog.querySelector('form') ?? undefined) : undefined);
      place.remove();
    };
    render(renderQuestion(question, close), place);
    place.querySelector('dialog')?.showModal();
  });
}

function renderQuestion(question: Question, close: (event: Event) => void): TemplateResult {
  const { heading, lines, yes, no, danger, fields } = question;
  return html`<dialog
    part="dialog"
    aria-labelledby="dialog-heading"
    aria-describedby="dialog-text"
    @close=${close}
  >
    <form class="stack" method="dialog">
      <h3 id="dialog-heading" part="dialog-heading">${heading}</h3>
      <div id="dialog-text" class="stack">${lines.map((line) => html`<p>${line}</p>`)}</div>
      ${fields}
      <div class="row answers" part="dialog-answers">
        <button value="yes" class=${danger ? 'danger' : 'primary'} part="button button-yes">${yes}</button>
        <button formnovalidate part="button button-no" ?autofocus=${!fields}>${no}</button>
      </div>
    </form>
  </dialog>`;
}
