/** States that a host page can style as `:state(name)`. A browser without them shows the element as ever. */
export function setStates(internals: ElementInternals, states: Readonly<Record<string, boolean>>): void {
  // Missing in browsers before 2024; the first that had it took only names with two dashes.
  const set = internals.states as CustomStateSet | undefined;
  for (const [name, on] of Object.entries(states)) {
    try {
      if (on) set?.add(name);
      else set?.delete(name);
    } catch {
      return;
    }
  }
}
