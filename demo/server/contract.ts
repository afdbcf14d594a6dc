/**
 * `openapi.yaml` as the law: which operation a request means, whether the request keeps to it, whether an answer does.
 */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { createValidators } from './validators.js';
import type { Validators } from './validators.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'] as const;

/** The parsed `openapi.yaml`: a JSON object. */
export type ContractDocument = Readonly<Record<string, unknown>>;

/** What a parameter may be once it is converted. */
export type ParameterValue = string | number | boolean;

/** One parameter of an operation. */
export interface ContractParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  /** JSON types that the value may take. */
  readonly type: string;
  readonly fallback: ParameterValue | undefined;
  /** JSON pointer of its schema in the document. */
  readonly pointer: string;
}

/** One operation of the contract. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly parameters: readonly ContractParameter[];
  /** Media types of the request body; empty: it has none. */
  readonly requestTypes: readonly string[];
  /** Media types of its successful answers. */
  readonly responseTypes: readonly string[];
  /** JSON pointer of the operation in the document. */
  readonly pointer: string;
}

/** What an address means. */
export type Match =
  | { readonly kind: 'operation'; readonly operation: Operation; readonly path: ReadonlyMap<string, string> }
  | { readonly kind: 'other-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'nothing' };

/** A breach: where, and in which words. */
export interface Breach {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

interface Route {
  readonly segments: readonly string[];
  readonly operations: ReadonlyMap<string, Operation>;
}

/** Compiling the schemas takes longer than most requests: all who have the same document share what was compiled. */
const known = new WeakMap<ContractDocument, Contract>();

/** The contract, ready to route and to validate. */
export class Contract {
  readonly #document: ContractDocument;
  readonly #validators: Validators;
  readonly #routes: Route[] = [];

  /** The one of this very document, which nobody may change any more. */
  static of(document: ContractDocument): Contract {
    const contract = known.get(document) ?? new Contract(document);
    known.set(document, contract);
    return contract;
  }

  private constructor(document: ContractDocument) {
    this.#document = document;
    this.#validators = createValidators(document);
    for (const [path, item] of Object.entries(asRecord(document['paths']))) {
      this.#routes.push({
        segments: path.split('/').slice(1),
        operations: this.#operations(`#/paths/${escapePointer(path)}`, asRecord(item)),
      });
    }
  }

  /** Every operation, in the order of the document. */
  get operations(): Operation[] {
    return this.#routes.flatMap((route) => [...route.operations.values()]);
  }

  /** What `method` at `segments` (decoded, below the server's address) means; HEAD is GET unless the contract says more. */
  match(method: string, segments: readonly string[]): Match {
    for (const route of this.#routes) {
      const path = matchSegments(route.segments, segments);
      if (path === undefined) continue;
      const { operations } = route;
      const operation = operations.get(method) ?? (method === 'HEAD' ? operations.get('GET') : undefined);
      if (operation) return { kind: 'operation', operation, path };
      const heads = operations.has('GET') && !operations.has('HEAD') ? ['HEAD'] : [];
      return { kind: 'other-method', allowed: [...operations.keys(), ...heads] };
    }
    return { kind: 'nothing' };
  }

  /** Why `value` is not one that `parameter` may take; undefined when it is. */
  parameterBreach(parameter: ContractParameter, value: unknown): Breach | undefined {
    return this.#breaches(parameter.pointer, value)[0];
  }

  /** Where a JSON request body breaks the contract. */
  requestBreaches(operation: Operation, body: unknown): Breach[] {
    return this.#breaches(`${operation.pointer}/requestBody/content/application~1json/schema`, body);
  }

  /** Where an answer breaks the contract: its status, its media type, its body. */
  responseBreaches(operation: Operation, status: number, type: string | undefined, body: unknown): Breach[] {
    const responses = `${operation.pointer}/responses`;
    const declared =
      this.#resolve(`${responses}/${status}`) ?? (status >= 400 && this.#resolve(`${responses}/default`));
    if (!declared) return [{ pointer: '', code: 'status', detail: `status ${status} is not declared` }];
    const content = asRecord(declared.value['content']);
    if (type === undefined) {
      return Object.keys(content).length === 0 ? [] : [{ pointer: '', code: 'type', detail: 'no body' }];
    }
    const media = content[type] ?? content['*/*'];
    if (media === undefined)
      return [{ pointer: '', code: 'type', detail: `media type ${type} is not declared` }];
    if (asRecord(media)['schema'] === undefined || body === undefined) return [];
    return this.#breaches(`${declared.pointer}/content/${escapePointer(type)}/schema`, body);
  }

  #breaches(pointer: string, value: unknown): Breach[] {
    const validate = this.#validators(pointer);
    return validate(value) ? [] : [...new Map((validate.errors ?? []).map(toBreach)).values()];
  }

  #operations(pointer: string, item: Readonly<Record<string, unknown>>): Map<string, Operation> {
    const found = new Map<string, Operation>();
    for (const method of METHODS) {
      if (item[method] === undefined) continue;
      const operation = asRecord(item[method]);
      const at = `${pointer}/${method}`;
      const body = asRecord(operation['requestBody']);
      found.set(method.toUpperCase(), {
        id: String(operation['operationId']),
        method: method.toUpperCase(),
        parameters: [...this.#parameters(pointer, item), ...this.#parameters(at, operation)],
        requestTypes: Object.keys(asRecord(body['content'])),
        responseTypes: this.#responseTypes(at, operation),
        pointer: at,
      });
    }
    return found;
  }

  #parameters(pointer: string, owner: Readonly<Record<string, unknown>>): ContractParameter[] {
    const list = Array.isArray(owner['parameters']) ? owner['parameters'] : [];
    return list.flatMap((_entry, index) => {
      const resolved = this.#resolve(`${pointer}/parameters/${index}`);
      if (!resolved) return [];
      const schema = this.#resolve(`${resolved.pointer}/schema`);
      return [
        {
          name: String(resolved.value['name']),
          in: resolved.value['in'] as ContractParameter['in'],
          required: resolved.value['required'] === true,
          type: typeof schema?.value['type'] === 'string' ? schema.value['type'] : 'string',
          fallback: schema?.value['default'] as ParameterValue | undefined,
          pointer: `${resolved.pointer}/schema`,
        },
      ];
    });
  }

  #responseTypes(pointer: string, operation: Readonly<Record<string, unknown>>): string[] {
    return Object.keys(asRecord(operation['responses']))
      .filter((status) => status.startsWith('2'))
      .flatMap((status) => {
        const resolved = this.#resolve(`${pointer}/responses/${status}`);
        return Object.keys(asRecord(resolved?.value['content']));
      });
  }

  // Follows the pointer, and the $ref found there.
  #resolve(pointer: string): { pointer: string; value: Readonly<Record<string, unknown>> } | undefined {
    let value: unknown = this.#document;
    for (const part of pointer.split('/').slice(1)) {
      value = asRecord(value)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
    }
    if (value === undefined) return undefined;
    const reference = asRecord(value)['$ref'];
    return typeof reference === 'string' ? this.#resolve(reference) : { pointer, value: asRecord(value) };
  }
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Map<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) values.set(part.slice(1, -1), segment);
    else if (part !== segment) return undefined;
  }
  return values;
}

function toBreach(error: ErrorObject): [string, Breach] {
  const parameters = asRecord(error.params);
  const member =
    parameters['missingProperty'] ?? parameters['additionalProperty'] ?? parameters['unevaluatedProperty'];
  const pointer =
    typeof member === 'string' ? `${error.instancePath}/${escapePointer(member)}` : error.instancePath;
  return [pointer, { pointer, code: error.keyword, detail: wordsFor(error) }];
}

function wordsFor(error: ErrorObject): string {
  const parameters = asRecord(error.params);
  switch (error.keyword) {
    case 'required':
      return 'This is required.';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'This is not a known field.';
    case 'enum':
      return `One of: ${(parameters['allowedValues'] as unknown[]).map(String).join(', ')}.`;
    case 'maxLength':
      return `At most ${String(parameters['limit'])} characters.`;
    case 'minLength':
      return parameters['limit'] === 1
        ? 'This must not be empty.'
        : `At least ${String(parameters['limit'])} characters.`;
    case 'pattern':
      return 'This does not have the right form.';
    default:
      return `This ${error.message ?? 'is not acceptable'}.`;
  }
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
