/** Fields whose options the backend lists; fetched where a form has one. */
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Case } from '../../model/case.js';
import type { FieldDefinition } from '../../model/form.js';
import type { CaseStore } from '../../store/store.js';
import { renderCombobox } from './field-combobox.js';
import { LookupController } from './field-lookup.js';
import { renderSelect, renderTrouble, type Control, type FieldsView } from './field.js';

export { comboboxStyles as styles } from '../styles/combobox.js';
export { lookupTexts as texts } from '../texts/form-lookup.js';

export class Lookups {
  readonly #controllers = new Map<string, LookupController>();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: () => CaseStore | undefined,
    private readonly view: FieldsView,
  ) {}

  of({ name }: FieldDefinition): LookupController | undefined {
    return this.#controllers.get(name);
  }

  /** Loads what the fields offer now. `record`: a case that brings names with it. */
  sync(fields: readonly FieldDefinition[], record: Pick<Case, 'contact' | 'account'> | undefined): void {
    for (const field of fields) {
      if (field.type !== 'lookup') continue;
      const parent = field.dependsOn === undefined ? '' : this.view.values[field.dependsOn];
      this.#ensure(field, fields).sync(String(parent ?? ''));
    }
    for (const [name, known] of [
      ['contactId', record?.contact],
      ['accountId', record?.account],
    ] as const)
      if (known) this.#controllers.get(name)?.know(known.id, known.name);
  }

  render(control: Control): TemplateResult {
    const { field, view, id, text } = control;
    const lookup = this.of(field);
    if (lookup?.searched) return renderCombobox(control, lookup);
    if (lookup?.failure) return renderTrouble(view.t, id, lookup.failure, lookup.retry);
    if (lookup?.status === 'ready') return renderSelect(control, lookup.options, lookup.labelOf(text));
    return html`<select id=${id} part="input" disabled aria-busy="true">
      <option>${view.t('state/loading')}</option>
    </select>`;
  }

  #ensure(field: FieldDefinition, fields: readonly FieldDefinition[]): LookupController {
    const { name, lookup = name } = field;
    let controller = this.of(field);
    if (!controller) {
      controller = new LookupController(this.host, this.store, lookup, () => this.#narrowed(field, fields));
      this.#controllers.set(name, controller);
    }
    return controller;
  }

  /** Empties the field where its value is not offered any more, and says so. */
  #narrowed(field: FieldDefinition, fields: readonly FieldDefinition[]): void {
    const { values, t } = this.view;
    const value = values[field.name] ?? '';
    const lookup = this.of(field);
    if (value === '' || (!lookup?.searched && lookup?.options.some((option) => option.value === value)))
      return;
    this.view.change(field, '');
    const parent = fields.find(({ name }) => name === field.dependsOn)?.label ?? '';
    this.view.announce(t('form/lookup/cleared', { label: field.label, parent }));
  }
}
