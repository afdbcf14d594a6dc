/** The controls above the list: whose cases, which state, which words, which order, and a new case. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseQuery, CaseSort } from '../../model/case.js';
import type { Scope } from '../../model/session.js';
import type { ListT } from '../texts/list.js';
import { FILTER_MAX_LENGTH, OFFERED_SORTS, oneOf, SORTS, STATES } from './list-query.js';

export type Choice =
  { readonly scope: string } | { readonly state: CaseQuery['state'] } | { readonly sort: CaseSort };

export interface ToolbarOptions {
  readonly t: ListT;
  readonly query: CaseQuery;
  /** As typed: spaces at the end, which the query leaves out, stay under the cursor. */
  readonly text: string;
  readonly scopes: readonly Scope[];
  /** `unknown`: the place of the button is kept. */
  readonly create: 'allowed' | 'absent' | 'unknown';
  readonly onChoice: (choice: Choice) => void;
  /** `now`: the customer does not want to wait for the end of typing. */
  readonly onFilter: (text: string, now: boolean) => void;
  readonly onNew: () => unknown;
}

export function renderToolbar(options: ToolbarOptions): TemplateResult {
  return html`<div class="toolbar" part="toolbar">
    <div class="line">
      ${options.scopes.length > 1 ? renderScopes(options) : nothing} ${renderStates(options)}
      ${options.create === 'absent' ? nothing : renderNew(options)}
    </div>
    <div class="line">${renderFilter(options)} ${renderSorts(options)}</div>
  </div>`;
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

function renderNew({ t, create, onNew }: ToolbarOptions): TemplateResult {
  return html`<button
    class="primary new ${create === 'unknown' ? 'reserved' : ''}"
    part="button button-primary new-button"
    @click=${onNew}
  >
    ${t('cases/createbuttontext')}
  </button>`;
}
