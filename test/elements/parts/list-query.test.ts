import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  chosenScope,
  FILTER_MAX_LENGTH,
  listQuery,
  oneOf,
  SORTS,
  STATES,
} from '../../../src/elements/parts/list-query.js';
import type { Scope } from '../../../src/model/session.js';

const rights = { create: true, read: true, write: true, delete: false };
const mine: Scope = { id: 'mine', kind: 'mine', label: 'My cases', rights };
const acme: Scope = { id: 'account:1', kind: 'account', label: 'Acme', rights };
const wishes = { scope: '', state: 'active', text: '', sort: '-updatedAt' };

describe('what does the list ask for?', () => {
  it('the scope that is wished for', () => {
    expect(listQuery({ ...wishes, scope: 'account:1' }, [mine, acme]).scope).to.equal('account:1');
  });

  it('the first scope, where the viewer does not have the one wished for', () => {
    expect(listQuery({ ...wishes, scope: 'account:2' }, [acme, mine]).scope).to.equal('account:1');
    expect(chosenScope('account:2', [])).to.equal(undefined);
  });

  it('the wish as it is, before the session is there', () => {
    expect(listQuery({ ...wishes, scope: 'account:1' }, []).scope).to.equal('account:1');
    expect(listQuery(wishes, []).scope).to.equal('mine');
  });

  it('the first of what is known, in place of nonsense', () => {
    expect(oneOf(STATES, 'closed')).to.equal('closed');
    expect(oneOf(STATES, 'Closed')).to.equal('active');
    expect(oneOf(SORTS, null)).to.equal('-updatedAt');
  });

  it('words without what breaks a request, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 500 }),
        fc.integer({ min: 0xd800, max: 0xdfff }),
        (words, half) => {
          const { text } = listQuery({ ...wishes, text: words + String.fromCharCode(half) + words }, []);
          expect(text.length).to.be.at.most(FILTER_MAX_LENGTH);
          expect(text).to.not.contain('\0');
          expect(() => encodeURIComponent(text)).to.not.throw();
        },
      ),
    );
  });
});
