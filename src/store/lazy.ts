/** A part of the store whose code is fetched when it is first needed. */
export interface Lazy<T> {
  /** Fetches and makes it, once; after a failure it is tried again at the next call. */
  load(): Promise<T>;
  /** Runs when it is there; where it cannot be had, nothing happens. */
  use(run: (made: T) => void): void;
  /** Runs now, or as soon as it is made, but never makes it. */
  last(run: (made: T) => void): void;
  /** What is there already. */
  readonly loaded: T | undefined;
}

export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let made: T | undefined;
  let making: Promise<T> | undefined;
  let end: ((made: T) => void) | undefined;
  const load = () =>
    (making ??= make().then(
      (value) => {
        made = value;
        end?.(value);
        return value;
      },
      (thrown: unknown) => {
        making = undefined;
        throw thrown;
      },
    ));
  return {
    load,
    use: (run) => void load().then(run, () => undefined),
    last: (run) => {
      if (made !== undefined) run(made);
      else end = run;
    },
    get loaded() {
      return made;
    },
  };
}
