import { expect, fixture } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { MinuteController } from '../../../src/elements/parts/minute-controller.js';

class MinuteHost extends LitElement {
  renderings = 0;

  constructor() {
    super();
    new MinuteController(this);
  }

  protected override render(): TemplateResult {
    this.renderings++;
    return html``;
  }
}

describe('when does a relative time become true again?', () => {
  const { setInterval: setTimer, clearInterval: clearTimer } = globalThis;
  let timers: Map<number, { run: () => void; milliseconds: number }>;

  before(() => customElements.define('minute-host', MinuteHost));
  beforeEach(() => {
    timers = new Map();
    const set = (run: () => void, milliseconds: number): number => {
      timers.set(timers.size + 1, { run, milliseconds });
      return timers.size;
    };
    Object.assign(globalThis, { setInterval: set, clearInterval: (id: number) => timers.delete(id) });
  });
  afterEach(() => {
    Object.assign(globalThis, { setInterval: setTimer, clearInterval: clearTimer });
    Reflect.deleteProperty(document, 'hidden');
  });

  const show = (): Promise<MinuteHost> => fixture<MinuteHost>(html`<minute-host></minute-host>`);

  function hide(hidden: boolean): void {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  it('each minute', async () => {
    const host = await show();
    expect([...timers.values()].map(({ milliseconds }) => milliseconds)).to.deep.equal([60_000]);

    timers.get(1)?.run();
    await host.updateComplete;

    expect(host.renderings).to.equal(2);
  });

  it('not while the page is hidden, and at once when it is seen again', async () => {
    const host = await show();

    hide(true);
    expect(timers.size).to.equal(0);
    hide(false);
    await host.updateComplete;

    expect(timers.size).to.equal(1);
    expect(host.renderings).to.equal(2);
  });

  it('no more once it is gone', async () => {
    const host = await show();

    host.remove();
    hide(false);
    await host.updateComplete;

    expect(timers.size).to.equal(0);
    expect(host.renderings).to.equal(1);
  });
});
