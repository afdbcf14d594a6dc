/** One change of operations, decided on how they stand, before storage is asked for it. */
import type { Id } from '../model/case.js';
import { restsOn } from '../model/dependence.js';
import { advance, isOutstanding, type Operation, type OperationEvent } from '../model/operation.js';
import type { Commit, RecordWrite, Settled } from './storage.js';

export class Change {
  /** What is told to whoever waits for these operations. */
  readonly settled: Settled[] = [];
  /** Snapshots that are kept together with it. */
  readonly records: RecordWrite[] = [];
  readonly #before: ReadonlyMap<Id, Operation>;
  readonly #versions: { readonly earlier: Operation; readonly version: string }[] = [];
  /** By the id before the change. */
  readonly #after = new Map<Id, Operation>();

  constructor(before: ReadonlyMap<Id, Operation>) {
    this.#before = before;
  }

  /** Outstanding operations as they stand so far. */
  get all(): readonly Operation[] {
    return [...this.#before.keys()].map((id) => this.get(id)).filter(isOutstanding);
  }

  find(id: Id): Operation | undefined {
    return this.#after.get(id) ?? this.#before.get(id);
  }

  /** @throws where there is no such operation any more */
  get(id: Id): Operation {
    const operation = this.find(id);
    if (!operation) throw new Error('no such operation in the outbox');
    return operation;
  }

  apply(id: Id, event: OperationEvent): Operation {
    const next = advance(this.get(id), event);
    this.#after.set(id, next);
    return next;
  }

  /** A record has a new version: what is made on top of `earlier` goes out against that. */
  supersede(earlier: Operation, version: string): void {
    this.#versions.push({ earlier, version });
    const later = this.all.filter((other) => other.state !== 'sending' && restsOn(other, earlier));
    for (const { id } of later) this.apply(id, { type: 'rebase', version });
  }

  /** The same for an operation that is not in storage yet. */
  rebase(operation: Operation): Operation {
    return this.#versions.reduce(
      (later, { earlier, version }) =>
        restsOn(later, earlier) ? advance(later, { type: 'rebase', version }) : later,
      operation,
    );
  }

  /** Lets an operation depend on another that got a new key. */
  repoint(id: Id, dependsOn: Id): void {
    const operation = this.get(id);
    this.#after.set(id, { ...operation, dependsOn, revision: operation.revision + 1 });
  }

  settle(operation: Operation, receipt?: unknown): void {
    this.settled.push(receipt === undefined ? { operation } : { operation, receipt });
  }

  get isEmpty(): boolean {
    return this.#after.size === 0;
  }

  /** Each operation that changed: the id it had, and what it became. */
  get steps(): ReadonlyMap<Id, Operation> {
    return this.#after;
  }

  /** Do the operations in storage stand as this change would have them? */
  isDoneIn(there: readonly Operation[]): boolean {
    const stored = new Map(there.map((operation) => [operation.id, operation]));
    return [...this.#after].every(([was, operation]) => {
      if (!isOutstanding(operation)) return !stored.has(was);
      const { revision, state } = stored.get(operation.id) ?? {};
      return revision === operation.revision && state === operation.state;
    });
  }

  toCommit(viewerId: Id, guard: Pick<Commit, 'epoch' | 'tail'>): Commit {
    const steps = [...this.#after].map(([was, operation]) => ({
      was,
      operation,
      revision: this.#before.get(was)?.revision ?? 0,
    }));
    const replaced = steps.filter(({ operation }) => isOutstanding(operation));
    const removed = steps.filter(({ operation }) => !isOutstanding(operation));
    return {
      viewerId,
      replace: replaced,
      remove: removed.map(({ was, revision }) => ({ id: was, revision })),
      records: this.records,
      ...guard,
    };
  }
}
