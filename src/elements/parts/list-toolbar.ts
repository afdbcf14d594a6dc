/** What chooses the cases that a list shows: whose, which state, which words, which order. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseQuery, CaseSort } from '../../model/case.js';
import type { Scope } from '../../model/session.js';
import type { Translate } from '../../context/store-controller.js';
import type { listToolbarTexts } from '../texts/list-toolbar.js';
import { FILTER_MAX_LENGTH, OFFERED_SORTS, oneOf, SORTS, STATES } from './list-query.js';

export type Choice =
  { readonly scope: string } | { readonly state: CaseQuery['state'] } | { readonly sort: CaseSort };

export interface ToolbarOptions {
  readonly t: Translate<typeof listToolbarTexts>;
  readonly query: CaseQuery;
  /** As typed: spaces at the end, which the query leaves out, stay under the cursor. */
  readonly text: string;
  readonly scopes: readonly Scope[];
  readonly onChoice: (choice: Choice) => void;
  /** `now`: the customer does not want to wait for the end of typing. */
  readonly onFilter: (text: string, now: boolean) => void;
}

/** Whose cases, and which state. */
export function renderWhich(options: ToolbarOptions): TemplateResult {
  return html`${options.scopes.length > 1 ? renderScopes(options) : nothing} ${renderStates(options)}`;
}

/** Which words, in which order. */
export function renderHow(options: ToolbarOptions): TemplateResult {
  return html`${renderFilter(options)} ${renderSorts(options)}`;
}

function renderScopes({ t, query, scopes, onChoice }: ToolbarOptions): TemplateResult {
  const choose = (event: Event): void => onChoice({ scope: (event.target as HTMLSelectElement).value });
  return html`<label class="scope">
    <span class="visually-hidden">${t('cases/list/scope')}</span>
    <select part="scope" @change=${choose}>
      ${scopes.map(
        (scope) =>
          html`<option value=${scope.id} .selected=${scope.id === query.scope}>${scope.label}</option>`,
      )}
    </select>
  </label>`;
}

function renderStates({ t, query, onChoice }: ToolbarOptions): TemplateResult {
  const choose = (event: Event): void =>
    onChoice({ state: oneOf(STATES, (event.target as HTMLInputElement).value) });
  return html`<fieldset class="states" part="state" @change=${choose}>
    <legend class="visually-hidden">${t('cases/list/state')}</legend>
    ${STATES.map(
      (state) =>
        html`<label>
          <input type="radio" name="state" value=${state} .checked=${state === query.state} />
          <span part="state-option">${t(`cases/list/state/${state}`)}</span>
        </label>`,
    )}
  </fieldset>`;
}

function renderFilter({ t, text, onFilter }: ToolbarOptions): TemplateResult {
  const take = (event: Event, now: boolean): void => onFilter((event.target as HTMLInputElement).value, now);
  const takeOnEnter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing) take(event, true);
  };
  return html`<label class="filter">
    <span class="visually-hidden">${t('cases/list/filter')}</span>
    <input
      type="search"
      part="filter"
      autocomplete="off"
      enterkeyhint="search"
      maxlength=${FILTER_MAX_LENGTH}
      placeholder=${t('cases/list/filter/hint')}
      .value=${text}
      @input=${(event: Event) => take(event, false)}
      @keydown=${takeOnEnter}
    />
  </label>`;
}

/** An order that only a page asked for has no name of its own, and is offered while it is the chosen one. */
function renderSorts({ t, query, onChoice }: ToolbarOptions): TemplateResult {
  const choose = (event: Event): void =>
    onChoice({ sort: oneOf(SORTS, (event.target as HTMLSelectElement).value) });
  const option = (sort: CaseSort, label: string): TemplateResult =>
    html`<option value=${sort} .selected=${sort === query.sort}>${label}</option>`;
  const isOffered = OFFERED_SORTS.some((sort) => sort === query.sort);
  return html`<label class="sort">
    <span class="visually-hidden">${t('cases/list/sort')}</span>
    <select part="sort" @change=${choose}>
      ${OFFERED_SORTS.map((sort) => option(sort, t(`cases/list/sort/${sort}`)))}
      ${isOffered ? nothing : option(query.sort, t('cases/list/sort/other'))}
    </select>
  </label>`;
}
