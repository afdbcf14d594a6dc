/** What the list asks for, from attributes that may say anything. Pure. */
import type { CaseQuery, CaseSort } from '../../model/case.js';
import type { Scope } from '../../model/session.js';

export const STATES = ['active', 'closed', 'all'] as const satisfies readonly CaseQuery['state'][];

export const SORTS = [
  '-updatedAt',
  'updatedAt',
  '-createdAt',
  'createdAt',
  '-number',
  'number',
  '-subject',
  'subject',
  '-priority',
  'priority',
  '-status',
  'status',
] as const satisfies readonly CaseSort[];

/** Orders that people ask for. */
export const OFFERED_SORTS = [
  '-updatedAt',
  '-createdAt',
  'createdAt',
  '-priority',
  'status',
  'subject',
] as const satisfies readonly CaseSort[];

/** UTF-16 code units: more than this a backend may refuse. */
export const FILTER_MAX_LENGTH = 200;

export interface ListWishes {
  readonly scope: string;
  readonly state: string;
  readonly text: string;
  readonly sort: string;
}

/** `value` if it is one of `known`, else the first of them. */
export function oneOf<const T extends string>(known: readonly [T, ...T[]], value: unknown): T {
  return known.find((one) => one === value) ?? known[0];
}

/** The scope that is meant: the one wished for, else the first that the viewer has. */
export function chosenScope(wish: string, scopes: readonly Scope[]): Scope | undefined {
  return scopes.find((scope) => scope.id === wish) ?? scopes[0];
}

/**
 * Nonsense becomes the default, a scope that the viewer does not have becomes the first. Without scopes (the session is not
 * there yet) the wish is taken at its word, so that the cases can be asked for together with the session.
 */
export function listQuery(wishes: ListWishes, scopes: readonly Scope[]): CaseQuery {
  return {
    scope: chosenScope(wishes.scope, scopes)?.id ?? (wishes.scope || 'mine'),
    state: oneOf(STATES, wishes.state),
    text: cleanText(wishes.text),
    sort: oneOf(SORTS, wishes.sort),
  };
}

/** No NUL, which databases refuse, and no half of a surrogate pair, which addresses cannot carry. */
function cleanText(text: unknown): string {
  const words = typeof text === 'string' ? text.trim().slice(0, FILTER_MAX_LENGTH) : '';
  return words.replace(/[\0\p{Surrogate}]/gu, '');
}
