import { expect } from '@open-wc/testing';
import type { Status, TransitionAction } from '../../src/model/case.js';
import { isLegal, LIFECYCLE, stateOf } from '../../src/model/lifecycle.js';

const ACTIVE: Status[] = ['new', 'open', 'in_progress', 'waiting', 'on_hold'];
const CLOSED: Status[] = ['resolved', 'closed', 'cancelled'];

describe('lifecycle', () => {
  for (const action of ['close', 'cancel', 'resolve'] as TransitionAction[]) {
    it(`is ${action} legal in active statuses only?`, () => {
      expect(ACTIVE.filter((status) => isLegal(action, status))).to.deep.equal(ACTIVE);
      expect(CLOSED.filter((status) => isLegal(action, status))).to.deep.equal([]);
    });

    it(`does ${action} end the activities and leave a closed case?`, () => {
      expect(LIFECYCLE[action].endsActivities).to.equal(true);
      expect(stateOf(LIFECYCLE[action].to)).to.equal('closed');
    });
  }

  it('is reopen legal in closed statuses only, and does it leave activities alone?', () => {
    expect([...ACTIVE, ...CLOSED].filter((status) => isLegal('reopen', status))).to.deep.equal(CLOSED);
    expect(LIFECYCLE.reopen).to.include({ to: 'open', endsActivities: false });
  });

  it('to which state does each status belong?', () => {
    expect(ACTIVE.map(stateOf)).to.deep.equal(ACTIVE.map(() => 'active'));
    expect(CLOSED.map(stateOf)).to.deep.equal(CLOSED.map(() => 'closed'));
  });
});
