/** The entries of the outbox and what can be done about them; fetched when they are to be seen. */
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { StoreController } from '../../context/store-controller.js';
import { isolated } from '../../context/texts.js';
import type { OutboxCase, OutboxEntry, OutboxView } from '../../store/outbox-selectors.js';
import type { CaseStore } from '../../store/store.js';
import { CaseSelectEvent } from '../events.js';
import { dialog } from '../styles/dialog.js';
import { filesStyles } from '../styles/files.js';
import { outboxWork } from '../styles/outbox-work.js';
import type { outboxTexts } from '../texts/outbox.js';
import { outboxWorkTexts } from '../texts/outbox-work.js';
import { copyText } from './copy.js';
import { isSureToDiscard } from './confirm-dialog.js';
import { LazyPart } from './lazy-part.js';
import { renderEntry } from './outbox-entry.js';
import { renderLost, renderStorage } from './outbox-storage.js';
import type { OutboxT } from './outbox-words.js';

interface Surroundings {
  /** Says something in the live region. */
  readonly say: (words: string) => void;
  /** Moves the focus to the element of that id, or to the heading, after the next render. */
  readonly focus: (id?: string) => void;
}

type Desk = StoreController<unknown, typeof outboxTexts>;

export class OutboxWork {
  static readonly styles = [dialog, filesStyles, outboxWork];
  readonly #t: OutboxT;
  readonly #editing;
  /** The customer wants to write it anew. */
  #wanted: OutboxEntry | undefined;
  /** So many lost entries the customer knows of. */
  #understood = 0;

  constructor(
    private readonly host: LitElement,
    private readonly desk: Desk,
    private readonly around: Surroundings,
  ) {
    this.#t = desk.textsOf(outboxWorkTexts);
    this.#editing = new LazyPart(host, async () => {
      const { OutboxEditing } = await import('./outbox-editing.js');
      const part = new OutboxEditing(host, desk, { ...around, late: () => this.#t('pending/toolate') });
      return { part, styles: OutboxEditing.styles };
    });
  }

  /** Lost entries that the customer was not told of. */
  unknownLoss(lost: number): number {
    return Math.max(0, lost - this.#understood);
  }

  isOverdue(view: OutboxView): boolean {
    return entriesOf(view).some((entry) => entry.isOverdue);
  }

  /** Before a render. */
  follow(view: OutboxView): void {
    const wanted = this.#wanted;
    const editing = wanted || entriesOf(view).some(isConflict) ? this.#editing.get() : undefined;
    if (wanted && this.#editing.failed) this.around.say(this.#t('failure/network'));
    else if (wanted) editing?.start(wanted);
    if (editing || this.#editing.failed) this.#wanted = undefined;
  }

  /** Where everything waits, and what is gone. */
  renderStorage(waits: boolean): TemplateResult {
    const { storage } = this.#state;
    const lost = this.unknownLoss(storage.lost);
    const understand = (): void => {
      this.#understood = storage.lost;
      this.host.requestUpdate();
    };
    const reason = storage.fault && this.desk.t(`outbox/storage/${storage.fault}`);
    return html`${lost ? renderLost(lost, this.#t, understand) : nothing}
    ${renderStorage(storage.kept, reason, this.#t, waits)}`;
  }

  render(view: OutboxView): TemplateResult {
    const entries = entriesOf(view);
    return html`${
      entries.length > 1
        ? html`<div class="row">
            <button type="button" part="button retry-all" @click=${() => this.#retryAll(entries)}>
              ${this.#t('outbox/retryall')}
            </button>
          </div>`
        : nothing
    }
    ${view.cases.map((one) => this.#renderCase(one))}`;
  }

  #renderCase({ caseId, caseTitle, entries }: OutboxCase): TemplateResult {
    const t = this.#t;
    const { locale } = this.desk;
    const { session, reachable } = this.#state;
    const subject = caseTitle?.trim() || t('outbox/case');
    return html`<section class="stack" part="case" aria-labelledby="case-${caseId}">
      <h3 id="case-${caseId}">
        <button
          type="button"
          class="plain"
          part="button case-link"
          aria-label=${t('outbox/case/open', { subject: isolated(subject) })}
          @click=${() => this.host.dispatchEvent(new CaseSelectEvent(caseId))}
        >
          <bdi>${subject}</bdi>
        </button>
      </h3>
      <ul class="entries">
        ${entries.map((entry, index) =>
          renderEntry(entry, {
            t,
            locale,
            store: this.#store,
            session,
            reachable,
            isBlocked: entries.slice(0, index).some(({ state }) => state === 'refused'),
            isBehind: index > 0 && entry.operation.payload.kind !== 'putAttachment',
            instead: this.#editing.part?.render(entry),
            onEdit: canEdit(entry) ? (one) => this.#edit(one) : undefined,
            onCopy: (words) => void this.#copy(words),
            onDiscard: (one) => void this.#discard(one, entries),
          }),
        )}
      </ul>
    </section>`;
  }

  /** As soon as what edits is there. */
  #edit(entry: OutboxEntry): void {
    this.#wanted = entry;
    this.#editing.retry();
    this.host.requestUpdate();
  }

  async #copy(words: string): Promise<void> {
    this.around.say(this.#t((await copyText(words)) ? 'outbox/copied' : 'outbox/notcopied'));
  }

  /** Asks first, with what goes with it. */
  async #discard(entry: OutboxEntry, ofCase: readonly OutboxEntry[]): Promise<void> {
    const t = this.#t;
    const { payload, id } = entry.operation;
    const others = payload.kind === 'createCase' ? ofCase.length - 1 : 0;
    const files = entry.files.length;
    const more = [
      ...(files ? [t('outbox/discard/files', { count: files })] : []),
      ...(others ? [t('outbox/discard/case', { count: others })] : []),
    ];
    if (!(await isSureToDiscard(this.host.renderRoot, t, more))) return;
    this.#store.discard(id);
    this.around.focus();
    this.around.say(t('outbox/discarded'));
  }

  #retryAll(entries: readonly OutboxEntry[]): void {
    for (const { operation, files } of entries)
      for (const { id } of [operation, ...files.map((file) => file.operation)]) this.#store.retry(id);
    this.around.say(this.#t('outbox/retrying'));
  }

  /** There are no entries without a store. */
  get #store(): CaseStore {
    return this.desk.store as CaseStore;
  }

  get #state(): ReturnType<CaseStore['get']> {
    return this.#store.get();
  }
}

function entriesOf({ cases }: OutboxView): readonly OutboxEntry[] {
  return cases.flatMap(({ entries }) => entries);
}

function isConflict({ failure, state }: OutboxEntry): boolean {
  return state === 'refused' && failure?.kind === 'conflict';
}

/** Only what has words or fields can be written anew. */
function canEdit({ operation: { payload } }: OutboxEntry): boolean {
  return ['createNote', 'updateNote', 'createCase', 'updateCase'].includes(payload.kind);
}
