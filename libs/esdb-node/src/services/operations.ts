import { type Principal, isAdmin } from '../access/principal.js';
import { operations } from '../wire/generated.js';
import { type Refusal } from '../terms/outcome.js';
import { type NodeParts } from './node-parts.js';

/**
 * `Operations/StartScavenge`, for administrators. Answers at once. The stream `$scavenges-<id>`
 * tells when the scavenge is done. While one is running the answer names that one, and it may leave
 * events that were hidden since it began.
 */
export async function serveStartScavenge({ scavenger }: NodeParts, caller: Principal): Promise<Uint8Array | Refusal> {
  if (!isAdmin(caller)) return { kind: 'access-denied', stream: '' };
  const { running } = scavenger;
  const { STARTED, INPROGRESS } = operations.ScavengeResp.ScavengeResult;
  return new operations.ScavengeResp()
    .setScavengeId((running ?? scavenger.start()).id)
    .setScavengeResult(running === undefined ? STARTED : INPROGRESS)
    .serializeBinary();
}
