import { randomUUID } from 'node:crypto';
import { type Call } from '../grpc/call.js';
import { type LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { encodeCaughtUp, encodeCheckpoint, encodeConfirmation } from '../wire/read-responses.js';
import { toStatus } from '../wire/refusals.js';
import { type Refusal } from '../writes/outcome.js';
import { type Cursor } from './cursor.js';
import { Doorbell } from './doorbell.js';

const PAGE_RECORDS = 128;

/** Lets other calls run: between two pages nothing else would, when no record of a page is sent. */
const nextTurn = (): Promise<void> => new Promise(setImmediate);

/** What a read sends: the records its cursor meets, if they are wanted, each as the frame that stands for it. */
interface Selection {
  readonly cursor: Cursor;
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

/** What a subscription follows. */
export interface Subscription extends Selection {
  /** A checkpoint is sent after each so many records considered; undefined: never. */
  readonly checkpointEvery: number | undefined;
  /** Why the subscription must end now, if it must. Asked before each page. */
  readonly refusal: () => Refusal | undefined;
  /** Whether there is something to be caught up with: 23.10 stays silent on a stream that does not exist yet. */
  readonly exists: () => boolean;
}

/**
 * Sends what the subscription's cursor meets, for ever: a page from the store, then a wait for room or for the next
 * commit. A slow reader is never dropped, it is only late. `caught_up` is sent at each change from catching up to live.
 */
export async function follow(call: Call, store: LogStore, subscription: Subscription): Promise<void> {
  const { cursor, isWanted, frameOf, checkpointEvery, refusal, exists } = subscription;
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

/** A bell that rings when there is room again and when the call is over. */
function bellOf(call: Call): Doorbell {
  const bell = new Doorbell();
  call.onProgress(bell.ring);
  return bell;
}

/** Frames of this size on average are sent as they lie: joining them costs more than a write for each. */
const LARGE_FRAME_BYTES = 4 * 1024;

/** A page of small frames leaves with one write: that is what makes a read cheap. */
function sendTogether(call: Call, frames: readonly Buffer[]): void {
  let bytes = 0;
  for (const frame of frames) bytes += frame.length;
  if (bytes >= LARGE_FRAME_BYTES * frames.length) for (const frame of frames) call.send(frame);
  else call.send(Buffer.concat(frames, bytes));
}
