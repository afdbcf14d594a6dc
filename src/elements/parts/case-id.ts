import type { ComplexAttributeConverter } from 'lit';

/** Longer than any system's record id. */
const LONGEST = 200;

/** The attribute `case-id`: what cannot be an id is none. */
export const caseId: ComplexAttributeConverter<string> = {
  fromAttribute: (value) => {
    const id = value?.trim() ?? '';
    return id.length > LONGEST || /\s/.test(id) ? '' : id;
  },
  toAttribute: (id) => id || null,
};
