import { type sendUnaryData } from '@grpc/grpc-js';
import { fillPosition } from '../wire/append-responses.js';
import {
  type DeleteReq,
  type DeleteResp,
  shared,
  streams,
  type TombstoneReq,
  type TombstoneResp,
} from '../wire/generated.js';
import { toStatus } from '../wire/refusals.js';
import { toExpectedRevision, toStreamName } from '../wire/requests.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { type WriteRequest } from '../writes/write-request.js';

/** `Streams/Delete`: hides what the stream holds; it may be written again. */
export async function serveDelete(
  writes: WriteLoop,
  request: DeleteReq,
  answer: sendUnaryData<DeleteResp>,
): Promise<void> {
  const outcome = await writes.submit(toWriteRequest(request.getOptions(), 'delete'));
  if (outcome.kind !== 'written') return answer(toStatus(outcome));
  const response = new streams.DeleteResp();
  if (outcome.position === undefined) response.setNoPosition(new shared.Empty());
  else response.setPosition(fillPosition(new streams.DeleteResp.Position(), outcome.position));
  answer(null, response);
}

/** `Streams/Tombstone`: ends the stream for ever. */
export async function serveTombstone(
  writes: WriteLoop,
  request: TombstoneReq,
  answer: sendUnaryData<TombstoneResp>,
): Promise<void> {
  const outcome = await writes.submit(toWriteRequest(request.getOptions(), 'tombstone'));
  if (outcome.kind !== 'written') return answer(toStatus(outcome));
  const response = new streams.TombstoneResp();
  if (outcome.position === undefined) response.setNoPosition(new shared.Empty());
  else response.setPosition(fillPosition(new streams.TombstoneResp.Position(), outcome.position));
  answer(null, response);
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
