/** Requests made from the schemas of the contract: valid, nearly valid and hostile. None may break the backend. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ACCOUNTS,
  ACTIVITIES,
  CASES,
  DOCUMENTS,
  HOLDERS,
  NOTES,
  PEOPLE,
} from '../../demo/server/fixtures.js';
import { CONTRACT_DOCUMENT, onEveryEngine } from './support/world.js';
import type { Json, PersonKey, World } from './support/world.js';
import { arbitraryOf, dereference, hostile } from './support/schema-arbitrary.js';
import type { Schema } from './support/schema-arbitrary.js';

const REQUESTS = 2_000;
const SEED = 20_260_115;
const SOME_IDS = [PEOPLE, ACCOUNTS, CASES, NOTES, ACTIVITIES, HOLDERS, DOCUMENTS].flatMap((group) =>
  Object.values(group),
);
const ROLES: readonly PersonKey[] = ['ada', 'ada', 'eve', 'eve', 'ben', 'dan'];

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

interface FuzzedOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
}

function operations(): FuzzedOperation[] {
  const paths = CONTRACT_DOCUMENT['paths'] as Record<string, Record<string, Record<string, unknown>>>;
  return Object.entries(paths).flatMap(([path, item]) =>
    ['get', 'put', 'post', 'patch', 'delete'].flatMap((method) => {
      const operation = item[method];
      if (!operation || operation['operationId'] === 'streamEvents') return [];
      const shared = (item['parameters'] ?? []) as unknown as Schema[];
      const parameters = [...shared, ...((operation['parameters'] ?? []) as Schema[])].map((entry) =>
        dereference(entry),
      );
      const content = (
        operation['requestBody'] as { content?: Record<string, { schema?: Schema }> } | undefined
      )?.content;
      const body = content?.['application/json']?.schema;
      return [{ method: method.toUpperCase(), path, parameters: parameters as unknown as Parameter[], body }];
    }),
  );
}

interface FuzzedRequest {
  readonly person: PersonKey;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Ids for a body: mostly new ones, some that are taken, some that are none. */
const id = fc.oneof(
  { weight: 8, arbitrary: fc.uuid() },
  { weight: 4, arbitrary: fc.constantFrom<string>(...SOME_IDS) },
  { weight: 1, arbitrary: hostile() },
);

const KNOWN_IDS: Readonly<Record<string, readonly string[]>> = {
  caseId: [CASES.adaOpen, CASES.adaOpen, CASES.adaOpen, ...Object.values(CASES)],
  noteId: Object.values(NOTES),
  activityId: Object.values(ACTIVITIES),
  queueId: [HOLDERS.queue],
  articleId: [...Object.values(DOCUMENTS), CASES.adaResolved],
  lookup: ['accounts', 'contacts', 'categories', 'people', 'teams', 'queues'],
};

/** What stands in the address: mostly what is there. */
function inPath(name: string): fc.Arbitrary<string> {
  return fc
    .oneof({ weight: 9, arbitrary: fc.constantFrom(...(KNOWN_IDS[name] ?? SOME_IDS)) }, id, hostile())
    .map(String);
}

function requestOf(operation: FuzzedOperation): fc.Arbitrary<FuzzedRequest> {
  const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query');
  const query = fc.record(
    Object.fromEntries(
      inQuery.map(({ name, schema }) => [
        name,
        fc.oneof({ weight: 3, arbitrary: arbitraryOf(schema, id) }, hostile()),
      ]),
    ),
    { requiredKeys: [] },
  );
  const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  const ids = fc.tuple(...names.map(inPath));
  const version = fc.constantFrom('"1"', '"1.00000000"', '"2"', 'W/"1"', '*', 'nonsense', '');
  const key = fc.oneof({ weight: 8, arbitrary: fc.uuid() }, fc.constantFrom('same-key-always', 'x', ''));
  const valid = operation.body ? arbitraryOf(operation.body, id) : fc.constant(undefined);
  const body = operation.body
    ? fc.oneof({ weight: 4, arbitrary: valid }, fc.jsonValue(), spoiled(valid))
    : valid;
  return fc
    .record({ person: fc.constantFrom(...ROLES), query, ids, version, key, body })
    .map(({ person, query: values, ids: known, version: ifMatch, key: idempotencyKey, body: content }) => {
      const left = [...known];
      const path = operation.path.replace(/\{[^}]+\}/g, () => encodeURIComponent(left.shift() ?? ''));
      const search = Object.entries(values)
        .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
        .join('&');
      const write = operation.method !== 'GET';
      return {
        person,
        method: operation.method,
        path: search === '' ? path : `${path}?${search}`,
        headers: {
          ...(write ? { 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch } : {}),
          ...(operation.body ? { 'Content-Type': 'application/json' } : {}),
          ...(operation.method === 'PUT' && !operation.body
            ? { 'Content-Type': 'application/octet-stream' }
            : {}),
        },
        ...(operation.body
          ? { body: JSON.stringify(content) ?? 'undefined' }
          : write && operation.method === 'PUT'
            ? { body: 'bytes' }
            : {}),
      };
    });
}

/** A valid document with one member replaced by something hostile. */
function spoiled(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.nat(), fc.oneof(hostile(), fc.jsonValue())).map(([value, index, spoil]) => {
    if (typeof value !== 'object' || value === null) return spoil;
    const names = Object.keys(value);
    const name = names[index % Math.max(1, names.length)];
    return name === undefined ? spoil : { ...value, [name]: spoil };
  });
}

/** Everything that belongs to Cleo alone: nobody in this test may change it. */
async function othersRows(world: World): Promise<string> {
  const [row] = await world.db.query<{ rows: string }>(
    `select md5(coalesce((select string_agg(c::text, '' order by id) from support_case c where id = $1), '')
       || coalesce((select string_agg(n::text, '' order by id) from note n where case_id = $1), '')
       || coalesce((select string_agg(p::text, '' order by id) from person p where can_sign_in), '')
       || coalesce((select string_agg(m::text, '' order by person_id, account_id) from membership m), '')) as rows`,
    [CASES.cleoBorealis],
  );
  return row?.rows ?? '';
}

onEveryEngine('generated requests', (test) => {
  test(
    `${REQUESTS} of them neither break the backend nor its contract, nor touch what is not theirs`,
    async (world) => {
      const all = operations();
      const statuses = new Map<number, number>();
      const before = await othersRows(world);
      const request = fc.constantFrom(...all).chain(requestOf);
      await fc.assert(
        fc.asyncProperty(request, async ({ person, method, path, headers, body }) => {
          // Staff may change what customers own: for the rows of others only customers count.
          const isOthers = person === 'eve' && path.includes(CASES.cleoBorealis) && method !== 'GET';
          const caller = world.as(isOthers ? 'dan' : person);
          const answer = await caller.send(method, path, {
            headers,
            ...(body === undefined ? {} : { body }),
          });
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          assertNoLeak(answer.body);
        }),
        { numRuns: REQUESTS, seed: SEED, endOnFailure: true },
      );
      assert.equal(await othersRows(world), before);
      // A run that only ever met refusals would prove little.
      assert.ok((statuses.get(200) ?? 0) > 100, JSON.stringify([...statuses]));
      assert.ok((statuses.get(201) ?? 0) > 10, JSON.stringify([...statuses]));
      assert.ok((statuses.get(422) ?? 0) > 50, JSON.stringify([...statuses]));
    },
    { rateLimit: { burst: 1e9, perSecond: 1e9 } },
  );
});

function assertNoLeak(body: Json): void {
  const text = JSON.stringify(body);
  for (const sign of ['select ', 'node_modules', '.ts:', 'PGlite', 'violates'])
    assert.equal(text.includes(sign), false, text);
}
