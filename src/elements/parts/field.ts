/** One field of a form: label, help, the native control of its type, and what is wrong with it. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FieldValue } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import type { FieldDefinition, FieldValues, Option } from '../../model/form.js';
import type { FormT } from '../texts/form.js';
import type { FilePicker } from './file-picker.js';
import type { Lookups } from './form-lookups.js';
import type { LazyPart } from './lazy-part.js';
import { failureText } from './states.js';

export interface FieldsView {
  readonly t: FormT;
  readonly values: FieldValues;
  /** Nothing may be changed now. */
  readonly isLocked: boolean;
  readonly picker: LazyPart<FilePicker>;
  readonly lookups: LazyPart<Lookups>;
  /** What is wrong with a field, in words. */
  errorOf(field: FieldDefinition): string | undefined;
  optionsOf(field: FieldDefinition): readonly Option[];
  change(field: FieldDefinition, value: FieldValue): void;
  /** Says something in the element's live region. */
  announce(words: string): void;
}

/** A field's control, in the state that it is in now. */
export interface Control {
  readonly field: FieldDefinition;
  readonly view: FieldsView;
  readonly id: string;
  /** What it holds, as text; empty for a box that is not ticked, too. */
  readonly text: string;
  readonly disabled: boolean;
  readonly invalid: boolean;
  /** Ids of what describes it. */
  readonly describedBy: string;
}

/** Ids of a field's parts, inside the shadow root. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** Types of inputs, where the field's type is called otherwise. */
const INPUT: Readonly<Record<string, string>> = { phone: 'tel' };
const WIDE: readonly string[] = ['text', 'multiline', 'checkbox', 'files'];
/** Share of the limit from which the characters left are counted. */
const NEAR = 0.8;

export function renderField(
  field: FieldDefinition,
  view: FieldsView,
  below: unknown = nothing,
): TemplateResult {
  const { t } = view;
  const { label, type, help, maxLength = Infinity } = field;
  const id = fieldId(field.name);
  const error = view.errorOf(field);
  const text = String(view.values[field.name] ?? '');
  const left = maxLength - text.length;
  const counted = text.length >= maxLength * NEAR;
  const control = renderControl({
    field,
    view,
    id,
    text,
    disabled: view.isLocked || (field.readOnly ?? false),
    invalid: error !== undefined,
    describedBy: [error && `${id}-error`, help && `${id}-help`, counted && `${id}-count`]
      .filter(Boolean)
      .join(' '),
  });
  const isCheck = type === 'checkbox';
  const words = html`<span
    >${label}${field.required ? html` <span class="mark muted small">(${t('form/required')})</span>` : nothing}</span
  >`;
  return html`<div class="field ${WIDE.includes(type) ? 'wide' : ''}" part="field field-${type}">
    ${
      type === 'files'
        ? html`<div class="label" id="${id}-label">${words}</div>`
        : html`<label class=${isCheck ? 'check' : 'label'} for=${id} id="${id}-label"
            >${isCheck ? control : nothing}${words}</label
          >`
    }
    ${help ? html`<p class="muted small wrap" id="${id}-help">${help}</p>` : nothing}
    ${isCheck ? nothing : control}
    ${
      counted
        ? html`<p class="small ${left < 0 ? 'fault' : 'muted'}" id="${id}-count">
            ${t(left < 0 ? 'form/over' : 'form/left', { count: Math.abs(left) })}
          </p>`
        : nothing
    }
    ${
      error === undefined
        ? nothing
        : html`<p class="fault small wrap" id="${id}-error" part="field-error">${error}</p>`
    }
    ${below}
  </div>`;
}

function renderControl(control: Control): TemplateResult {
  const { field, view } = control;
  switch (field.type) {
    case 'multiline':
      return renderTextarea(control);
    case 'choice':
      return renderSelect(control, view.optionsOf(field));
    case 'lookup':
      return view.lookups.get()?.render(control) ?? renderAbsent(control, view.lookups);
    case 'files':
      return (
        view.picker.get()?.render({ ...control, labelledBy: `${control.id}-label` }) ??
        renderAbsent(control, view.picker)
      );
    default:
      return renderInput(control);
  }
}

/** A control whose code is on its way, or could not be had. */
function renderAbsent({ view: { t }, id }: Control, part: LazyPart<unknown>): TemplateResult {
  return part.failed
    ? renderTrouble(t, id, { kind: 'network' }, part.retry)
    : html`<p class="skeleton button" aria-busy="true">
        &nbsp;<span class="visually-hidden">${t('state/loading')}</span>
      </p>`;
}

/** Stands for a control that is not there; what leads to the field leads to the way on. */
export function renderTrouble(t: FormT, id: string, failure: Failure, retry: () => void): TemplateResult {
  return html`<div class="notice danger small" role="alert">
    <p>${failureText(t, failure)}</p>
    <button type="button" id=${id} part="button" @click=${retry}>${t('state/retry')}</button>
  </div>`;
}

function renderTextarea({ field, view, id, text, disabled, invalid, describedBy }: Control): TemplateResult {
  // No `maxlength`: a pasted text that is too long must not lose its end in silence.
  return html`<textarea
    id=${id}
    part="input"
    rows="4"
    dir=${text ? 'auto' : nothing}
    placeholder=${field.placeholder ?? nothing}
    minlength=${field.minLength ?? nothing}
    ?required=${field.required}
    ?disabled=${disabled}
    aria-invalid=${invalid}
    aria-describedby=${describedBy}
    .value=${live(text)}
    @input=${(event: Event) => view.change(field, (event.target as HTMLTextAreaElement).value)}
  ></textarea>`;
}

function renderInput({ field, view, id, text, disabled, invalid, describedBy }: Control): TemplateResult {
  const { type } = field;
  const isCheck = type === 'checkbox';
  const input = INPUT[type] ?? type;
  const isRanged = type === 'number' || type === 'date';
  const change = ({ target }: Event): void => {
    const { checked, value } = target as HTMLInputElement;
    view.change(field, isCheck ? checked : value);
  };
  return html`<input
    id=${id}
    part=${isCheck ? type : 'input'}
    type=${input}
    dir=${type === 'text' && text ? 'auto' : nothing}
    step=${type === 'number' ? 'any' : nothing}
    autocomplete=${isCheck ? nothing : ['email', 'tel', 'url'].includes(input) ? input : 'off'}
    placeholder=${field.placeholder ?? nothing}
    minlength=${field.minLength ?? nothing}
    min=${isRanged ? (field.min ?? nothing) : nothing}
    max=${isRanged ? (field.max ?? nothing) : nothing}
    ?required=${field.required}
    ?disabled=${disabled}
    aria-invalid=${invalid}
    aria-describedby=${describedBy}
    .value=${live(text)}
    .checked=${live(text === 'true')}
    @input=${change}
  />`;
}

export function renderSelect(
  { field, view, id, text, disabled, invalid, describedBy }: Control,
  options: readonly Option[],
  label = text,
): TemplateResult {
  // A value that is not offered any more stays: nobody's data changes by being looked at.
  const known = !text || options.some((option) => option.value === text);
  const offered = known ? options : [...options, { value: text, label }];
  return html`<select
    id=${id}
    part="input"
    ?required=${field.required}
    ?disabled=${disabled}
    aria-invalid=${invalid}
    aria-describedby=${describedBy}
    @change=${(event: Event) => view.change(field, (event.target as HTMLSelectElement).value)}
  >
    <option value="" .selected=${!text}>${view.t(field.required ? 'form/choose' : 'form/none')}</option>
    ${offered.map(
      (option) =>
        html`<option value=${option.value} .selected=${option.value === text}>${option.label}</option>`,
    )}
  </select>`;
}
