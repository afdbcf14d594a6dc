/** Gives up what has fallen silent, however long it may take as a whole. */
export interface Watchdog {
  /** Aborts with the signal it was given, or by silence. */
  readonly signal: AbortSignal;
  /** Something was heard. */
  readonly alive: () => void;
  readonly end: () => void;
}

/** @param silence after which it is given up, ms; counted from now on */
export function watch(silence: number, signal: AbortSignal | undefined): Watchdog {
  const silent = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const alive = () => {
    end();
    timer = setTimeout(() => silent.abort(), silence);
  };
  alive();
  return { signal: AbortSignal.any([silent.signal, ...(signal ? [signal] : [])]), alive, end };
}
