import { type AllStreamRecordedEvent, FORWARDS } from '@eventstore/db-client';
import { OtherHistoryError } from './connection/errors.js';
import { type LogReads, readLogPage } from './log-pages.js';

/** An event that is in the log, where a subscription may begin. */
export interface Anchor {
  /** A subscription after this position gives every later event. */
  readonly position: bigint;
  /** The event, when it comes after the asked position: it is not delivered yet. */
  readonly undelivered: AllStreamRecordedEvent | undefined;
}

/**
 * Finds an event of the log behind which a subscription may go on after a position (exclusive).
 *
 * EventStoreDB 23.10 skips an event when a subscription names the position of an event that a
 * scavenge removed. It starts there behind the first event that it finds. A read is right: it
 * includes the position that it names. So the anchor is the first event from the position on:
 *
 *     log       1 2 - - 5 6      (3 and 4 were removed)
 *     after 3   -> anchor 5, which is still to be delivered. After 2 -> anchor 2
 *
 * Throws OtherHistoryError when the log ends before the position. Whatever removes an event is
 * written after it and stays, so a log never ends before a position that it had.
 */
export async function findAnchor(reads: LogReads, after: bigint, signal: AbortSignal): Promise<Anchor> {
  const first = await firstFrom(reads, after, signal);
  if (!first) throw new OtherHistoryError();
  const position = first.position.commit;
  return { position, undelivered: position === after ? undefined : first };
}

/** Whether the event at the position is still in the log. */
export async function isInLog(reads: LogReads, position: bigint, signal: AbortSignal): Promise<boolean> {
  const first = await firstFrom(reads, position, signal);
  return first?.position.commit === position;
}

/** The first event at the position or after it. Undefined when the log ends before. */
async function firstFrom(
  reads: LogReads,
  position: bigint,
  signal: AbortSignal,
): Promise<AllStreamRecordedEvent | undefined> {
  const fromPosition = { commit: position, prepare: position };
  const [first] = await readLogPage(reads, { direction: FORWARDS, fromPosition, maxCount: 1, signal });
  return first;
}
