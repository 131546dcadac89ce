import { type Principal } from '../access/principal.js';
import { refuseAccess } from './stream-guard.js';
import { fillPosition } from '../wire/append-responses.js';
import { type DeleteReq, shared, streams, type TombstoneReq } from '../wire/generated.js';
import { toExpectedRevision, toStreamName } from '../wire/requests.js';
import { type Refusal, type WriteOutcome } from '../terms/outcome.js';
import { type WriteRequest } from '../writes/write-request.js';
import { type NodeParts } from './node-parts.js';

/**
 * `Streams/Delete`: hides the events of a stream, which may be written again. Returns the answer or
 * a refusal.
 */
export async function serveDelete(
  request: Uint8Array,
  parts: NodeParts,
  caller: Principal,
): Promise<Uint8Array | Refusal> {
  const { DeleteReq, DeleteResp } = streams;
  const options = DeleteReq.deserializeBinary(request).getOptions();
  const outcome = await submit(toWriteRequest(options, 'delete'), parts, caller);
  if (outcome.kind !== 'written') return outcome;
  const response = new DeleteResp();
  if (outcome.position === undefined) response.setNoPosition(new shared.Empty());
  else response.setPosition(fillPosition(new DeleteResp.Position(), outcome.position));
  return response.serializeBinary();
}

/** `Streams/Tombstone`: ends the stream for ever. Returns the encoded answer or a refusal. */
export async function serveTombstone(
  request: Uint8Array,
  parts: NodeParts,
  caller: Principal,
): Promise<Uint8Array | Refusal> {
  const { TombstoneReq, TombstoneResp } = streams;
  const options = TombstoneReq.deserializeBinary(request).getOptions();
  const outcome = await submit(toWriteRequest(options, 'tombstone'), parts, caller);
  if (outcome.kind !== 'written') return outcome;
  const response = new TombstoneResp();
  if (outcome.position === undefined) response.setNoPosition(new shared.Empty());
  else response.setPosition(fillPosition(new TombstoneResp.Position(), outcome.position));
  return response.serializeBinary();
}

function toWriteRequest(
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
  kind: 'delete' | 'tombstone',
): WriteRequest {
  return {
    stream: toStreamName(options?.getStreamIdentifier()),
    expected: options === undefined ? 'any' : toExpectedRevision(options, options.getRevision()),
    action: { kind },
  };
}

async function submit(request: WriteRequest, { store, writes }: NodeParts, caller: Principal): Promise<WriteOutcome> {
  return refuseAccess(store, caller, 'delete', request.stream) ?? writes.submit(request);
}
