import { randomUUID } from 'node:crypto';
import { type Call } from '../grpc/call.js';
import { type LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { encodeCaughtUp, encodeCheckpoint, encodeConfirmation } from '../wire/read-responses.js';
import { toStatus } from '../wire/refusals.js';
import { type Refusal } from '../terms/outcome.js';
import { Doorbell } from './doorbell.js';
import { type SkippingPage } from './skipping-cursor.js';

const PAGE_RECORDS = 128;

/** Lets other calls run. Without it, pages that send no record would block them. */
const nextTurn = (): Promise<void> => new Promise(setImmediate);

/** A cursor that may pass over records that are not wanted. */
export interface FollowingCursor {
  next(maxRecords: number): SkippingPage;
}

/** The records that a read sends: those of the cursor that are wanted, each as a frame. */
interface Selection {
  readonly cursor: FollowingCursor;
  readonly isWanted: (record: LogRecord) => boolean;
  readonly frameOf: (record: LogRecord) => Buffer;
}

/** Sends up to `maxCount` of the selection, then ends the call. */
export async function sendRange(call: Call, selection: Selection & { readonly maxCount: bigint }): Promise<void> {
  const { cursor, isWanted, frameOf, maxCount } = selection;
  const bell = bellOf(call);
  for (let remaining = maxCount; remaining > 0n && !call.isOver; await nextTurn()) {
    if (call.isFull) {
      await bell.wait();
      continue;
    }
    const page = cursor.next(remaining < PAGE_RECORDS ? Number(remaining) : PAGE_RECORDS);
    const frames = page.records.filter(isWanted).map(frameOf);
    sendTogether(call, frames);
    remaining -= BigInt(frames.length);
    if (page.isLast) break;
  }
  call.end();
}

/** The records that a subscription follows, with its checkpoints and its end. */
export interface Subscription extends Selection {
  /** The number of examined records between two checkpoints. Undefined: no checkpoints. */
  readonly checkpointEvery: number | undefined;
  /** Why the subscription must end now, or undefined. Called before each page. */
  readonly refusal: () => Refusal | undefined;
  /** The record to send before the end that `refusal` asks for. Undefined: none. */
  readonly lastRecord: () => LogRecord | undefined;
  /** Whether the stream exists. Version 23.10 sends no `caught_up` for a missing stream. */
  readonly exists: () => boolean;
}

/**
 * Sends the records of a subscription without end: a page from the store, then a wait for room or
 * for the next commit. A slow reader is only late, never dropped. `caught_up` is sent at each
 * change from catching up to live.
 */
export async function follow(call: Call, store: LogStore, subscription: Subscription): Promise<void> {
  const { cursor, isWanted, frameOf, checkpointEvery, refusal, lastRecord, exists } = subscription;
  const bell = bellOf(call);
  const stopListening = store.onCommit(bell.ring);
  let isLive = false;
  let considered = 0;
  call.send(encodeConfirmation(randomUUID()));
  while (!call.isOver) {
    if (call.isFull) {
      await bell.wait();
      continue;
    }
    const refused = refusal();
    if (refused !== undefined) {
      const last = lastRecord();
      if (last !== undefined) call.send(frameOf(last));
      call.end(toStatus(refused));
      break;
    }
    const page = cursor.next(PAGE_RECORDS);
    const frames: Buffer[] = [];
    for (const record of page.records) {
      if (isWanted(record)) frames.push(frameOf(record));
      if (checkpointEvery === undefined || ++considered < checkpointEvery) continue;
      considered = 0;
      frames.push(encodeCheckpoint(record.position));
    }
    if (page.passed && checkpointEvery !== undefined && (considered += page.passed.events) >= checkpointEvery) {
      considered = 0;
      frames.push(encodeCheckpoint(page.passed.lastPosition));
    }
    if (page.isLast && !isLive && exists()) frames.push(encodeCaughtUp());
    sendTogether(call, frames);
    if (page.isLast) {
      isLive ||= exists();
      await bell.wait();
    } else {
      isLive = false;
      await nextTurn();
    }
  }
  stopListening();
}

/** A bell that rings when the call has room again, and when it is over. */
function bellOf(call: Call): Doorbell {
  const bell = new Doorbell();
  call.onProgress(bell.ring);
  return bell;
}

/**
 * Frames with this average size are sent one by one. To join them costs more than the extra writes.
 */
const LARGE_FRAME_BYTES = 4 * 1024;

/** Sends a page of small frames with one write, which makes reads cheap. */
function sendTogether(call: Call, frames: readonly Buffer[]): void {
  let bytes = 0;
  for (const frame of frames) bytes += frame.length;
  if (bytes >= LARGE_FRAME_BYTES * frames.length) for (const frame of frames) call.send(frame);
  else call.send(Buffer.concat(frames, bytes));
}
