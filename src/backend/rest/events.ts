/** Server-sent events over `fetch`, because `EventSource` cannot carry a token. Loaded when the first list is shown. */
import type { EventOptions } from '../backend.js';
import { BackendError } from '../../model/failure.js';
import type { Access } from './access.js';
import { isRecord } from './answer.js';
import { watch } from './watchdog.js';

/** Silence after which the stream is taken for dead, ms; the contract sends a comment every 25 s. */
const SILENCE = 60_000;

/** @param silence of the backend after which the stream is given up, ms */
export async function streamEvents(
  url: string,
  access: Access,
  options: EventOptions,
  silence = SILENCE,
): Promise<void> {
  const headers = {
    Accept: 'text/event-stream',
    ...(options.since ? { 'Last-Event-ID': options.since } : {}),
  };
  const { signal, alive, end } = watch(silence, options.signal);
  try {
    const response = await access.fetch(
      new Request(url, { headers, signal, cache: 'no-store', credentials: access.credentials }),
      Infinity,
    );
    await read(response, options, alive);
  } catch (thrown) {
    if (options.signal.aborted) throw new BackendError({ kind: 'aborted' });
    // Whether the stream broke off or fell silent: it must be had anew.
    if (signal.aborted || !(thrown instanceof BackendError)) throw new BackendError({ kind: 'network' });
    throw thrown;
  } finally {
    end();
  }
}

async function read(response: Response, options: EventOptions, alive: () => void): Promise<void> {
  if (!response.body || !/^text\/event-stream\b/i.test(response.headers.get('Content-Type') ?? '')) {
    throw new BackendError({ kind: 'protocol' });
  }
  options.onOpen?.();
  const feed = eventReader((event, data) => event === 'change' && options.onChange(caseIds(data)));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    alive();
    const { value, done } = await reader.read();
    if (done) return;
    feed(value);
  }
}

/**
 * Takes the pieces of an event stream as they come and calls back for every event in it (HTML standard, 9.2.6). Of the
 * fields only these two are the contract's: the cursor to resume from is the changes', not the stream's.
 */
function eventReader(onEvent: (event: string, data: string) => void): (piece: string) => void {
  let rest = '';
  let event = '';
  let data: string[] = [];
  return (piece) => {
    // A carriage return at the end may be half of a line's end.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
      if (field === 'event') event = value;
      else if (field === 'data') data.push(value);
      if (line) continue;
      if (data.length) onEvent(event || 'message', data.join('\n'));
      event = '';
      data = [];
    }
  };
}

function caseIds(data: string): readonly string[] {
  try {
    const body = JSON.parse(data) as unknown;
    return isRecord(body) && Array.isArray(body['cases'])
      ? body['cases'].filter((id) => typeof id === 'string')
      : [];
  } catch {
    return [];
  }
}
