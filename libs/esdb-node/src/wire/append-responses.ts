import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import { type ExpectedRevision, NO_EVENTS } from '../terms/events.js';
import { type Refusal, type WriteOutcome, type Written } from '../terms/outcome.js';
import {
  type AppendResp,
  type BatchAppendResp,
  shared,
  streams,
  type StreamIdentifier,
  type UUID,
} from './generated.js';
import { toBatchStatus } from './refusals.js';

/** `AppendResp.success`. Positions and revisions travel as decimal text. */
export function toAppendSuccess({ lastRevision, position }: Written): AppendResp {
  const success = new streams.AppendResp.Success();
  if (lastRevision === NO_EVENTS) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(lastRevision.toString());
  if (position === undefined) success.setNoPosition(new shared.Empty());
  else success.setPosition(fillPosition(new streams.AppendResp.Position(), position));
  return new streams.AppendResp().setSuccess(success);
}

/**
 * `AppendResp.wrong_expected_version`. A single append gets this refusal as an answer, not as a
 * status.
 */
export function toAppendRefusal(
  expected: ExpectedRevision,
  { current }: Extract<Refusal, { kind: 'wrong-expected-version' }>,
): AppendResp {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current === NO_EVENTS) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(current.toString());
  if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(expected.toString());
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

/**
 * The fields that a BatchAppendResp repeats. Without one of them the client throws outside of
 * promises.
 */
export interface BatchEnvelope {
  readonly correlationId: UUID;
  readonly stream: StreamIdentifier;
}

/** `BatchAppendResp`: the one answer for a correlation id. */
export function toBatchResponse({ correlationId, stream }: BatchEnvelope, outcome: WriteOutcome): BatchAppendResp {
  const response = new streams.BatchAppendResp().setCorrelationId(correlationId).setStreamIdentifier(stream);
  if (outcome.kind !== 'written') return response.setError(toBatchStatus(outcome));
  const { lastRevision, position } = outcome;
  const success = new streams.BatchAppendResp.Success();
  if (lastRevision === NO_EVENTS) success.setNoStream(new emptyMessages.Empty());
  else success.setCurrentRevision(lastRevision.toString());
  if (position === undefined) success.setNoPosition(new emptyMessages.Empty());
  else success.setPosition(fillPosition(new shared.AllStreamPosition(), position));
  return response.setSuccess(success);
}

interface PositionFields {
  setCommitPosition(value: string): unknown;
  setPreparePosition(value: string): unknown;
}

/** Sets both fields of a position message. Commit and prepare positions are the same here. */
export function fillPosition<Message extends PositionFields>(message: Message, position: bigint): Message {
  message.setCommitPosition(position.toString());
  message.setPreparePosition(position.toString());
  return message;
}
