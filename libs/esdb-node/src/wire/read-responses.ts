import { frameOf } from '../grpc/frames.js';
import { streams, shared } from './generated.js';

/** The `ReadResp` messages that are not events, as frames. Events are encoded once, at append (recorded-event.ts). */

const { ReadResp } = streams;

const encode = (response: InstanceType<typeof ReadResp>): Buffer => frameOf(response.serializeBinary());

/** `ReadResp.confirmation`: the subscription stands; `id` names it in logs. */
export function encodeConfirmation(id: string): Buffer {
  return encode(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id)));
}

/** `ReadResp.checkpoint`: every event up to and including `position` was considered. */
export function encodeCheckpoint(position: bigint): Buffer {
  const text = position.toString();
  return encode(
    new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(text).setPreparePosition(text)),
  );
}

/** `ReadResp.stream_not_found`: a read of a missing stream ends with this message and status OK. */
export function encodeStreamNotFound(stream: string): Buffer {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  return encode(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifier)));
}

/** `ReadResp.caught_up`: what follows is live. */
export function encodeCaughtUp(): Buffer {
  return encode(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
}
