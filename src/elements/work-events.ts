/** Events of the search, the form, the case and its notes: as in `events.ts`. */
import type { Id } from '../model/case.js';

const BUBBLES: EventInit = { bubbles: true, composed: true };

/** The search is done and the customer goes on to the form. `trail` travels with the case. */
export class DeflectionContinueEvent extends Event {
  constructor(
    readonly trail: { readonly query: string; readonly shown: readonly Id[]; readonly opened: readonly Id[] },
  ) {
    super('case-deflection-continue', BUBBLES);
  }
}

/** An answer was found; no case is needed. */
export class DeflectionAnsweredEvent extends Event {
  constructor(
    readonly articleId: Id,
    readonly query: string,
  ) {
    super('case-deflection-answered', BUBBLES);
  }
}

/** Before a form is sent. Cancelable: then nothing is sent and nothing is cleared. */
export class CaseSubmitEvent extends Event {
  constructor(readonly values: Readonly<Record<string, unknown>>) {
    super('case-submit', { ...BUBBLES, cancelable: true });
  }
}

/** The backend has the case. */
export class CaseSubmittedEvent extends Event {
  constructor(
    readonly caseId: Id,
    readonly number: string,
  ) {
    super('case-submitted', BUBBLES);
  }
}

/** The customer leaves the form, the search or the case. */
export class CaseBackEvent extends Event {
  constructor() {
    super('case-back', BUBBLES);
  }
}

/** A note was written and delivered. */
export class NoteAddedEvent extends Event {
  constructor(
    readonly caseId: Id,
    readonly noteId: Id,
  ) {
    super('case-note-added', BUBBLES);
  }
}

/** A case was closed, cancelled, resolved or reopened, and the backend has it. */
export class CaseTransitionedEvent extends Event {
  constructor(
    readonly caseId: Id,
    readonly action: string,
  ) {
    super('case-transitioned', BUBBLES);
  }
}

/** The customer wants to change the fields of a case; whoever composes the elements shows the form. */
export class CaseEditEvent extends Event {
  constructor(readonly caseId: Id) {
    super('case-edit', BUBBLES);
  }
}
