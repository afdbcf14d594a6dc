/** What customers did and what the backend did for them, and whether the one follows from the other. */
import type { Id } from '../../src/model/case.js';
import type { Operation } from '../../src/model/operation.js';

/** Something that a customer wrote, whatever keys it went out under. */
export interface Intent {
  readonly name: string;
  readonly viewerId: Id;
  readonly caseId: Id;
  /** Has its place in the order of its case. */
  readonly ordered: boolean;
  readonly creates: boolean;
  /** What it needs to be there: the note of a file. */
  readonly needs: Intent | undefined;
  /** Moments of the oracle's own count. */
  readonly begun: number;
  kept: number | undefined;
  discarded: boolean;
  /** When it was discarded it may have been stored already, and the page said so. */
  doubtful: boolean;
  /** The discard was asked for while storage failed. */
  maybeDiscarded: boolean;
  effects: number;
  /** When the backend did it. */
  done: number | undefined;
}

export type Fault =
  | 'lost'
  | 'duplicated'
  | 'out of order'
  | 'stuck'
  | 'sent as another'
  | 'sent after it was discarded'
  | 'told a falsehood'
  | 'wrong bytes'
  | 'refused without need'
  | 'not shown';

export class Oracle {
  readonly violations: { readonly fault: Fault; readonly detail: string }[] = [];
  readonly intents: Intent[] = [];
  /** Requests for what was done already, beyond those that the network repeated. */
  redundant = 0;
  requests = 0;
  /** Names of what the backend did, in its order. */
  readonly effects: string[] = [];
  readonly #byOperation = new Map<Id, Intent>();
  readonly #dead = new Set<Id>();
  #moment = 0;

  begin(
    operationId: Id,
    intent: Omit<Intent, 'begun' | 'kept' | 'discarded' | 'doubtful' | 'maybeDiscarded' | 'effects' | 'done'>,
  ): Intent {
    const own = {
      kept: undefined,
      discarded: false,
      doubtful: false,
      maybeDiscarded: false,
      effects: 0,
      done: undefined,
    };
    const begun: Intent = { ...intent, ...own, begun: ++this.#moment };
    this.intents.push(begun);
    this.#byOperation.set(operationId, begun);
    return begun;
  }

  keep(intent: Intent): void {
    intent.kept = ++this.#moment;
  }

  of(operationId: Id): Intent | undefined {
    return this.#byOperation.get(operationId);
  }

  /** The customer wrote it anew: the old key must not be heard of again. */
  rekey(was: Id, now: Id): void {
    const intent = this.#byOperation.get(was);
    if (intent) this.#byOperation.set(now, intent);
  }

  retire(operationId: Id): void {
    this.#dead.add(operationId);
  }

  /** The page says that it is out, and with it what cannot be without it. */
  discard(operation: Operation): void {
    const intent = this.of(operation.id);
    if (!intent) return;
    const belongs = (other: Intent) =>
      other.needs === intent || (intent.creates && other.caseId === intent.caseId && other.effects === 0);
    for (const one of this.intents.filter((other) => other === intent || belongs(other))) {
      one.discarded = true;
      one.doubtful ||= operation.inDoubt;
    }
  }

  /** A discard was asked for; where it is open whether it was done, either is right. */
  doubt(operation: Operation, isOut: boolean): void {
    const intent = this.of(operation.id);
    if (isOut) this.discard(operation);
    else if (intent) intent.maybeDiscarded = true;
  }

  /** A case that was never kept, or was taken back, before another tab that did not know wrote to it. */
  isGivenUp(caseId: Id): boolean {
    const create = this.intents.find((intent) => intent.creates && intent.caseId === caseId);
    return create !== undefined && (create.discarded || create.kept === undefined);
  }

  /** Something else was done in its case of whose version nothing could tell it: before it was kept, or without an answer. */
  wasOvertaken(operationId: Id): boolean {
    const intent = this.of(operationId);
    if (!intent) return false;
    const kept = intent.kept ?? Infinity;
    return this.intents.some(({ caseId, discarded, done = -1 }) => {
      // Discarded when it had been done without our knowing: nobody heard of the version it made.
      const isUnheard = done > 0 && discarded;
      return caseId === intent.caseId && (isUnheard || (done > intent.begun && done < kept));
    });
  }

  /** The backend does what a request says. */
  effect(operation: Operation, actor: Id, bytes: ArrayBuffer | undefined): void {
    const intent = this.of(operation.id);
    if (!intent) return this.accuse('told a falsehood', `nobody wrote ${operation.id}`);
    intent.effects++;
    intent.done ??= ++this.#moment;
    const { name } = intent;
    this.effects.push(name);
    if (intent.effects > 1) this.accuse('duplicated', name);
    const isGone = [intent, intent.needs].some((one) => one?.discarded && !one.doubtful);
    if (isGone || this.#dead.has(operation.id)) this.accuse('sent after it was discarded', name);
    if (actor !== intent.viewerId) this.accuse('sent as another', `${name} as ${actor}`);
    for (const other of this.intents) {
      if (this.#comesFirst(other, intent)) this.accuse('out of order', `${name} before ${other.name}`);
    }
    if (operation.payload.kind === 'putAttachment' && (!bytes || textOf(bytes) !== name))
      this.accuse('wrong bytes', name);
  }

  /** A page says that something was delivered. */
  hearDelivered(operationId: Id): void {
    const intent = this.of(operationId);
    if (intent && intent.effects === 0 && !intent.discarded) this.accuse('told a falsehood', intent.name);
  }

  /** Nothing is outstanding any more. */
  close(): void {
    for (const intent of this.intents) {
      const isGivenUp = intent.discarded || intent.maybeDiscarded || intent.needs?.maybeDiscarded;
      if (intent.kept !== undefined && !isGivenUp && intent.effects === 0) this.accuse('lost', intent.name);
    }
  }

  accuse(fault: Fault, detail: string): void {
    this.violations.push({ fault, detail });
  }

  #comesFirst(other: Intent, intent: Intent): boolean {
    if (
      other.effects > 0 ||
      other.discarded ||
      other.maybeDiscarded ||
      other.caseId !== intent.caseId ||
      other === intent
    )
      return false;
    if (intent.needs === other) return true;
    const isEarlier = other.kept !== undefined && other.kept < intent.begun;
    return isEarlier && (other.creates || (other.ordered && intent.ordered));
  }
}

export function bytesOf(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}

function textOf(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}
