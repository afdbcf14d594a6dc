import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StoreController } from '../context/store-controller.js';
import type { CaseAction, Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import type { Session } from '../model/session.js';
import { selectCase, selectThread, type CaseView, type ThreadView } from '../store/case-selectors.js';
import type { StoreState } from '../store/state.js';
import type { CaseStore } from '../store/store.js';
import { caseId } from './parts/case-id.js';
import { setStates } from './parts/custom-states.js';
import { LazyPart } from './parts/lazy-part.js';
import { MinuteController } from './parts/minute-controller.js';
import { isolated } from './parts/names.js';
import { arrange, ThreadWatch } from './parts/note-thread.js';
import type { WritingHost } from './parts/note-writing.js';
import { renderEntry } from './parts/note.js';
import { openDialog } from './parts/open-dialog.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { holdInPlace, ViewWatch } from './parts/thread-scroll.js';
import { base } from './styles/base.js';
import { notes } from './styles/notes.js';
import { notesTexts } from './texts/notes.js';

interface Selected {
  readonly thread: ThreadView;
  readonly view: CaseView;
  readonly phase: StoreState['phase'];
  readonly progress: StoreState['progress'];
  readonly operations: readonly Operation[];
}

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
  static override styles = [base, notes];

  /** The case whose notes are shown. */
  @property({ attribute: 'case-id', converter: caseId }) caseId: Id = '';

  readonly #casement = new StoreController(
    this,
    (from) => this.#select(from),
    notesTexts,
    (store) => this.#watch(store),
  );
  readonly #internals = this.attachInternals();
  readonly #thread = new ThreadWatch();
  readonly #view = new ViewWatch(this, () => this.#onViewChange());
  readonly #writing = new LazyPart(this, async () => {
    const { NoteWriting } = await import('./parts/note-writing.js');
    return { part: new NoteWriting(this.#host), styles: NoteWriting.styles };
  });
  readonly #attachments = new LazyPart(this, async () => {
    const { Attachments } = await import('./parts/attachment.js');
    return { part: new Attachments(this, this.#host), styles: Attachments.styles };
  });
  readonly #host = hostOf(this, this.#casement, {
    say: (words) => this.#say(words),
    focus: (selector) => this.#focusLater(selector),
    seen: () => this.#thread.seen(),
  });
  #watched: Id | undefined;
  #hold: (() => void) | undefined;
  #focusNext: string | undefined;

  @state() private announcement = '';
  /** New notes out of sight. */
  @state() private missed = 0;

  constructor() {
    super();
    new MinuteController(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('caseId')) this.#changeCase();
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
    const { t } = this.#casement;
    const unready = renderUnready(this.#casement) ?? this.#renderNoCase();
    return html`<slot name="header"></slot>
      ${unready ?? this.#renderThread()}
      <slot name="empty" ?hidden=${!!unready || !this.#isEmpty}>${this.#renderEmpty()}</slot>
      <slot name="composer-start" ?hidden=${!!unready}></slot>
      ${unready ? nothing : this.#renderWriting()}
      <span id="new-tab" hidden>${t('notes/newtab')}</span>
      <div role="status" class="visually-hidden">${this.announcement}</div>`;
  }

  protected override updated(): void {
    const isHeld = this.#hold !== undefined;
    this.#hold?.();
    this.#hold = undefined;
    openDialog(this.renderRoot);
    this.#view.observe(this.#find('.end'));
    if (this.#focusNext) this.#find(this.#focusNext)?.focus({ preventScroll: isHeld });
    this.#focusNext = undefined;
    this.#markRead();
  }

  #renderNoCase(): TemplateResult | undefined {
    const { t, value } = this.#casement;
    if (!this.caseId) return html`<p class="empty muted" part="empty">${t('notes/choose')}</p>`;
    if (value?.view.status === 'gone') return renderFailure(t, { kind: 'not-found' });
    return undefined;
  }

  #renderThread(): TemplateResult {
    const { t, value, store } = this.#casement;
    const thread = value?.thread;
    const isReady = thread && store && this.#session && (thread.status !== 'loading' || thread.notes.length);
    return html`<section class="stack" aria-labelledby="heading" aria-busy=${isReady ? nothing : 'true'}>
      <h3 id="heading" part="heading" tabindex="-1">${t('notes/heading')}</h3>
      ${isReady ? this.#renderNotes(thread, store) : this.#renderSkeleton()}
    </section>`;
  }

  #renderNotes(thread: ThreadView, store: CaseStore): TemplateResult {
    const { t, locale } = this.#casement;
    const context = {
      t,
      locale,
      viewerSide: this.#session?.viewer.side ?? 'customer',
      tools: this.#writing.get()?.tools,
      attachments: () => this.#attachments.get(),
    };
    return html`${thread.failure ? renderFailure(t, thread.failure, () => void store.refreshCase(this.caseId)) : nothing}
      ${
        thread.hasOlder
          ? html`<button
              type="button"
              id="older"
              part="button"
              aria-disabled=${thread.loadingOlder}
              @click=${this.#onOlder}
            >
              ${t(thread.loadingOlder ? 'state/loading' : 'notes/older')}
            </button>`
          : nothing
      }
      <ol class="thread stack" part="thread" ?hidden=${!thread.notes.length}>
        ${repeat(
          arrange(thread.notes, this.#thread.newSince),
          ({ note }) => note.id,
          (entry) => renderEntry(entry, context),
        )}
      </ol>
      <div class="end"></div>
      ${
        this.missed
          ? html`<button
              type="button"
              class="primary jump"
              part="jump button button-primary"
              @click=${this.#onJump}
            >
              ${t('notes/new/jump', { count: this.missed })}
            </button>`
          : nothing
      }`;
  }

  #renderSkeleton(): TemplateResult {
    return html`<p class="visually-hidden">${this.#casement.t('state/loading')}</p>
      ${[1, 2, 3].map(
        () =>
          html`<div class="note" part="skeleton">
            <div class="skeleton by"></div>
            <div class="skeleton text"></div>
          </div>`,
      )}`;
  }

  #renderEmpty(): TemplateResult {
    const words = this.#permission?.allowed ? 'notes/empty' : 'notes/empty/readonly';
    return html`<p class="empty muted" part="empty">${this.#casement.t(words)}</p>`;
  }

  #renderWriting(): TemplateResult | typeof nothing {
    const session = this.#session;
    if (!session || !this.#casement.value?.view.case) return nothing;
    if (this.#writing.failed)
      return renderFailure(this.#casement.t, { kind: 'network' }, this.#writing.retry);
    return this.#writing.get()?.render(this.#permission, session) ?? nothing;
  }

  readonly #onOlder = (): void => {
    void this.#casement.store?.loadOlderNotes(this.caseId);
  };

  readonly #onJump = (): void => {
    const { newSince } = this.#thread;
    const first = this.#find(newSince ? `#note-${CSS.escape(newSince)}` : 'li:last-of-type article');
    this.missed = 0;
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: 'nearest' });
  };

  #onViewChange(): void {
    if (this.missed && this.#view.isInView(this.#find('.end'))) this.missed = 0;
    this.#markRead();
  }

  #markRead(): void {
    if (this.#status === 'ready' && this.#view.isInView(this)) this.#casement.store?.markRead(this.caseId);
  }

  /** Before a render: what is new in the thread, and what must not move because of it. */
  #notice(): void {
    const { value, t } = this.#casement;
    if (value?.thread.status !== 'ready') return;
    const { arrived, own, older } = this.#thread.look(value.thread.notes);
    const author = arrived[0]?.author.name;
    if (author) this.#say(t('notes/arrived', { count: arrived.length, author: isolated(author) }));
    if (older) this.#say(t('notes/older/loaded', { count: older }));
    if (!arrived.length && !own && !older) return;
    const composer = this.#find('.composer');
    const followsEnd = own || composer?.matches(':focus-within') || this.#view.isInView(this.#find('.end'));
    if (!followsEnd) this.missed += arrived.length;
    const anchor = older ? this.#find('article') : followsEnd ? composer : null;
    if (!anchor) return;
    this.#hold = holdInPlace(anchor);
    if (older && this.#find('#older')?.matches(':focus')) this.#focusNext = `#${CSS.escape(anchor.id)}`;
  }

  #changeCase(): void {
    this.missed = 0;
    this.announcement = '';
    this.#thread.forget();
    if (this.#watched !== this.caseId) this.#casement.reconnect();
  }

  #watch(store: CaseStore): (() => void) | undefined {
    this.#watched = this.caseId;
    return this.caseId ? store.watchCase(this.caseId) : undefined;
  }

  /** The same words again are said again. */
  #say(words: string): void {
    this.announcement = words === this.announcement ? `${words}\u00a0` : words;
  }

  #focusLater(selector: string): void {
    this.#focusNext = selector;
    this.requestUpdate();
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot?.querySelector(selector) ?? null;
  }

  #select(from: StoreState): Selected {
    const { phase, progress, operations } = from;
    return {
      phase,
      progress,
      operations,
      thread: selectThread(from, this.caseId),
      view: selectCase(from, this.caseId),
    };
  }

  get #session(): Session | null {
    return this.#casement.state?.session ?? null;
  }

  get #status(): ThreadView['status'] | undefined {
    return this.#casement.value?.thread.status;
  }

  get #permission(): CaseAction | undefined {
    return this.#casement.value?.view.case?.actions.find(({ action }) => action === 'addNote');
  }

  get #isEmpty(): boolean {
    return this.#status === 'ready' && !this.#casement.value?.thread.notes.length;
  }
}

/** What parts of the element that are fetched later see of it. */
function hostOf(
  element: CaseNotes,
  casement: StoreController<Selected, typeof notesTexts>,
  actions: Pick<WritingHost, 'say' | 'focus' | 'seen'>,
): WritingHost {
  return {
    element,
    ...actions,
    t: casement.t,
    requestUpdate: () => element.requestUpdate(),
    get caseId() {
      return element.caseId;
    },
    get store() {
      return casement.store;
    },
    get session() {
      return casement.state?.session ?? null;
    },
    get locale() {
      return casement.locale;
    },
  };
}
