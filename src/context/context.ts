import { createContext } from '@lit/context';
import type { CaseStore } from '../store/store.js';

/** Replacements of texts, by name. */
export type TextOverrides = Readonly<Record<string, string>>;

/** What a provider gives to the elements inside it. The store object, never state. */
export interface Casement {
  readonly store: CaseStore;
  /** BCP 47. */
  readonly locale: string;
  /** The host's own texts; they win over the backend's, which win over the built-in ones. */
  readonly texts: TextOverrides;
}

/** The key is shared by every copy of Casement on a page, so that elements of two bundles find one provider. */
export const casementContext = createContext<Casement | undefined>('casement');
