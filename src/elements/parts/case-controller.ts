import { html, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { StoreController } from '../../context/store-controller.js';
import type { TextDefaults } from '../../context/texts.js';
import type { Id } from '../../model/case.js';
import type { FileView } from '../../model/project.js';
import type { Session } from '../../model/session.js';
import { selectCase, selectThread, type CaseView, type ThreadView } from '../../store/case-selectors.js';
import type { StoreState } from '../../store/state.js';
import { LazyPart } from './lazy-part.js';
import { MinuteController } from './minute-controller.js';

interface Selected extends Pick<StoreState, 'phase' | 'progress' | 'operations'> {
  readonly view: CaseView;
  readonly thread: ThreadView;
}

/** What parts that are fetched later see of it; they bring their own texts. */
export type CaseDesk = Omit<CaseController<TextDefaults>, 't'>;

/** What elements that show one case have in common: they watch it, list files and say things. */
export class CaseController<T extends TextDefaults> extends StoreController<Selected, T> {
  readonly #files: LazyPart<{ render(files: readonly FileView[]): unknown }>;
  #watched: Id | undefined;
  #announcement = '';

  constructor(
    readonly element: LitElement & { readonly caseId: Id },
    texts: T,
  ) {
    super(
      element,
      (from) => {
        const { phase, progress, operations } = from;
        const { caseId } = element;
        return {
          phase,
          progress,
          operations,
          view: selectCase(from, caseId),
          thread: selectThread(from, caseId),
        };
      },
      texts,
      (store) => {
        this.#watched = element.caseId;
        return element.caseId ? store.watchCase(element.caseId) : undefined;
      },
    );
    new MinuteController(element);
    this.#files = new LazyPart(element, async () => {
      const { Attachments } = await import('./attachment.js');
      return { part: new Attachments(this), styles: Attachments.styles };
    });
  }

  get session(): Session | null {
    return this.state?.session ?? null;
  }

  /** Before an update: true when another case is shown from now on. */
  follow(changed: PropertyValues<{ caseId: Id }>): boolean {
    const isOther = changed.has('caseId');
    if (isOther) this.#announcement = '';
    if (this.#watched !== this.element.caseId) this.reconnect();
    // A question about what is no longer shown.
    if (isOther || !this.session) this.element.renderRoot?.querySelector('dialog')?.close();
    return isOther;
  }

  readonly refresh = (): void => void this.store?.refreshCase(this.element.caseId);

  /** Says something in the live region; the same words again are said again. */
  readonly say = (words: string): void => {
    this.#announcement = words === this.#announcement ? `${words}\u00a0` : words;
    this.element.requestUpdate();
  };

  /** A list of files; fetched when the first one is to be shown. */
  renderFiles(files: readonly FileView[]): unknown {
    return files.length ? this.#files.get()?.render(files) : undefined;
  }

  /** The end of the element: the live region, and what describes links. */
  renderFoot(newTab: string): TemplateResult {
    return html`<span id="new-tab" hidden>${newTab}</span>
      <div role="status" class="visually-hidden">${this.#announcement}</div>`;
  }
}
