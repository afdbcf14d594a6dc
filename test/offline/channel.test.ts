import { expect } from '@open-wc/testing';
import { openChannel } from '../../src/offline/channel.js';
import type { ChannelMessage } from '../../src/offline/storage.js';
import { anOperation, payloads } from '../model/samples.js';

const MESSAGE: ChannelMessage = {
  type: 'operations',
  viewerId: 'ada',
  settled: [{ operation: anOperation(payloads.note()), receipt: { id: '1' } }],
};
let names = 0;

function pair() {
  const name = `casement:test-${++names}`;
  const [one, other] = [openChannel(name), openChannel(name)];
  return { name, one, other };
}

async function next(
  listen: (listener: (message: ChannelMessage) => void) => unknown,
): Promise<ChannelMessage> {
  return await new Promise((resolve) => listen(resolve));
}

describe('channel', () => {
  it('does one tab hear what another says, whole?', async () => {
    const { one, other } = pair();
    const heard = next((listener) => other.listen(listener));
    one.post(MESSAGE);
    expect(await heard).to.deep.equal(MESSAGE);
    for (const channel of [one, other]) channel.close();
  });

  it('is what a page of another release says left alone?', async () => {
    const { name, one, other } = pair();
    const stranger = new BroadcastChannel(name);
    const heard: ChannelMessage[] = [];
    other.listen((message) => heard.push(message));
    const last = next((listener) => other.listen((message) => message.type === 'wake' && listener(message)));
    for (const message of [null, 'wake', { type: 'unheard-of' }, { type: 'operations' }, { kind: 1 }])
      stranger.postMessage(message);
    stranger.postMessage({ type: 'wake', asked: true });
    await last;
    expect(heard).to.deep.equal([{ type: 'wake', asked: true }]);
    stranger.close();
    for (const channel of [one, other]) channel.close();
  });

  it('does whoever stopped listening hear anything?', async () => {
    const { one, other } = pair();
    const heard: ChannelMessage[] = [];
    other.listen((message) => heard.push(message))();
    const last = next((listener) => other.listen(listener));
    one.post(MESSAGE);
    await last;
    expect(heard).to.deep.equal([]);
    for (const channel of [one, other]) channel.close();
  });

  it('is saying something after the end, or what cannot be said, an error?', () => {
    const { one, other } = pair();
    one.post({ type: 'records', viewerId: 'ada', ids: [(() => 1) as unknown as string] });
    one.close();
    one.post(MESSAGE);
    other.close();
  });

  it('does it do without where the browser has none?', () => {
    const original = globalThis.BroadcastChannel;
    try {
      Object.defineProperty(globalThis, 'BroadcastChannel', {
        configurable: true,
        writable: true,
        value: undefined,
      });
      const channel = openChannel('casement:none');
      channel.post(MESSAGE);
      channel.close();
      expect(channel.isOpen).to.equal(false);
    } finally {
      Object.defineProperty(globalThis, 'BroadcastChannel', {
        configurable: true,
        writable: true,
        value: original,
      });
    }
    const { one, other } = pair();
    expect(one.isOpen).to.equal(true);
    for (const channel of [one, other]) channel.close();
  });
});
