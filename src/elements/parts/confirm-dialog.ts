/** A question before something that cannot be taken back by itself, in a native modal dialog. */
import { html, render, type TemplateResult } from 'lit';
import type { discardTexts } from '../texts/discard.js';

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

interface Answer {
  /** Empty: everything stays as it is. */
  readonly value: string;
  readonly text: string;
  readonly tone?: 'primary' | 'danger';
}

interface Choice extends Pick<Question, 'heading' | 'lines' | 'fields'> {
  readonly answers: readonly Answer[];
}

/** Resolves when the dialog closed: the fields after a yes, undefined after anything else. */
export async function ask(root: Node, question: Question): Promise<FormData | undefined> {
  const { yes, no, danger, ...choice } = question;
  let fields: FormData | undefined;
  const answers = [
    { value: 'yes', text: yes, tone: danger ? 'danger' : 'primary' },
    { value: '', text: no },
  ] as const;
  const answer = await choose(root, { ...choice, answers }, (form) => (fields = new FormData(form)));
  return answer ? fields : undefined;
}

/** Resolves when the dialog closed, with the value of the answer; empty: it was left without one. */
export function choose(root: Node, choice: Choice, read?: (form: HTMLFormElement) => void): Promise<string> {
  const place = root.appendChild(document.createElement('div'));
  return new Promise((resolve) => {
    const close = (event: Event): void => {
      const dialog = event.currentTarget as HTMLDialogElement;
      const form = dialog.querySelector('form');
      if (form) read?.(form);
      resolve(dialog.returnValue);
      place.remove();
    };
    render(renderChoice(choice, close), place);
    place.querySelector('dialog')?.showModal();
  });
}

function renderChoice(
  { heading, lines, fields, answers }: Choice,
  close: (event: Event) => void,
): TemplateResult {
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
        ${answers.map(({ value, text, tone = '' }) =>
          value
            ? html`<button value=${value} class=${tone} part="button button-${value}">${text}</button>`
            : html`<button formnovalidate part="button button-no" ?autofocus=${!fields}>${text}</button>`,
        )}
      </div>
    </form>
  </dialog>`;
}

export type DiscardT = (name: keyof typeof discardTexts | 'pending/discard') => string;

/**
 * Asks first: the words are nowhere else.
 * @param more what goes with it, a sentence each
 */
export async function isSureToDiscard(
  root: Node,
  t: DiscardT,
  more: readonly string[] = [],
): Promise<boolean> {
  const answer = await ask(root, {
    heading: t('discard/confirm'),
    lines: [t('discard/consequence'), ...more],
    yes: t('pending/discard'),
    no: t('discard/no'),
    danger: true,
  });
  return answer !== undefined;
}
