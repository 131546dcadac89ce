import { fillPosition } from '../wire/append-responses.js';
import { type DeleteReq, shared, streams, type TombstoneReq } from '../wire/generated.js';
import { toExpectedRevision, toStreamName } from '../wire/requests.js';
import { type Refusal } from '../writes/outcome.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { type WriteRequest } from '../writes/write-request.js';

/** `Streams/Delete`: hides what the stream holds; it may be written again. The answer encoded, or why not. */
export async function serveDelete(writes: WriteLoop, request: Uint8Array): Promise<Uint8Array | Refusal> {
  const { DeleteReq, DeleteResp } = streams;
  const options = DeleteReq.deserializeBinary(request).getOptions();
  const outcome = await writes.submit(toWriteRequest(options, 'delete'));
  if (outcome.kind !== 'written') return outcome;
  const response = new DeleteResp();
  if (outcome.position === undefined) response.setNoPosition(new shared.Empty());
  else response.setPosition(fillPosition(new DeleteResp.Position(), outcome.position));
  return response.serializeBinary();
}

/** `Streams/Tombstone`: ends the stream for ever. The answer encoded, or why not. */
export async function serveTombstone(writes: WriteLoop, request: Uint8Array): Promise<Uint8Array | Refusal> {
  const { TombstoneReq, TombstoneResp } = streams;
  const options = TombstoneReq.deserializeBinary(request).getOptions();
  const outcome = await writes.submit(toWriteRequest(options, 'tombstone'));
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
