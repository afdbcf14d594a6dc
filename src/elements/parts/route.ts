import type { Id, SearchTrail } from '../../model/case.js';

/** What the composed element shows. */
export type Route =
  | { readonly name: 'list' | 'search' }
  | { readonly name: 'form'; readonly trail?: SearchTrail }
  | { readonly name: 'case' | 'edit'; readonly caseId: Id };

export const START: Route = { name: 'list' };

const CASE = /^#case\/([0-9a-f-]{36})(\/edit)?$/;

/** The route that an address names; undefined for an address of somebody else on the page. */
export function routeOf(hash: string): Route | undefined {
  const [, caseId, edit] = CASE.exec(hash) ?? [];
  if (caseId) return { name: edit ? 'edit' : 'case', caseId };
  if (hash === '#case/new') return { name: 'search' };
  return hash === '' || hash === '#' ? START : undefined;
}

export function hashOf(route: Route): string {
  if ('caseId' in route) return `#case/${route.caseId}${route.name === 'edit' ? '/edit' : ''}`;
  return route.name === 'list' ? '' : '#case/new';
}
