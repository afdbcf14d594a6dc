/** Server-sent events over `fetch`, because `EventSource` cannot carry a token. Loaded when the first list is shown. */
import { createParser } from 'eventsource-parser';
import type { EventOptions } from '../backend.js';
import { BackendError } from '../../model/failure.js';
import type { Access } from './access.js';
import { isRecord } from './answer.js';

/** Silence after which the stream is taken for dead, ms; the contract sends a comment every 25 s. */
const SILENCE = 60_000;

export async function streamEvents(url: string, access: Access, options: EventOptions): Promise<void> {
  const headers = {
    Accept: 'text/event-stream',
    ...(options.since ? { 'Last-Event-ID': options.since } : {}),
  };
  const watchdog = new AbortController();
  const signal = AbortSignal.any([options.signal, watchdog.signal]);
  const response = await access.fetch(
    new Request(url, { headers, signal, cache: 'no-store', credentials: access.credentials }),
  );
  if (!response.body || !/^text\/event-stream\b/i.test(response.headers.get('Content-Type') ?? '')) {
    throw new BackendError({ kind: 'protocol' });
  }
  options.onOpen?.();
  const parser = createParser({
    onEvent: ({ event, data }) => event === 'change' && options.onChange(caseIds(data)),
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => watchdog.abort(), SILENCE);
  };
  try {
    for (alive(); ; alive()) {
      const { value, done } = await reader.read();
      if (done) return;
      parser.feed(value);
    }
  } catch {
    throw new BackendError({ kind: options.signal.aborted ? 'aborted' : 'network' });
  } finally {
    clearTimeout(timer);
  }
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
