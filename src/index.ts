/**
 * The public API. Importing it registers nothing: `casement/define` does.
 *
 * The layers, each importing only those below it:
 *
 *     elements   what customers see and theming developers style
 *     context    how elements find the store of their provider
 *     store      the application: one state, selectors, named commands
 *     backend    how to talk to a system      offline   what outlives a failed delivery
 *     model      nouns and rules, pure
 */
export { CaseDeflection } from './elements/case-deflection.js';
export { CaseForm } from './elements/case-form.js';
export { CaseList } from './elements/case-list.js';
export { CaseNotes } from './elements/case-notes.js';
export { CaseOutbox } from './elements/case-outbox.js';
export { CaseProvider } from './elements/case-provider.js';
export { CaseSupport } from './elements/case-support.js';
export { CaseView } from './elements/case-view.js';
export * from './elements/events.js';
export * from './elements/work-events.js';
export { casementContext, type Casement, type TextOverrides } from './context/context.js';
export { StoreController } from './context/store-controller.js';
export { createStore, type StoreOptions } from './store/create-store.js';
export type { CaseStore, NewNote, Outcome, Submission } from './store/store.js';
export type { StoreState } from './store/state.js';
export { selectCase, selectThread } from './store/case-selectors.js';
export {
  selectOutbox,
  type OutboxCase,
  type OutboxEntry,
  type OutboxView,
} from './store/outbox-selectors.js';
export { selectList } from './store/selectors.js';
export { createRestBackend, type RestBackendOptions } from './backend/rest/rest-backend.js';
export type { GetSecret } from './context/provide.js';
export type { GetToken } from './backend/rest/access.js';
export type {
  CaseBackend,
  Changes,
  EventOptions,
  PageRequest,
  Receipt,
  SendOptions,
  Tombstone,
} from './backend/backend.js';
export { BackendError, type Failure, type FailureKind } from './model/failure.js';
export type * from './model/case.js';
export type * from './model/note.js';
export type * from './model/article.js';
export type * from './model/files.js';
export type * from './model/form.js';
export type * from './model/session.js';
export type { Operation, OperationState, Payload } from './model/operation.js';
export { LIFECYCLE } from './model/lifecycle.js';
