import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isolated } from '../context/texts.js';
import type { CaseAction, Id } from '../model/case.js';
import type { ThreadView } from '../store/case-selectors.js';
import { CaseController } from './parts/case-controller.js';
import { caseId } from './parts/case-id.js';
import { setStates } from './parts/custom-states.js';
import { LazyPart } from './parts/lazy-part.js';
import { ThreadWatch } from './parts/note-thread.js';
import { isSameDay, renderNote } from './parts/note.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { holdInPlace, ViewWatch } from './parts/thread-scroll.js';
import { base } from './styles/base.js';
import { notes } from './styles/notes.js';
import { prose } from './styles/prose.js';
import { notesTexts } from './texts/notes.js';

/**
 * The conversation on one case, newest note last, and the box to add a note.
 *
 * @tag case-notes
 * @slot header - Above everything.
 * @slot empty - In place of the words for a case without notes.
 * @slot composer-start - Between the thread and the box to add a note.
 * @fires {NoteAddedEvent} case-note-added - A note was written and the backend has it.
 * @fires {SignInEvent} case-sign-in - The customer wants to sign in.
 * @csspart heading - The heading of the thread.
 * @csspart thread - The list of notes.
 * @csspart note - A note; also `note-own`, `note-staff`, `note-customer` or `note-internal`.
 * @csspart note-header - Author, side and time of a note.
 * @csspart note-text - The words of a note.
 * @csspart note-edit - The box to correct an own note.
 * @csspart internal - The badge of a note that only staff can see.
 * @csspart day - The date above the first note of a day.
 * @csspart new - The line above the first unread note.
 * @csspart jump - The button that leads to new notes out of sight.
 * @csspart mark - How far an undelivered note is; also `mark-queued`, `mark-sending`, `mark-held` or `mark-refused`.
 * @csspart composer - The box to add a note.
 * @csspart draft - Says that a draft was restored, or that there is a newer one.
 * @csspart composer-closed - Stands for the box where no note may be added.
 * @csspart label - The label of a text box.
 * @csspart textarea - A text box.
 * @csspart files - A list of files.
 * @csspart file - A file of a note, or on its way.
 * @csspart picker - The control to choose files.
 * @csspart dropzone - The area to drop files on.
 * @csspart refused-files - Why files were not admitted.
 * @csspart button - Every button; also `button-primary`, `button-yes` or `button-no`.
 * @csspart dialog - The question before a note is deleted; also `dialog-heading` and `dialog-answers`.
 * @csspart stale - Says how old the notes are, where support cannot be reached.
 * @csspart error - What went wrong.
 * @csspart signed-out - Stands for everything while nobody is signed in.
 * @csspart not-connected - Stands for everything while there is no provider.
 * @csspart empty - The words for a case without notes.
 * @csspart skeleton - Stands for a note while the notes load.
 * @cssstate loading - The notes are on their way.
 * @cssstate empty - There are no notes.
 * @cssstate error - The notes could not be loaded.
 */
export class CaseNotes extends LitElement {
  static override styles = [base, prose, notes];

  /** The case whose notes are shown. */
  @property({ attribute: 'case-id', converter: caseId }) caseId: Id = '';

  readonly #case = new CaseController(this, notesTexts);
  readonly #internals = this.attachInternals();
  readonly #view = new ViewWatch(() => this.#onViewChange());
  readonly #writing = new LazyPart(this, async () => {
    const { NoteWriting } = await import('./parts/note-writing.js');
    const part = new NoteWriting(this.#case, {
      focus: (id) => {
        this.#focusNext = id;
        this.requestUpdate();
      },
      seen: () => this.#thread.seen(),
    });
    return { part, styles: NoteWriting.styles };
  });
  #thread = new ThreadWatch();
  #hold: (() => void) | undefined;
  #focusNext: string | undefined;

  /** New notes out of sight. */
  @state() private missed = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#case.follow(changed)) {
      this.missed = 0;
      this.#thread = new ThreadWatch();
    }
    // Words are kept whatever the case's state is.
    this.#writing.get()?.follow();
    this.#notice();
    setStates(this.#internals, {
      loading: this.#status === 'loading',
      empty: this.#isEmpty,
      error: this.#status === 'failed',
    });
  }

  protected override render(): TemplateResult {
    const { t } = this.#case;
    const unready = renderUnready(this.#case) ?? this.#renderNoCase();
    // Words that are not sent stay in sight while their author must sign in again.
    const writes = !unready || (this.#case.state?.phase === 'signed-out' && this.#writing.part?.isDirty);
    const empty = this.#permission?.allowed ? 'notes/empty' : 'notes/empty/readonly';
    return html`<slot name="header"></slot>
      ${unready ?? this.#renderThread()}
      <slot name="empty" ?hidden=${!!unready || !this.#isEmpty}
        ><p class="empty muted" part="empty">${t(empty)}</p></slot
      >
      <slot name="composer-start" ?hidden=${!!unready}></slot>
      ${writes ? this.#renderWriting() : nothing} ${this.#case.renderFoot(t('notes/newtab'))}`;
  }

  protected override updated(): void {
    const preventScroll = this.#hold !== undefined;
    this.#hold?.();
    this.#view.observe(this);
    this.#view.observe(this.#find('end'));
    if (this.#focusNext) this.#find(this.#focusNext)?.focus({ preventScroll });
    this.#hold = this.#focusNext = undefined;
    this.#markRead();
  }

  #renderNoCase(): TemplateResult | undefined {
    const { t, value } = this.#case;
    if (!this.caseId) return html`<p class="empty muted" part="empty">${t('notes/choose')}</p>`;
    return value?.view.status === 'gone' ? renderFailure(t, { kind: 'not-found' }) : undefined;
  }

  #renderThread(): TemplateResult {
    const { t, value, session } = this.#case;
    const thread = value?.thread;
    const isReady = session && thread && (thread.status !== 'loading' || thread.notes.length);
    return html`<section class="stack" aria-labelledby="heading" aria-busy=${isReady ? nothing : 'true'}>
      <h3 id="heading" part="heading" tabindex="-1">${t('notes/heading')}</h3>
      ${isReady ? this.#renderNotes(thread) : this.#renderSkeleton()}
    </section>`;
  }

  #renderNotes({ failure, asOf, hasOlder, loadingOlder, notes: shown }: ThreadView): TemplateResult {
    const { t, refresh } = this.#case;
    const { newSince } = this.#thread;
    const writing = this.#writing.get();
    const older = html`<button id="older" part="button" aria-disabled=${loadingOlder} @click=${this.#onOlder}>
      ${t(loadingOlder ? 'state/loading' : 'notes/older')}
    </button>`;
    const jump = html`<button class="primary jump" part="jump button button-primary" @click=${this.#onJump}>
      ${t('notes/new/jump', { count: this.missed })}
    </button>`;
    return html`${failure ? (writing?.renderStale(failure, asOf) ?? renderFailure(t, failure, refresh)) : nothing}
      ${hasOlder ? older : nothing}
      <ol class="stack" part="thread" ?hidden=${!shown.length}>
        ${repeat(
          shown,
          ({ id }) => id,
          (note, index) => {
            const opens = { isNew: note.id === newSince, isDay: !isSameDay(note, shown[index - 1]) };
            return renderNote(note, opens, this.#case, writing?.corrections);
          },
        )}
      </ol>
      <div id="end"></div>
      ${this.missed ? jump : nothing}`;
  }

  #renderSkeleton(): TemplateResult {
    const shape = html`<div class="note stack" part="skeleton">
      <div class="skeleton by"></div>
      <div class="skeleton text"></div>
    </div>`;
    return html`<p class="visually-hidden">${this.#case.t('state/loading')}</p>
      ${shape}${shape}${shape}`;
  }

  #renderWriting(): unknown {
    const { session, value, t } = this.#case;
    if (!session || !value?.view.case) return nothing;
    if (this.#writing.failed) return renderFailure(t, { kind: 'network' }, this.#writing.retry);
    return this.#writing.get()?.render(this.#permission, session);
  }

  readonly #onOlder = (): void => void this.#case.store?.loadOlderNotes(this.caseId);

  readonly #onJump = (): void => {
    const { newSince } = this.#thread;
    const first = newSince ? this.#find(`note-${newSince}`) : this.#first('li:last-of-type article');
    this.missed = 0;
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: 'nearest' });
  };

  #onViewChange(): void {
    if (this.missed && this.#view.isInView(this.#find('end'))) this.missed = 0;
    this.#markRead();
  }

  #markRead(): void {
    if (this.#status === 'ready' && this.#view.isInView(this)) this.#case.store?.markRead(this.caseId);
  }

  /** Before a render: what is new in the thread, and what must not move because of it. */
  #notice(): void {
    const { value, t, say } = this.#case;
    if (value?.thread.status !== 'ready') return;
    const { arrived, own, older } = this.#thread.look(value.thread.notes);
    const [note] = arrived;
    if (note) say(t('notes/arrived', { count: arrived.length, author: isolated(note.author.name) }));
    if (older) say(t('notes/older/loaded', { count: older }));
    if (!note && !own && !older) return;
    const composer = this.#first('.composer');
    const followsEnd = own || composer?.matches(':focus-within') || this.#view.isInView(this.#find('end'));
    if (!followsEnd) this.missed += arrived.length;
    const anchor = older ? this.#first('article') : followsEnd ? composer : null;
    if (!anchor) return;
    this.#hold = holdInPlace(anchor);
    if (older && this.#find('older')?.matches(':focus')) this.#focusNext = anchor.id;
  }

  #find(id: string): HTMLElement | null {
    return this.shadowRoot?.getElementById(id) ?? null;
  }

  #first(selector: string): HTMLElement | null {
    return this.renderRoot?.querySelector(selector) ?? null;
  }

  get #status(): ThreadView['status'] | undefined {
    return this.#case.value?.thread.status;
  }

  get #permission(): CaseAction | undefined {
    return this.#case.value?.view.case?.actions.find(({ action }) => action === 'addNote');
  }

  get #isEmpty(): boolean {
    return this.#status === 'ready' && !this.#case.value?.thread.notes.length;
  }
}
