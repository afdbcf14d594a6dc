/** Values that a schema of the contract describes, and values that nobody expects. */
import fc from 'fast-check';
import { CONTRACT_DOCUMENT } from './world.js';

/** A JSON Schema, or a reference to one. */
export interface Schema {
  readonly [name: string]: unknown;
}

/** Follows `$ref`. */
export function dereference(schema: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  let found: unknown = CONTRACT_DOCUMENT;
  for (const part of reference.split('/').slice(1)) found = (found as Record<string, unknown>)[part];
  return dereference(found as Schema);
}

/** Texts and numbers that break careless programs. */
export function hostile(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(
      '',
      ' ',
      '\u0000',
      'a\u0000b',
      '%',
      '%00',
      "'; drop table support_case; --",
      '"><script>alert(1)</script>',
      '../../etc/passwd',
      '\u202Egnp.exe',
      '🂡'.repeat(200),
      'x'.repeat(3_000),
      '9'.repeat(40),
      '-1',
      'NaN',
      '1e309',
      '{}',
      '__proto__',
      'constructor',
      -1,
      2 ** 53,
      1e300,
      null,
      true,
      [],
      {},
    ),
    fc.string({ unit: 'binary' }),
    fc.string(),
  );
}

/** Values of the schema; ids are drawn from `id`. */
export function arbitraryOf(reference: Schema, id: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const schema = dereference(reference);
  if (schema['format'] === 'uuid') return id;
  const choices = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, id)));
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...(schema['enum'] as unknown[]));
  const types = Array.isArray(schema['type']) ? (schema['type'] as string[]) : [String(schema['type'])];
  return fc.oneof(...types.map((type) => ofType(type, schema, id)));
}

function ofType(type: string, schema: Schema, id: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 1_000) });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(arbitraryOf((schema['items'] ?? {}) as Schema, id), { maxLength: 3 });
    case 'object':
      return objects(schema, id);
    default:
      return fc.constant(null);
  }
}

function texts(schema: Schema): fc.Arbitrary<unknown> {
  if (schema['format'] === 'date-time') {
    return fc
      .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  }
  const most = Math.min(Number(schema['maxLength'] ?? 50), 50);
  return fc.oneof(
    fc.string({ minLength: Number(schema['minLength'] ?? 0), maxLength: most }),
    fc.string({ unit: 'grapheme', maxLength: most }),
    fc.constantFrom('a.txt', 'text/plain', 'cards', 'mine', 'all', 'card transfer', 'ada@example.org'),
  );
}

function objects(schema: Schema, id: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const required = (schema['required'] ?? []) as string[];
  return fc.record(
    Object.fromEntries(properties.map(([name, property]) => [name, arbitraryOf(property, id)])),
    { requiredKeys: required },
  );
}
