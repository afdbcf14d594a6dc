/** What is known when the static demo is built: the build (`scripts/lib/static-demo.ts`) puts it in place of this module. */
import type { HostPerson } from '../host/types.js';
import type { ContractDocument } from '../server/contract.js';

/** Who can sign in. */
export const people: readonly HostPerson[] = [];
/** When the shipped data was made, milliseconds since 1970. */
export const seededAt: number = 0;
/** `openapi.yaml` */
export const contract: ContractDocument = {};
