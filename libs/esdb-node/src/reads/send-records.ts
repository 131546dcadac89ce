import { randomUUID } from 'node:crypto';
import { type LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { encodeCaughtUp, encodeCheckpoint, encodeConfirmation } from '../wire/read-responses.js';
import { type Refusal } from '../writes/outcome.js';
import { type Cursor } from './cursor.js';
import { type Outlet } from './outlet.js';

const PAGE_RECORDS = 128;

/** Lets other calls run: between two pages nothing else would, when no record of a page is sent. */
const nextTurn = (): Promise<void> => new Promise(setImmediate);

/** Sends up to `maxCount` records that `isWanted`, then ends the call. */
export async function sendRange(
  outlet: Outlet,
  cursor: Cursor,
  maxCount: bigint,
  isWanted: (record: LogRecord) => boolean,
): Promise<void> {
  for (let remaining = maxCount; remaining > 0n && !outlet.isClosed; await nextTurn()) {
    if (outlet.isFull) {
      await outlet.bell.wait();
      continue;
    }
    const page = cursor.next(remaining < PAGE_RECORDS ? Number(remaining) : PAGE_RECORDS);
    for (const record of page.records) {
      if (remaining === 0n || !isWanted(record)) continue;
      outlet.send(record.response);
      remaining--;
    }
    if (page.isLast) break;
  }
  outlet.end();
}

/** What a subscription follows. */
export interface Subscription {
  readonly cursor: Cursor;
  readonly isWanted: (record: LogRecord) => boolean;
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
export async function follow(outlet: Outlet, store: LogStore, subscription: Subscription): Promise<void> {
  const { cursor, isWanted, checkpointEvery, refusal, exists } = subscription;
  const stopListening = store.onCommit(outlet.bell.ring);
  let isLive = false;
  let considered = 0;
  outlet.send(encodeConfirmation(randomUUID()));
  while (!outlet.isClosed) {
    if (outlet.isFull) {
      await outlet.bell.wait();
      continue;
    }
    const refused = refusal();
    if (refused !== undefined) {
      outlet.refuse(refused);
      break;
    }
    const page = cursor.next(PAGE_RECORDS);
    for (const record of page.records) {
      if (isWanted(record)) outlet.send(record.response);
      if (checkpointEvery === undefined || ++considered < checkpointEvery) continue;
      considered = 0;
      outlet.send(encodeCheckpoint(record.position));
    }
    if (!page.isLast) {
      isLive = false;
      await nextTurn();
      continue;
    }
    if (!isLive && exists()) {
      isLive = true;
      outlet.send(encodeCaughtUp());
    }
    await outlet.bell.wait();
  }
  stopListening();
}
