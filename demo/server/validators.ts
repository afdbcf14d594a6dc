/**
 * What checks values against the schemas of the contract: JSON Schema 2020-12, as OpenAPI 3.1 has it, compiled when first
 * used. Compiling makes code from text, which many a page forbids: the static demo takes what `compileValidators` wrote
 * while it was built in place of this module.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options, ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const DOCUMENT = 'contract';

/** The function for the schema that a JSON pointer into the contract, such as `#/components/…/schema`, leads to. */
export type Validators = (pointer: string) => ValidateFunction;

/** Validators that are compiled on demand. */
export function createValidators(document: Readonly<Record<string, unknown>>): Validators {
  const ajv = openAjv(document);
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    let validate = compiled.get(pointer);
    if (!validate) {
      validate = ajv.compile({ $ref: DOCUMENT + pointer });
      compiled.set(pointer, validate);
    }
    return validate;
  };
}

/** The library with the contract in it. */
export function openAjv(document: Readonly<Record<string, unknown>>, options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true, ...options });
  addFormats(ajv, ['uuid', 'date-time']);
  ajv.addSchema({ ...document, $id: DOCUMENT });
  return ajv;
}
