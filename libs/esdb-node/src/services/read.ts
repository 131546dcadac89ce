import { ALL, refuseAccess } from './stream-guard.js';
import { type Principal } from '../access/principal.js';
import { DELETED_REVISION, originalOf } from '../terms/events.js';
import { type Call } from '../grpc/call.js';
import { type CallStatus, StatusCode } from '../grpc/status.js';
import { ageTest, type CursorRange, END_OF_TIME, logCursor, streamCursor } from '../reads/cursor.js';
import { linkTargetOf, resolveLink } from '../reads/links.js';
import { follow, type FollowingCursor, sendRange } from '../reads/send-records.js';
import { SkippingCursor } from '../reads/skipping-cursor.js';
import { presenceOf, type StreamPresence } from '../reads/visibility.js';
import { type ServerFaults } from '../reads/server-faults.js';
import { type LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { streams } from '../wire/generated.js';
import { encodeStreamNotFound } from '../wire/read-responses.js';
import { encodeResolvedLink } from '../wire/recorded-event.js';
import { toStatus } from '../wire/refusals.js';
import { type ReadPlan, type ReadStart, type SubscriptionFilter, toReadPlan } from '../wire/requests.js';
import { type Refusal } from '../terms/outcome.js';

/** How EventStoreDB 23.10 refuses a position inside a record, and any read that fails. */
const HANDLER_THREW: CallStatus = { code: StatusCode.unknown, details: 'Exception was thrown by handler.' };

/** The environment of one read. */
interface ReadContext {
  readonly store: LogStore;
  readonly call: Call;
  readonly caller: Principal;
  readonly nowMs: () => number;
  readonly faults: ServerFaults;
}

/** `Streams/Read`: reads a stream or $all, once or without end. */
export async function serveRead(context: ReadContext): Promise<void> {
  const { store, call, caller } = context;
  const request = streams.ReadReq.deserializeBinary(await call.onlyMessage());
  let plan: ReadPlan;
  try {
    plan = toReadPlan(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return call.end(toStatus({ kind: 'bad-request', message }));
  }
  const refused = refuseAccess(store, caller, 'read', plan.stream ?? ALL);
  if (refused !== undefined) return call.end(toStatus(refused));
  await (plan.stream === undefined ? serveLog(context, plan) : serveStream(context, plan, plan.stream));
}

async function serveLog(context: ReadContext, plan: ReadPlan): Promise<void> {
  const { store, call, caller, faults } = context;
  const isWanted = (record: LogRecord): boolean => plan.filter === undefined || plan.filter.matches(record);
  const frameOf = frameEncoder(context, plan);
  if (typeof plan.start === 'bigint' && isInsideRecord(store, plan.start)) return call.end(HANDLER_THREW);
  if (typeof plan.start === 'bigint' && takesFault(faults)) return call.end(HANDLER_THREW);
  if (plan.maxCount !== undefined) {
    const cursor = logCursor(store, logRange(plan, store.tail));
    return sendRange(call, { cursor, isWanted, frameOf, maxCount: plan.maxCount });
  }
  const skips = faults.skipsBehindRemoved === true && typeof plan.start === 'bigint';
  const from = skips ? behindOneRead(store, plan.start) : after(plan.start, store.tail);
  return follow(call, store, {
    cursor: followingCursor(store, from, plan.filter),
    isWanted,
    frameOf,
    checkpointEvery: plan.filter?.checkpointEvery,
    refusal: () => refuseAccess(store, caller, 'read', ALL),
    lastRecord: () => undefined,
    exists: () => true,
  });
}

/** A cursor for a subscription to $all. */
function followingCursor(store: LogStore, from: bigint, filter: SubscriptionFilter | undefined): FollowingCursor {
  const prefixes = filter?.streamPrefixes;
  if (filter === undefined || prefixes === undefined)
    return logCursor(store, { from, to: END_OF_TIME, backwards: false });
  return new SkippingCursor(store, from, filter.matches, prefixes);
}

async function serveStream(context: ReadContext, plan: ReadPlan, stream: string): Promise<void> {
  const { store, call, caller, nowMs } = context;
  const isWanted = ageTest(store, stream, nowMs);
  const frameOf = frameEncoder(context, plan);
  if (plan.maxCount !== undefined) {
    const presence = streamPresence(store, stream);
    if (presence === 'tombstoned') return call.end(toStatus({ kind: 'stream-deleted', stream }));
    if (presence === 'missing') {
      call.send(encodeStreamNotFound(stream));
      return call.end();
    }
    const cursor = streamCursor(store, stream, streamRange(plan));
    return sendRange(call, { cursor, isWanted, frameOf, maxCount: plan.maxCount });
  }
  const from = after(plan.start, store.stateOf(stream).lastRevision + 1n);
  const wasTombstoned = streamPresence(store, stream) === 'tombstoned';
  const refusal = (): Refusal | undefined =>
    streamPresence(store, stream) === 'tombstoned'
      ? { kind: 'stream-deleted', stream }
      : refuseAccess(store, caller, 'read', stream);
  return follow(call, store, {
    cursor: streamCursor(store, stream, { from, to: END_OF_TIME, backwards: false }),
    isWanted,
    frameOf,
    checkpointEvery: undefined,
    refusal,
    lastRecord: () => (wasTombstoned ? undefined : tombstoneOf(store, stream)),
    exists: () => streamPresence(store, stream) === 'exists',
  });
}

const failed = new WeakSet<ServerFaults>();

/** Whether this is the one read that `failsOneRead` lets fail. */
function takesFault(faults: ServerFaults): boolean {
  if (faults.failsOneRead !== true || failed.has(faults)) return false;
  failed.add(faults);
  return true;
}

/** The frame to send for a record: the stored one, or a new one for a link that is resolved. */
function frameEncoder({ store, caller, nowMs }: ReadContext, plan: ReadPlan): (record: LogRecord) => Buffer {
  if (!plan.resolvesLinks) return (record) => record.frame;
  return (record) => {
    const target = linkTargetOf(record);
    if (target === undefined) return record.frame;
    // A caller who may not read the target still sees the link, but nothing of the target.
    const isHidden = refuseAccess(store, caller, 'read', target.stream) !== undefined;
    const resolved = isHidden ? undefined : resolveLink(store, target, nowMs());
    return encodeResolvedLink(record.frame, resolved?.frame, record.position);
  };
}

/** A metastream is tombstoned together with its stream. */
function streamPresence(store: LogStore, stream: string): StreamPresence {
  const original = originalOf(stream);
  if (original !== undefined && presenceOf(store.stateOf(original)) === 'tombstoned') return 'tombstoned';
  return presenceOf(store.stateOf(stream));
}

/**
 * A subscription begins after the revision or position that it names. `end` is the next free one.
 */
function after(start: ReadStart, end: bigint): bigint {
  if (start === 'start') return 0n;
  return start === 'end' ? end : start + 1n;
}

/** The `$streamDeleted` of a tombstoned stream. Undefined for any other stream. */
function tombstoneOf(store: LogStore, stream: string): LogRecord | undefined {
  const state = store.stateOf(stream);
  if (presenceOf(state) !== 'tombstoned') return undefined;
  const range = { from: DELETED_REVISION, to: DELETED_REVISION + 1n, backwards: false };
  return store.readStream(state, { ...range, maxRecords: 1 }).records[0];
}

/**
 * Whether a position points into the bytes of a record. It was never given for this log. A position
 * between two records may be that of a removed one.
 */
function isInsideRecord(store: LogStore, position: bigint): boolean {
  const range = { from: 0n, to: position + 1n, backwards: true };
  const [record] = logCursor(store, range).next(1).records;
  if (record === undefined || record.position === position) return false;
  return position < record.position + BigInt(record.length);
}

/** The start that `skipsBehindRemoved` gives a subscription: see ServerFaults. */
function behindOneRead(store: LogStore, start: bigint): bigint {
  const [read] = logCursor(store, { from: start, to: store.tail, backwards: false }).next(1).records;
  if (read !== undefined) return read.position + 1n;
  return start < store.tail ? start : store.tail;
}

/** A read of a stream includes the revision that it names, in both directions. */
export function streamRange({ start, backwards }: Pick<ReadPlan, 'start' | 'backwards'>): CursorRange {
  if (!backwards) return { from: placeOf(start), to: END_OF_TIME, backwards };
  return { from: 0n, to: start === 'end' ? END_OF_TIME : placeOf(start) + 1n, backwards };
}

/**
 * A read of $all includes the position that it names forwards, and excludes it backwards.
 * It ends at the `tail` of its beginning, so later writes do not prolong it.
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
