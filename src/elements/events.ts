/**
 * Events of the elements: small `Event` subclasses with readonly fields; they bubble and cross shadow roots. They speak
 * of what the customer did, never of what code set. Here are those of a list; the others come with what fires them.
 */
import type { Id } from '../model/case.js';
import type * as work from './work-events.js';

const BUBBLES: EventInit = { bubbles: true, composed: true };

/** The customer wants to sign in; the host answers with its own way, then calls `reconnect()` on the provider. */
export class SignInEvent extends Event {
  constructor() {
    super('case-sign-in', BUBBLES);
  }
}

/** A case was chosen in a list. Cancelable: a composed element that would open it does not. */
export class CaseSelectEvent extends Event {
  constructor(readonly caseId: Id) {
    super('case-select', { ...BUBBLES, cancelable: true });
  }
}

/** The customer wants to file a case. */
export class CaseNewEvent extends Event {
  constructor() {
    super('case-new', { ...BUBBLES, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'case-sign-in': SignInEvent;
    'case-select': CaseSelectEvent;
    'case-new': CaseNewEvent;
    'case-deflection-continue': work.DeflectionContinueEvent;
    'case-deflection-answered': work.DeflectionAnsweredEvent;
    'case-submit': work.CaseSubmitEvent;
    'case-submitted': work.CaseSubmittedEvent;
    'case-back': work.CaseBackEvent;
    'case-note-added': work.NoteAddedEvent;
    'case-transitioned': work.CaseTransitionedEvent;
    'case-edit': work.CaseEditEvent;
  }
}
