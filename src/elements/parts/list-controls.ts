/** What a list does not need for its first rows: the controls above them, and the keyboard's place among them. */
import type { TemplateResult } from 'lit';
import type { Translate } from '../../context/store-controller.js';
import type { TextDefaults } from '../../context/texts.js';
import type { Instant } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import { listToolbar } from '../styles/list-toolbar.js';
import { asOfTexts } from '../texts/as-of.js';
import { commonTexts } from '../texts/common.js';
import { listToolbarTexts } from '../texts/list-toolbar.js';
import { renderStale } from './as-of.js';
import type { ListFocus } from './list-focus.js';
import { renderHow, renderWhich, type ToolbarOptions } from './list-toolbar.js';

export { ListFocus } from './list-focus.js';

type Wishes = Omit<ToolbarOptions, 't'>;

/** For how long, ms, nothing is said of a list that does not come. */
const USUAL = 5000;

export class ListControls {
  static readonly styles = [listToolbar];
  readonly #t: ToolbarOptions['t'];
  readonly #asOf;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSlow = false;

  constructor(
    readonly focus: ListFocus,
    desk: { textsOf<M extends TextDefaults>(table: M): Translate<M> },
    private readonly onSlow: () => void,
  ) {
    this.#t = desk.textsOf(listToolbarTexts);
    this.#asOf = desk.textsOf({ ...commonTexts, ...asOfTexts });
  }

  /** For whoever waits longer than usual; to be asked with every rendering. */
  waitingWords(isLoading: boolean): string {
    if (isLoading) {
      this.#timer ??= setTimeout(() => {
        this.#isSlow = true;
        this.onSlow();
      }, USUAL);
    } else {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#isSlow = false;
    }
    return this.#isSlow ? this.#t('cases/list/slow') : '';
  }

  /** Beside rows of which a copy is all there is. */
  renderStale(failure: Failure, asOf: Instant | null, locale: string, retry: () => void): TemplateResult {
    return renderStale(failure, asOf, { t: this.#asOf, locale, retry });
  }

  /** Whose cases, and which state. */
  renderWhich(wishes: Wishes): TemplateResult {
    return renderWhich({ ...wishes, t: this.#t });
  }

  /** Which words, in which order. */
  renderHow(wishes: Wishes): TemplateResult {
    return renderHow({ ...wishes, t: this.#t });
  }
}
