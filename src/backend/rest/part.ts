import { BackendError } from '../../model/failure.js';

/**
 * Waits for code that is fetched when it is needed. Where it cannot be had nothing reached the backend, and what was
 * wanted may be tried again: the same to the customer as an answer that never came.
 * @throws BackendError of kind `network`
 */
export async function part<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch {
    throw new BackendError({ kind: 'network' });
  }
}
