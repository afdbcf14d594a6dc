/** A list that is too long for a select: typed words are looked up, the arrow keys walk through what was found. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Option } from '../../model/form.js';
import type { FormT } from '../texts/form.js';
import type { Control } from './field.js';
import type { LookupController } from './field-lookup.js';
import { failureText } from './states.js';

export function renderCombobox(control: Control, lookup: LookupController): TemplateResult {
  const { field, id, text, view } = control;
  const { t } = view;
  return html`<div class="combobox" @focusout=${() => leave(lookup, control)}>
    <input
      id=${id}
      part="input"
      type="text"
      role="combobox"
      aria-labelledby="${id}-label"
      autocomplete="off"
      dir="auto"
      placeholder=${field.placeholder ?? t('form/lookup/search')}
      aria-autocomplete="list"
      aria-expanded=${lookup.open}
      aria-controls="${id}-list"
      aria-activedescendant=${lookup.open && lookup.active >= 0 ? `${id}-${lookup.active}` : nothing}
      aria-invalid=${control.invalid}
      aria-describedby=${control.describedBy}
      ?required=${field.required}
      ?disabled=${control.disabled}
      .value=${live(lookup.typed ?? lookup.labelOf(text) ?? text)}
      @input=${(event: Event) => lookup.type((event.target as HTMLInputElement).value)}
      @click=${() => lookup.show(lookup.active)}
      @keydown=${(event: KeyboardEvent) => press(event, lookup, control)}
    />
    <div class="options" part="options" ?hidden=${!lookup.open}>
      ${renderState(lookup, t)}
      <div
        id="${id}-list"
        role="listbox"
        aria-labelledby="${id}-label"
        aria-busy=${lookup.status === 'loading'}
      >
        ${lookup.options.map((option, index) => renderOption(option, index, lookup, control))}
      </div>
    </div>
  </div>`;
}

function renderOption(
  option: Option,
  index: number,
  lookup: LookupController,
  control: Control,
): TemplateResult {
  // The pointer leaves the focus in the input, where the keyboard's is too.
  return html`<button
    type="button"
    tabindex="-1"
    id="${control.id}-${index}"
    class="option ${index === lookup.active ? 'active' : ''}"
    role="option"
    part="option"
    aria-selected=${option.value === control.text}
    @mousedown=${(event: Event) => event.preventDefault()}
    @click=${() => choose(option, lookup, control)}
  >
    <bdi>${option.label}</bdi>
    ${option.description ? html`<bdi class="muted small">${option.description}</bdi>` : nothing}
  </button>`;
}

function renderState(lookup: LookupController, t: FormT): TemplateResult | typeof nothing {
  if (lookup.failure)
    return html`<p class="fault small option" role="alert">${failureText(t, lookup.failure)}</p>`;
  if (lookup.status === 'loading') return html`<p class="muted small option">${t('state/loading')}</p>`;
  return lookup.options.length ? nothing : html`<p class="muted small option">${t('form/lookup/none')}</p>`;
}

function press(event: KeyboardEvent, lookup: LookupController, control: Control): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      const from = lookup.open ? lookup.active : -1;
      moveTo(event.key === 'ArrowDown' ? from + 1 : Math.max(0, from - 1), lookup, event);
      break;
    }
    case 'Enter': {
      const option = lookup.open ? lookup.options[lookup.active] : undefined;
      if (!lookup.open) break;
      event.preventDefault();
      if (option) choose(option, lookup, control);
      break;
    }
    case 'Escape':
      if (!lookup.open) break;
      event.preventDefault();
      event.stopPropagation();
      lookup.close();
      break;
    default:
  }
}

function moveTo(index: number, lookup: LookupController, event: KeyboardEvent): void {
  event.preventDefault();
  lookup.show(index);
  const list = (event.currentTarget as Element).nextElementSibling;
  list?.querySelectorAll('[role=option]')[lookup.active]?.scrollIntoView({ block: 'nearest' });
}

function choose(option: Option, lookup: LookupController, control: Control): void {
  const { field, view } = control;
  view.change(field, option.value);
  view.announce(option.label);
  lookup.close();
}

/** Words that were typed and not chosen are not a choice; emptied on purpose is. */
function leave(lookup: LookupController, control: Control): void {
  if (lookup.typed !== undefined && !lookup.typed.trim()) control.view.change(control.field, '');
  lookup.close();
}
