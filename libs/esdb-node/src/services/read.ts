import { originalOf } from '../events.js';
import { type Call } from '../grpc/call.js';
import { ageTest, type CursorRange, END_OF_TIME, logCursor, streamCursor } from '../reads/cursor.js';
import { follow, sendRange } from '../reads/send-records.js';
import { presenceOf, type StreamPresence } from '../reads/visibility.js';
import { type LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { streams } from '../wire/generated.js';
import { encodeStreamNotFound } from '../wire/read-responses.js';
import { toStatus } from '../wire/refusals.js';
import { type ReadPlan, type ReadStart, toReadPlan } from '../wire/requests.js';

/** What the two kinds of read need beside their plan. */
interface ReadContext {
  readonly store: LogStore;
  readonly call: Call;
  readonly nowMs: () => number;
}

/** `Streams/Read`: a stream or $all, once or for ever. */
export async function serveRead(store: LogStore, call: Call, nowMs: () => number): Promise<void> {
  const context = { store, call, nowMs };
  const request = streams.ReadReq.deserializeBinary(await call.onlyMessage());
  let plan: ReadPlan;
  try {
    plan = toReadPlan(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return call.end(toStatus({ kind: 'bad-request', message }));
  }
  await (plan.stream === undefined ? serveLog(context, plan) : serveStream(context, plan, plan.stream));
}

async function serveLog({ store, call }: ReadContext, plan: ReadPlan): Promise<void> {
  const isWanted = (record: LogRecord): boolean => plan.filter === undefined || plan.filter.matches(record);
  if (plan.maxCount !== undefined) {
    const cursor = logCursor(store, logRange(plan, store.tail));
    return sendRange(call, cursor, plan.maxCount, isWanted);
  }
  const range = { from: after(plan.start, store.tail), to: END_OF_TIME, backwards: false };
  return follow(call, store, {
    cursor: logCursor(store, range),
    isWanted,
    checkpointEvery: plan.filter?.checkpointEvery,
    refusal: () => undefined,
    exists: () => true,
  });
}

async function serveStream({ store, call, nowMs }: ReadContext, plan: ReadPlan, stream: string): Promise<void> {
  const isWanted = ageTest(store, stream, nowMs);
  if (plan.maxCount !== undefined) {
    const presence = streamPresence(store, stream);
    if (presence === 'tombstoned') return call.end(toStatus({ kind: 'stream-deleted', stream }));
    if (presence === 'missing') {
      call.send(encodeStreamNotFound(stream));
      return call.end();
    }
    return sendRange(call, streamCursor(store, stream, streamRange(plan)), plan.maxCount, isWanted);
  }
  const from = after(plan.start, store.stateOf(stream).lastRevision + 1n);
  return follow(call, store, {
    cursor: streamCursor(store, stream, { from, to: END_OF_TIME, backwards: false }),
    isWanted,
    checkpointEvery: undefined,
    refusal: () => (streamPresence(store, stream) === 'tombstoned' ? { kind: 'stream-deleted', stream } : undefined),
    exists: () => streamPresence(store, stream) === 'exists',
  });
}

/** A metastream is tombstoned together with its stream. */
function streamPresence(store: LogStore, stream: string): StreamPresence {
  const original = originalOf(stream);
  if (original !== undefined && presenceOf(store.stateOf(original)) === 'tombstoned') return 'tombstoned';
  return presenceOf(store.stateOf(stream));
}

/** A subscription begins behind the revision or position it names; `end` is the first that does not exist yet. */
function after(start: ReadStart, end: bigint): bigint {
  if (start === 'start') return 0n;
  return start === 'end' ? end : start + 1n;
}

/** A read of a stream includes the revision it names, in both directions. */
export function streamRange({ start, backwards }: Pick<ReadPlan, 'start' | 'backwards'>): CursorRange {
  if (!backwards) return { from: placeOf(start), to: END_OF_TIME, backwards };
  return { from: 0n, to: start === 'end' ? END_OF_TIME : placeOf(start) + 1n, backwards };
}

/**
 * A read of $all includes the position it names when it goes forwards and excludes it when it goes backwards.
 * It ends at the `tail` of its beginning, however fast others write.
 */
export function logRange({ start, backwards }: Pick<ReadPlan, 'start' | 'backwards'>, tail: bigint): CursorRange {
  if (!backwards) return { from: placeOf(start), to: tail, backwards };
  const to = placeOf(start);
  return { from: 0n, to: to < tail ? to : tail, backwards };
}

function placeOf(start: ReadStart): bigint {
  if (start === 'start') return 0n;
  return start === 'end' ? END_OF_TIME : start;
}
