import { ApiExtension } from '@nestjs/swagger';

/**
 * Where the document keeps the statuses of refusals until `completeDocument` makes answers of them.
 */
export const REFUSALS = 'x-refusals';

/**
 * The statuses of refusals that an operation may name; the others follow from its address, body and
 * guard.
 */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 502;

/**
 * Says with which statuses a route refuses a request, besides those that follow from its address,
 * body and guard. The body of a refusal follows from the address: `completeDocument` adds it.
 */
export const ApiRefusals = (...statuses: RefusalStatus[]) => ApiExtension(REFUSALS, statuses);
