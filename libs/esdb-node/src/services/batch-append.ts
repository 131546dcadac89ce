import { type Principal } from '../access/principal.js';
import { refuseAccess } from './stream-guard.js';
import { type ExpectedRevision, type ProposedEvent } from '../terms/events.js';
import { type Call } from '../grpc/call.js';
import { frameOf } from '../grpc/frames.js';
import { type BatchEnvelope, toBatchResponse } from '../wire/append-responses.js';
import { type BatchAppendReq, shared, streams } from '../wire/generated.js';
import { toExpectedRevision, toProposedEvent, toStreamName, toUuidText } from '../wire/requests.js';
import { type WriteOutcome } from '../terms/outcome.js';
import { appendSizeOf, heldSizeOf, MAX_APPEND_BYTES, type WriteRequest } from '../writes/write-request.js';
import { type NodeParts } from './node-parts.js';

/** One append that grows chunk by chunk. The chunks of several appends may be mixed. */
interface OpenAppend {
  readonly envelope: BatchEnvelope;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly deadlineMs: number | undefined;
  readonly events: ProposedEvent[];
  /** What counts against MAX_APPEND_BYTES. */
  bytes: number;
  heldBytes: number;
}

/** The memory that the events of one open append may take, in bytes. */
const MOST_HELD_BYTES = 16 * 1024 * 1024;

/**
 * `Streams/BatchAppend`: many appends on one call. Each gets one answer as soon as it is durable.
 */
export async function serveBatchAppend(call: Call, parts: NodeParts, caller: Principal): Promise<void> {
  const open = new Map<string, OpenAppend>();
  let unanswered = 0;
  let isInputOver = false;
  const answer = (append: OpenAppend, outcome: WriteOutcome): void => {
    unanswered--;
    call.send(frameOf(toBatchResponse(append.envelope, outcome).serializeBinary()));
    if (isInputOver && unanswered === 0) call.end();
  };

  for await (const message of call.messages()) {
    const chunk = streams.BatchAppendReq.deserializeBinary(message);
    const key = toUuidText(chunk.getCorrelationId());
    const append = open.get(key) ?? openAppend(chunk);
    addEvents(append, chunk);
    if (!chunk.getIsFinal()) {
      open.set(key, append);
      continue;
    }
    open.delete(key);
    unanswered++;
    void finish(parts, append, caller).then((outcome) => answer(append, outcome));
    await parts.writes.waitForRoom();
  }
  isInputOver = true;
  if (unanswered === 0) call.end();
}

function openAppend(chunk: BatchAppendReq): OpenAppend {
  const options = chunk.getOptions();
  const stream = options?.getStreamIdentifier() ?? new shared.StreamIdentifier();
  return {
    envelope: { correlationId: chunk.getCorrelationId() ?? new shared.UUID(), stream },
    stream: toStreamName(stream),
    expected: options === undefined ? 'any' : toExpectedRevision(options, options.getStreamPosition()),
    deadlineMs: options?.getDeadline()?.toDate().getTime(),
    events: [],
    bytes: 0,
    heldBytes: 0,
  };
}

/** Adds a chunk to an append. An append that is too large keeps its size but none of its events. */
function addEvents(append: OpenAppend, chunk: BatchAppendReq): void {
  for (const message of chunk.getProposedMessagesList()) {
    const event = toProposedEvent(message);
    append.bytes += appendSizeOf(event);
    append.heldBytes += heldSizeOf(event);
    append.events.push(event);
  }
  if (append.heldBytes > MOST_HELD_BYTES) append.bytes = Math.max(append.bytes, MAX_APPEND_BYTES + 1);
  if (append.bytes > MAX_APPEND_BYTES) append.events.length = 0;
}

async function finish(parts: NodeParts, append: OpenAppend, caller: Principal): Promise<WriteOutcome> {
  const { store, writes, nowMs, twins } = parts;
  const { stream, expected, deadlineMs, events, bytes } = append;
  if (deadlineMs !== undefined && nowMs() > deadlineMs) return { kind: 'timeout' };
  if (bytes > MAX_APPEND_BYTES) return { kind: 'maximum-append-size-exceeded', maximumBytes: MAX_APPEND_BYTES };
  const refused = refuseAccess(store, caller, 'write', stream);
  if (refused !== undefined) return refused;
  const request: WriteRequest = { stream, expected, deadlineMs, action: { kind: 'append', events } };
  return twins === undefined ? writes.submit(request) : twins.submit(writes, request);
}
