/** One field of a form: label, help, the native control of its type, and what is wrong with it. */
import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import type { FieldValue } from '../../model/case.js';
import type { FieldDefinition, FieldError, FieldValues, Option } from '../../model/form.js';
import type { renderCombobox } from './field-combobox.js';
import { errorText, type FormT } from './field-errors.js';
import type { LookupController } from './field-lookup.js';
import type { FilePicker } from './file-picker.js';
import type { LazyPart } from './lazy-part.js';
import { failureText } from './states.js';

export interface FieldsView {
  readonly t: FormT;
  readonly locale: string;
  readonly values: FieldValues;
  readonly errors: ReadonlyMap<string, FieldError>;
  /** Nothing may be changed now. */
  readonly disabled: boolean;
  readonly picker: LazyPart<FilePicker>;
  readonly combobox: LazyPart<{ readonly renderCombobox: typeof renderCombobox }>;
  readonly optionsOf: (field: FieldDefinition) => readonly Option[];
  readonly lookupOf: (field: FieldDefinition) => LookupController | undefined;
  readonly onInput: (field: FieldDefinition, value: FieldValue) => void;
  readonly announce: (words: string) => void;
}

/** Ids of a field's parts, inside the shadow root. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

const ONE_LINE = {
  text: 'text',
  number: 'number',
  date: 'date',
  email: 'email',
  phone: 'tel',
  url: 'url',
} as const;
const COMPLETE = { email: 'email', phone: 'tel', url: 'url' } as const;
const WIDE: readonly string[] = ['text', 'multiline', 'checkbox', 'files'];
/** Share of the limit from which the characters left are counted. */
const NEAR = 0.8;

export function renderField(
  field: FieldDefinition,
  view: FieldsView,
  below: unknown = nothing,
): TemplateResult {
  const { t } = view;
  const id = fieldId(field.name);
  const error = view.errors.get(field.name);
  const required = field.required
    ? html` <span class="mark muted small">(${t('form/required')})</span>`
    : nothing;
  const label =
    field.type === 'files'
      ? html`<span class="label" id="${id}-label">${field.label}${required}</span>`
      : html`<label class=${field.type === 'checkbox' ? 'check' : 'label'} for=${id} id="${id}-label"
          >${field.type === 'checkbox' ? renderCheckbox(field, view) : nothing}<span
            >${field.label}${required}</span
          ></label
        >`;
  const wide = WIDE.includes(field.type);
  return html`<div class=${classMap({ field: true, wide })} part="field field-${field.type}">
    ${label} ${field.help ? html`<p class="muted small wrap" id="${id}-help">${field.help}</p>` : nothing}
    ${field.type === 'checkbox' ? nothing : renderControl(field, view)} ${renderCount(field, view)}
    ${
      error
        ? html`<p class="fault small wrap" id="${id}-error" part="field-error">
            ${errorText(error, field, t, view.locale)}
          </p>`
        : nothing
    }
    ${below}
  </div>`;
}

function renderControl(field: FieldDefinition, view: FieldsView): TemplateResult {
  const id = fieldId(field.name);
  switch (field.type) {
    case 'multiline':
      // No `maxlength`: a pasted text that is too long must not lose its end in silence.
      return html`<textarea
        id=${id}
        part="input"
        rows="4"
        dir=${textOf(field, view) ? 'auto' : nothing}
        placeholder=${field.placeholder ?? nothing}
        minlength=${field.minLength ?? nothing}
        ?required=${field.required}
        ?disabled=${view.disabled || field.readOnly}
        aria-invalid=${view.errors.has(field.name)}
        aria-describedby=${describedBy(field, view)}
        .value=${live(textOf(field, view))}
        @input=${(event: Event) => view.onInput(field, (event.target as HTMLTextAreaElement).value)}
      ></textarea>`;
    case 'choice':
      return renderSelect(field, view, view.optionsOf(field));
    case 'lookup':
      return renderLookup(field, view);
    case 'files':
      return renderFiles(field, view);
    case 'checkbox':
      return renderCheckbox(field, view);
    default:
      return renderInput(field, view, ONE_LINE[field.type]);
  }
}

function renderFiles(field: FieldDefinition, view: FieldsView): TemplateResult {
  const id = fieldId(field.name);
  const picker = view.picker.get();
  if (!picker) return renderAbsent(id, view.picker, view.t);
  return picker.render({
    id,
    labelledBy: `${id}-label`,
    describedBy: describedBy(field, view),
    invalid: view.errors.has(field.name),
    disabled: view.disabled,
  });
}

/** A control whose code is on its way, or could not be had. */
function renderAbsent(id: string, part: LazyPart<unknown>, t: FormT): TemplateResult {
  if (!part.failed) return html`<p class="skeleton button" aria-busy="true">${t('state/loading')}</p>`;
  return html`<div class="row small">
    <span class="fault">${t('failure/network')}</span>
    <button type="button" id=${id} part="button" @click=${part.retry}>${t('state/retry')}</button>
  </div>`;
}

function renderInput(field: FieldDefinition, view: FieldsView, type: string): TemplateResult {
  const ranged = field.type === 'number' || field.type === 'date';
  return html`<input
    id=${fieldId(field.name)}
    part="input"
    type=${type}
    dir=${field.type === 'text' && textOf(field, view) ? 'auto' : nothing}
    step=${field.type === 'number' ? 'any' : nothing}
    autocomplete=${field.type in COMPLETE ? COMPLETE[field.type as keyof typeof COMPLETE] : 'off'}
    placeholder=${field.placeholder ?? nothing}
    minlength=${field.minLength ?? nothing}
    min=${ranged ? (field.min ?? nothing) : nothing}
    max=${ranged ? (field.max ?? nothing) : nothing}
    ?required=${field.required}
    ?disabled=${view.disabled || field.readOnly}
    aria-invalid=${view.errors.has(field.name)}
    aria-describedby=${describedBy(field, view)}
    .value=${live(textOf(field, view))}
    @input=${(event: Event) => view.onInput(field, (event.target as HTMLInputElement).value)}
  />`;
}

function renderCheckbox(field: FieldDefinition, view: FieldsView): TemplateResult {
  return html`<input
    id=${fieldId(field.name)}
    part="checkbox"
    type="checkbox"
    ?required=${field.required}
    ?disabled=${view.disabled || field.readOnly}
    aria-invalid=${view.errors.has(field.name)}
    aria-describedby=${describedBy(field, view)}
    .checked=${live(view.values[field.name] === true)}
    @change=${(event: Event) => view.onInput(field, (event.target as HTMLInputElement).checked)}
  />`;
}

function renderSelect(
  field: FieldDefinition,
  view: FieldsView,
  options: readonly Option[],
  label?: string,
): TemplateResult {
  const value = textOf(field, view);
  // A value that is not offered any more stays: nobody's data changes by being looked at.
  const known = !value || options.some((option) => option.value === value);
  const offered = known ? options : [...options, { value, label: label ?? value }];
  return html`<select
    id=${fieldId(field.name)}
    part="input"
    ?required=${field.required}
    ?disabled=${view.disabled || field.readOnly}
    aria-invalid=${view.errors.has(field.name)}
    aria-describedby=${describedBy(field, view)}
    @change=${(event: Event) => view.onInput(field, (event.target as HTMLSelectElement).value)}
  >
    <option value="" .selected=${!value}>${view.t(field.required ? 'form/choose' : 'form/none')}</option>
    ${offered.map(
      (option) =>
        html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`,
    )}
  </select>`;
}

function renderLookup(field: FieldDefinition, view: FieldsView): TemplateResult {
  const { t } = view;
  const lookup = view.lookupOf(field);
  if (!lookup || lookup.status === 'idle' || (lookup.status === 'loading' && !lookup.searched)) {
    return html`<select id=${fieldId(field.name)} part="input" disabled aria-busy="true">
      <option>${t('state/loading')}</option>
    </select>`;
  }
  if (lookup.failure && !lookup.searched) {
    return html`<div class="notice danger small" role="alert">
      <p>${failureText(t, lookup.failure)}</p>
      <button type="button" id=${fieldId(field.name)} part="button" @click=${() => lookup.retry()}>
        ${t('state/retry')}
      </button>
    </div>`;
  }
  if (!lookup.searched) return renderSelect(field, view, lookup.options, lookup.labelOf(textOf(field, view)));
  const combobox = view.combobox.get();
  if (!combobox) return renderAbsent(fieldId(field.name), view.combobox, t);
  return combobox.renderCombobox(field, lookup, {
    t,
    id: fieldId(field.name),
    value: textOf(field, view),
    disabled: view.disabled || (field.readOnly ?? false),
    invalid: view.errors.has(field.name),
    describedBy: describedBy(field, view),
    onChoose: (value) => view.onInput(field, value),
    announce: view.announce,
  });
}

function renderCount(field: FieldDefinition, view: FieldsView): TemplateResult | typeof nothing {
  const left = charactersLeft(field, view);
  if (left === undefined) return nothing;
  const words = left < 0 ? view.t('form/over', { count: -left }) : view.t('form/left', { count: left });
  return html`<p class="small ${left < 0 ? 'fault' : 'muted'}" id="${fieldId(field.name)}-count">
    ${words}
  </p>`;
}

/** Undefined far from the limit. */
function charactersLeft(field: FieldDefinition, view: FieldsView): number | undefined {
  const { maxLength } = field;
  const { length } = textOf(field, view);
  return maxLength === undefined || length < maxLength * NEAR ? undefined : maxLength - length;
}

function describedBy(field: FieldDefinition, view: FieldsView): string {
  const id = fieldId(field.name);
  const error = view.errors.has(field.name) && `${id}-error`;
  const count = charactersLeft(field, view) !== undefined && `${id}-count`;
  return [error, field.help && `${id}-help`, count].filter(Boolean).join(' ');
}

function textOf(field: FieldDefinition, { values }: FieldsView): string {
  const value = values[field.name] ?? '';
  return typeof value === 'string' ? value : String(value);
}
