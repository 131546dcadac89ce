import { frameOf } from '../grpc/frames.js';
import { streams, shared } from './generated.js';

/**
 * The `ReadResp` messages without events, as frames. recorded-event.ts encodes events once, at
 * append.
 */

const { ReadResp } = streams;

const encode = (response: InstanceType<typeof ReadResp>): Buffer => frameOf(response.serializeBinary());

/** `ReadResp.confirmation`: the subscription has begun. `id` names it in logs. */
export function encodeConfirmation(id: string): Buffer {
  return encode(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id)));
}

/** `ReadResp.checkpoint`: every event up to `position`, included, was examined. */
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

/** `ReadResp.caught_up`: the following events are live. */
export function encodeCaughtUp(): Buffer {
  return encode(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
}
