import { expect } from '@open-wc/testing';
import { inScope } from '../../src/model/scope.js';
import type { Scope } from '../../src/model/session.js';
import { ADA, aSummary, BEN, uuid } from './samples.js';

const account = { id: uuid(50), name: 'Kestrel Yard' };
const kinds: readonly Pick<Scope, 'kind' | 'account'>[] = [
  { kind: 'mine' },
  { kind: 'account', account },
  { kind: 'assigned' },
  { kind: 'all' },
];
const scopesOf = (patch: Parameters<typeof aSummary>[0]) =>
  kinds.filter((scope) => inScope(aSummary(patch), scope, ADA.id)).map(({ kind }) => kind);

describe('the scopes of a case', () => {
  it('is it the viewer’s own, their account’s, or theirs to work on?', () => {
    expect(scopesOf({})).to.deep.equal(['mine', 'all']);
    expect(scopesOf({ contact: BEN, account })).to.deep.equal(['account', 'all']);
    expect(scopesOf({ contact: BEN, account: { id: uuid(51), name: 'Other' } })).to.deep.equal(['all']);
    const assignee = { id: ADA.id, name: ADA.name, kind: 'person' } as const;
    expect(scopesOf({ contact: BEN, assignee })).to.deep.equal(['assigned', 'all']);
  });

  it('is a queue that happens to have the id of the viewer the viewer?', () => {
    const assignee = { id: ADA.id, name: 'Cards', kind: 'queue' } as const;
    expect(scopesOf({ contact: BEN, assignee })).to.deep.equal(['all']);
  });

  it('is no account any account?', () => {
    expect(inScope(aSummary({ account: null }), { kind: 'account' }, ADA.id)).to.equal(false);
  });
});
