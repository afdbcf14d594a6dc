import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isolated } from '../context/texts.js';
import type { Id } from '../model/case.js';
import type { CaseDetail } from '../model/project.js';
import type { Session } from '../model/session.js';
import { CaseBackEvent } from './work-events.js';
import { CaseController } from './parts/case-controller.js';
import { caseId } from './parts/case-id.js';
import { copyText } from './parts/copy.js';
import { setStates } from './parts/custom-states.js';
import { arrowIcon } from './parts/icons.js';
import { LazyPart } from './parts/lazy-part.js';
import { renderText } from './parts/linkify.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { renderStatus } from './parts/status-badge.js';
import { ensureDefined } from './registry.js';
import { base } from './styles/base.js';
import { prose } from './styles/prose.js';
import { status } from './styles/status.js';
import { view } from './styles/view.js';
import { viewTexts } from './texts/view.js';

/** Beyond this many characters or lines a description starts folded. */
const LONG_TEXT = 700;
const LONG_LINES = 10;

const NOTE_PARTS =
  'signed-out, draft, heading:notes-heading, thread, note, note-own, note-staff, note-customer, note-internal, note-header, note-text, internal, day, new, jump, mark, composer, composer-closed, label, textarea, files, file, picker, dropzone, button, button-primary, dialog, error';

/**
 * One case: what it is about, how it stands, what the viewer may do to it and why not more, and its notes.
 *
 * @tag case-view
 * @slot header - Above everything.
 * @slot facts-end - Between the facts and the notes.
 * @slot footer - Below everything.
 * @fires {CaseBackEvent} case-back - The customer leaves the case.
 * @fires {CaseEditEvent} case-edit - The customer wants to change its fields.
 * @fires {CaseTransitionedEvent} case-transitioned - The case was closed, cancelled, resolved or reopened.
 * @fires {SignInEvent} case-sign-in - The customer wants to sign in.
 * @csspart back - The button that leads back.
 * @csspart subject - The heading.
 * @csspart number - The number of the case with the button that copies it.
 * @csspart status - The status; also `status-` and its name.
 * @csspart mark - A write that is not delivered; also `mark-queued`, `mark-sending`, `mark-held` or `mark-refused`.
 * @csspart actions - What the viewer may do.
 * @csspart action - A button for that; also `action-edit`, `action-close`, `action-cancel`, `action-resolve`, `action-reopen`.
 * @csspart reasons - Why the viewer may not do more.
 * @csspart resolution - How the case was resolved.
 * @csspart description - What the customer wrote.
 * @csspart facts - The list of facts.
 * @csspart fact - A term with its description.
 * @csspart files - The files of the case.
 * @csspart file - One of them.
 * @csspart notes - The notes, whose own parts are exported: `note`, `composer` and so on, the heading as `notes-heading`.
 * @csspart button - Every button; also `button-yes` or `button-no`.
 * @csspart textarea - The box for the resolution.
 * @csspart input - The field for the time spent.
 * @csspart dialog - The question before an action; also `dialog-heading` and `dialog-answers`.
 * @csspart stale - Says how old what is shown is, where support cannot be reached.
 * @csspart error - What went wrong.
 * @csspart empty - Stands for everything while no case is chosen.
 * @csspart gone - Stands for everything when the case is not available.
 * @csspart signed-out - Stands for everything while nobody is signed in.
 * @csspart not-connected - Stands for everything while there is no provider.
 * @csspart skeleton - Stands for everything while the case loads.
 * @cssstate loading - The case is on its way.
 * @cssstate gone - The case is not available.
 * @cssstate error - The case could not be loaded.
 * @cssstate closed - The case is resolved, closed or cancelled.
 */
export class CaseView extends LitElement {
  static override styles = [base, status, prose, view];

  /** The case that is shown. */
  @property({ attribute: 'case-id', converter: caseId }) caseId: Id = '';

  /** Offers a way back, as `case-back`. */
  @property({ type: Boolean }) back = false;

  readonly #case = new CaseController(this, viewTexts);
  readonly #internals = this.attachInternals();
  readonly #work = new LazyPart(this, async () => {
    const { CaseWork } = await import('./parts/case-work.js');
    return { part: new CaseWork(this.#case), styles: CaseWork.styles };
  });
  #focusSubject = false;

  @state() private unfolded = false;
  @state() private copied = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#case.follow(changed)) this.unfolded = this.copied = false;
    const { case: of, status: at } = this.#case.value?.view ?? {};
    if (this.caseId) this.#work.get()?.follow(of);
    setStates(this.#internals, {
      loading: at === 'loading' && !of,
      gone: at === 'gone',
      error: at === 'failed',
      closed: of?.state === 'closed',
    });
  }

  protected override render(): TemplateResult {
    const { t, value, session } = this.#case;
    const of = value?.view.case;
    // The notes ask to sign in again, and keep in sight what was not sent.
    const isExpired = session !== null && value?.phase === 'signed-out';
    const instead =
      (isExpired ? nothing : renderUnready(this.#case)) ??
      this.#renderNoCase() ??
      (session && of ? undefined : this.#renderSkeleton());
    return html`<slot name="header"></slot>
      <div class="stack case">
        ${this.back ? this.#renderBack() : nothing}
        ${instead ?? (session && of && this.#renderCase(of, session))}
        <slot name="facts-end" ?hidden=${!!instead}></slot>
        ${instead && !isExpired ? nothing : this.#renderNotes()}
      </div>
      <slot name="footer"></slot>
      ${this.#case.renderFoot(t('view/newtab'))}`;
  }

  protected override updated(): void {
    if (!this.#focusSubject) return;
    const subject = this.renderRoot.querySelector<HTMLElement>('h2, [part=gone]');
    subject?.focus();
    this.#focusSubject = !subject;
  }

  #renderNoCase(): TemplateResult | undefined {
    const { t, value, refresh } = this.#case;
    const { status: at, failure } = value?.view ?? {};
    if (!this.caseId) return html`<p class="empty muted" part="empty">${t('view/choose')}</p>`;
    if (at === 'gone') {
      return html`<p class="empty" part="gone" role="alert" tabindex="-1">
        ${t('cases/editcase/casenotfound')}
      </p>`;
    }
    return at === 'failed' && failure ? renderFailure(t, failure, refresh) : undefined;
  }

  #renderBack(): TemplateResult {
    return html`<button
      class="plain back"
      part="button back"
      @click=${() => this.dispatchEvent(new CaseBackEvent())}
    >
      ${arrowIcon} ${this.#case.t('view/back')}
    </button>`;
  }

  #renderSkeleton(): TemplateResult {
    return html`<div class="stack" part="skeleton" aria-busy="true">
      <p class="visually-hidden">${this.#case.t('state/loading')}</p>
      ${['subject', 'line', 'deeds', 'words', 'block'].map((shape) => html`<div class="skeleton ${shape}"></div>`)}
    </div>`;
  }

  #renderCase(of: CaseDetail, session: Session): TemplateResult {
    const { t, value, refresh } = this.#case;
    const { failure, asOf = null } = value?.view ?? {};
    const work = this.#work.get();
    return html`${failure ? (work?.renderStale(failure, asOf) ?? renderFailure(t, failure, refresh)) : nothing}
      <header class="stack">
        <h2 part="subject" tabindex="-1"><bdi>${of.subject}</bdi></h2>
        <div class="row">${renderStatus(of.status, of.statusLabel)} ${this.#renderNumber(of.number)}</div>
        ${work?.renderPending(of)}
      </header>
      ${work?.renderActions(of)}
      ${
        of.resolution
          ? html`<section class="notice success" part="resolution">
              <h3>${t('cases/editcase/resolution')}</h3>
              ${renderText(of.resolution)}
            </section>`
          : nothing
      }
      ${of.description.trim() ? this.#renderDescription(of.description) : nothing}
      ${
        of.attachments.length
          ? html`<section class="stack">
              <h3>${t('view/files')}</h3>
              ${this.#case.renderFiles(of.attachments)}
            </section>`
          : nothing
      }
      ${
        this.#work.failed
          ? renderFailure(t, { kind: 'network' }, this.#work.retry)
          : (work?.renderFacts(of, session) ?? html`<div class="skeleton block" aria-busy="true"></div>`)
      }`;
  }

  #renderNumber(number: string): TemplateResult {
    const { t } = this.#case;
    if (!number) return html`<span class="muted" part="number">${t('pending/unsent')}</span>`;
    return html`<span class="row number" part="number">
      <bdi>${number}</bdi>
      <button
        class="plain small"
        part="button"
        aria-label=${t('view/number/copy', { number: isolated(number) })}
        @click=${() => void this.#copy(number)}
      >
        ${t(this.copied ? 'view/number/copied' : 'view/copy')}
      </button>
    </span>`;
  }

  #renderDescription(description: string): TemplateResult {
    const { t } = this.#case;
    const isLong = description.length > LONG_TEXT || description.split('\n').length > LONG_LINES;
    const folded = isLong && !this.unfolded;
    return html`<section class="stack" part="description">
      <h3>${t('view/description')}</h3>
      <div id="description" class=${folded ? 'clamped' : ''}>${renderText(description)}</div>
      ${
        isLong
          ? html`<button
              class="plain"
              part="button"
              aria-expanded=${!folded}
              aria-controls="description"
              @click=${() => (this.unfolded = folded)}
            >
              ${t(folded ? 'view/more' : 'view/less')}
            </button>`
          : nothing
      }
    </section>`;
  }

  #renderNotes(): TemplateResult {
    ensureDefined('case-notes');
    return html`<case-notes part="notes" exportparts=${NOTE_PARTS} case-id=${this.caseId}></case-notes>`;
  }

  async #copy(number: string): Promise<void> {
    const { t, say } = this.#case;
    this.copied = await copyText(number);
    say(t(this.copied ? 'view/number/copied' : 'view/number/notcopied'));
  }

  /** Moves the focus to the subject, as soon as it is there. */
  override focus(): void {
    this.#focusSubject = true;
    this.requestUpdate();
  }
}
