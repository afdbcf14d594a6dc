import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StoreController } from '../context/store-controller.js';
import type { Id } from '../model/case.js';
import type { Session } from '../model/session.js';
import type { Operation } from '../model/operation.js';
import { selectCase, selectThread, type CaseView, type ThreadView } from '../store/case-selectors.js';
import type { StoreState } from '../store/state.js';
import type { CaseStore, NewNote, Outcome } from '../store/store.js';
import { NoteAddedEvent } from './events.js';
import { AttachmentDownloads } from './parts/attachment-download.js';
import { caseId } from './parts/case-id.js';
import { openDialog } from './parts/confirm-dialog.js';
import { copyText } from './parts/copy.js';
import { setStates } from './parts/custom-states.js';
import { FilePicker } from './parts/file-picker.js';
import { isolated } from './parts/names.js';
import { MinuteController } from './parts/minute-controller.js';
import { renderComposer } from './parts/note-composer.js';
import { NoteCorrections } from './parts/note-corrections.js';
import { NoteDrafts, type NoteWords } from './parts/note-drafts.js';
import { excess } from './parts/note-editor.js';
import { renderEntry, type NoteContext } from './parts/note.js';
import { arrange, ThreadWatch } from './parts/note-thread.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { holdInPlace, ViewWatch } from './parts/thread-scroll.js';
import { base } from './styles/base.js';
import { dialog } from './styles/dialog.js';
import { filesStyles } from './styles/files.js';
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
  static override styles = [base, filesStyles, dialog, notes];

  /** The case whose notes are shown. */
  @property({ attribute: 'case-id', converter: caseId }) caseId: Id = '';

  readonly #casement = new StoreController(this, (from) => this.#select(from), notesTexts, (store) => this.#watch(store));
  readonly #internals = this.attachInternals();
  readonly #downloads = new AttachmentDownloads(this, (name) => this.#say(this.#casement.t('file/downloaded', { name: isolated(name) })));
  readonly #picker = new FilePicker(this, {
    limits: () => this.#session?.limits,
    locale: () => this.#casement.locale,
    t: this.#casement.t,
    announce: (words) => this.#say(words),
    onChange: () => this.#keep({ files: this.#picker.files }),
  });
  readonly #corrections = new NoteCorrections(this, {
    caseId: () => this.caseId,
    store: () => this.#casement.store,
    t: this.#casement.t,
    announce: (words) => this.#say(words),
    focus: (selector) => this.#focusLater(selector),
    takeBack: (note) => this.#drafts.takeBack(this.caseId, note),
    copy: (text) => void this.#copy(text),
  });
  readonly #drafts = new NoteDrafts();
  readonly #thread = new ThreadWatch();
  #view: ViewWatch | undefined;
  #watched: Id | undefined;
  #hold: (() => void) | undefined;
  #focusNext: string | undefined;

  @state() private announcement = '';
  @state() private error: string | undefined;
  /** New notes out of sight. */
  @state() private missed = 0;

  constructor() {
    super();
    new MinuteController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#view = new ViewWatch(() => this.#onViewChange());
    this.#view.observe(this);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('caseId')) this.#changeCase();
    const { viewer } = this.#session ?? {};
    this.#drafts.belongTo(viewer?.id);
    this.#picker.files = this.#words.files;
    this.#notice();
    const { thread } = this.#casement.value ?? {};
    setStates(this.#internals, {
      loading: thread?.status === 'loading',
      empty: this.#isEmpty,
      error: thread?.status === 'failed',
    });
  }

  protected override render(): TemplateResult {
    const { t } = this.#casement;
    const unready = renderUnready(this.#casement) ?? this.#renderNoCase();
    return html`<slot name="header"></slot>
      ${unready ?? this.#renderThread()}
      <slot name="empty" ?hidden=${!!unready || !this.#isEmpty}>${this.#renderEmpty()}</slot>
      <slot name="composer-start" ?hidden=${!!unready}></slot>
      ${unready ? nothing : this.#renderComposer()} ${this.#corrections.renderQuestion() ?? nothing}
      <span id="new-tab" hidden>${t('notes/newtab')}</span>
      <div role="status" class="visually-hidden">${this.announcement}</div>`;
  }

  protected override updated(): void {
    const isHeld = this.#hold !== undefined;
    this.#hold?.();
    this.#hold = undefined;
    openDialog(this.renderRoot);
    const end = this.#find('.end');
    if (end) this.#view?.observe(end);
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
    if (!thread || !store || !this.#session || (thread.status === 'loading' && !thread.notes.length)) return this.#renderSkeleton();
    const context = this.#context(store, this.#session, value);
    return html`<section class="stack" aria-labelledby="heading">
      <h3 id="heading" part="heading" tabindex="-1">${t('notes/heading')}</h3>
      ${thread.failure ? renderFailure(t, thread.failure, () => void store.refreshCase(this.caseId)) : nothing}
      ${
        thread.hasOlder
          ? html`<button type="button" id="older" part="button" aria-disabled=${thread.loadingOlder} @click=${this.#onOlder}>
              ${t(thread.loadingOlder ? 'state/loading' : 'notes/older')}
            </button>`
          : nothing
      }
      <ol class="thread stack" part="thread" ?hidden=${!thread.notes.length}>
        ${repeat(arrange(thread.notes, this.#thread.newSince), ({ note }) => note.id, (entry) => renderEntry(entry, context))}
      </ol>
      <div class="end"></div>
      ${
        this.missed
          ? html`<button type="button" class="primary jump" part="jump button button-primary" @click=${this.#onJump}>
              ${t('notes/new/jump', { count: this.missed })}
            </button>`
          : nothing
      }
    </section>`;
  }

  #renderSkeleton(): TemplateResult {
    const { t } = this.#casement;
    return html`<section class="stack" aria-busy="true">
      <h3 part="heading">${t('notes/heading')}</h3>
      <p class="visually-hidden">${t('state/loading')}</p>
      ${[1, 2, 3].map(() => html`<div class="note" part="skeleton"><div class="skeleton by"></div><div class="skeleton text"></div></div>`)}
    </section>`;
  }

  #renderEmpty(): TemplateResult {
    const words = this.#mayWrite ? 'notes/empty' : 'notes/empty/readonly';
    return html`<p class="empty muted" part="empty">${this.#casement.t(words)}</p>`;
  }

  #renderComposer(): TemplateResult | typeof nothing {
    const session = this.#session;
    const opened = this.#casement.value?.view.case;
    if (!session || !opened) return nothing;
    return renderComposer({
      t: this.#casement.t,
      words: this.#words,
      error: this.error,
      limit: session.limits.noteMaxLength,
      permission: opened.actions.find(({ action }) => action === 'addNote'),
      picker: session.capabilities.attachments ? this.#picker : undefined,
      canBeInternal: session.capabilities.internalNotes,
      onInput: (words) => this.#keep(words),
      onSend: () => this.#send(),
      onCopy: (text) => void this.#copy(text),
    });
  }

  #context(store: CaseStore, session: Session, { progress }: Selected): NoteContext {
    const { t, locale } = this.#casement;
    return {
      t, locale, store, progress,
      downloads: this.#downloads,
      viewerSide: session.viewer.side,
      limit: session.limits.noteMaxLength,
      edit: this.#corrections.current,
      do: this.#corrections,
    };
  }

  readonly #onOlder = (): void => {
    void this.#casement.store?.loadOlderNotes(this.caseId);
  };

  readonly #onJump = (): void => {
    const first = this.#find(`#note-${CSS.escape(this.#thread.newSince ?? '')}`) ?? this.#find('li:last-of-type article');
    this.missed = 0;
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: 'nearest' });
  };

  #onViewChange(): void {
    if (this.missed && this.#view?.isInView(this.#find('.end'))) this.missed = 0;
    this.#markRead();
  }

  #markRead(): void {
    if (this.#casement.value?.thread.status === 'ready' && this.#view?.isInView(this)) this.#casement.store?.markRead(this.caseId);
  }

  /** Before a render: what is new in the thread, and what must not move because of it. */
  #notice(): void {
    const { value, t } = this.#casement;
    if (value?.thread.status !== 'ready') return;
    const { arrived, own, older } = this.#thread.look(value.thread.notes);
    const author = arrived[0]?.author.name;
    if (author) this.#say(t('notes/arrived', { count: arrived.length, author: isolated(author) }));
    if (older) this.#say(t('notes/older/loaded', { count: older }));
    const isWriting = this.#find('.composer')?.matches(':focus-within') ?? false;
    const followsEnd = own || isWriting || (this.#view?.isInView(this.#find('.end')) ?? false);
    if (arrived.length && !followsEnd) this.missed += arrived.length;
    const anchor = older ? this.#find('article') : followsEnd ? this.#find('.composer') : null;
    if (anchor && (older || own || arrived.length)) this.#hold = holdInPlace(anchor);
    if (older && this.#find('#older')?.matches(':focus') && anchor) this.#focusNext = `#${CSS.escape(anchor.id)}`;
  }

  #changeCase(): void {
    this.#corrections.forget();
    this.error = undefined;
    this.missed = 0;
    this.announcement = '';
    this.#thread.forget();
    if (this.#watched !== this.caseId) this.#casement.reconnect();
  }

  #watch(store: CaseStore): (() => void) | undefined {
    this.#watched = this.caseId;
    return this.caseId ? store.watchCase(this.caseId) : undefined;
  }

  #send(): void {
    const { store, t } = this.#casement;
    const { text, internal, files } = this.#words;
    this.#focusLater('#note');
    if (!store || !this.#session || !this.#mayWrite || excess(text, this.#session.limits.noteMaxLength)) return;
    this.error = text.trim() || files.length ? undefined : t('notes/add/empty');
    if (this.error) return;
    const note: NewNote = { text, files, ...(internal ? { visibility: 'internal' as const } : {}) };
    const { id, settled, done } = store.addNote(this.caseId, note);
    this.#drafts.sent(this.caseId, id);
    this.#picker.clear();
    this.#thread.seen();
    const writtenTo = this.caseId;
    void settled.then((outcome) => this.#report(outcome));
    void done.then(({ state: end }) => {
      this.#drafts.delivered(id);
      if (end === 'delivered') this.dispatchEvent(new NoteAddedEvent(writtenTo, id));
    });
  }

  #report({ state: end }: Outcome): void {
    if (end !== 'discarded') this.#say(this.#casement.t(`notes/add/${end === 'delivered' ? 'done' : end}`));
  }

  async #copy(text: string): Promise<void> {
    this.#say(this.#casement.t((await copyText(text)) ? 'notes/copied' : 'notes/copy/failed'));
  }

  #keep(words: Partial<NoteWords>): void {
    this.#drafts.change(this.caseId, words);
    this.error = undefined;
    this.requestUpdate();
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
    return { phase, progress, operations, thread: selectThread(from, this.caseId), view: selectCase(from, this.caseId) };
  }

  get #session(): Session | null {
    return this.#casement.state?.session ?? null;
  }

  get #words(): NoteWords {
    return this.#drafts.get(this.caseId);
  }

  get #mayWrite(): boolean {
    return this.#casement.value?.view.case?.actions.some(({ action, allowed }) => action === 'addNote' && allowed) ?? false;
  }

  get #isEmpty(): boolean {
    const { thread } = this.#casement.value ?? {};
    return thread?.status === 'ready' && !thread.notes.length;
  }
}
