import type { Id } from '../model/case.js';
import { uuidFrom } from '../model/id.js';

/** A new UUID, also where `crypto.randomUUID` is missing. */
export function newId(): Id {
  return uuidFrom(crypto.getRandomValues(new Uint8Array(16)));
}
