/** The longest task of a page while something runs: what stands between a key and its letter. */
import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: by the clock, and of the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds. */
export interface Longest {
  /** By the clock: on a machine that does other things, too, mostly waiting for its turn. */
  readonly clock: number;
  /** Of the processor: what a machine that does nothing else would take. */
  readonly processor: number;
}

const CATEGORIES = ['disabled-by-default-devtools.timeline', '__metadata'];

export async function longestTask(page: Page, work: () => Promise<unknown>): Promise<Longest> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(
      ...(value as unknown as TraceEvent[]).filter(
        ({ name }) => name === 'RunTask' || name === 'thread_name',
      ),
    );
  });
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: CATEGORIES },
    transferMode: 'ReportEvents',
  });
  try {
    await work();
  } finally {
    await endOf(session);
  }
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(events.filter(({ args }) => args.name === 'CrRendererMain').map(threadOf));
  const tasks = events.filter((event) => event.name === 'RunTask' && mains.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('the browser tells nothing of its tasks');
  const most = (times: readonly number[]): number => times.reduce((a, b) => Math.max(a, b), 0) / 1000;
  return {
    clock: most(tasks.map(({ dur }) => dur ?? 0)),
    processor: most(tasks.map(({ tdur }) => tdur ?? 0)),
  };
}

async function endOf(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
}
