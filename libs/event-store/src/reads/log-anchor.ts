import { type AllStreamRecordedEvent, ErrorType, FORWARDS } from '@eventstore/db-client';
import { OtherHistoryError } from '../connection/errors.js';
import { type LogReads, readLogPage } from './log-pages.js';

/** A position that a reader has reached, and the id of the event there if the reader knows it. */
export interface KnownPlace {
  readonly position: bigint;
  readonly eventId?: string | undefined;
}

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
 * Throws OtherHistoryError when the log ends before the position, or has another event there.
 * Whatever removes an event is written after it and stays, so a log never ends before a position
 * that it had.
 */
export async function findAnchor(reads: LogReads, after: KnownPlace, signal: AbortSignal): Promise<Anchor> {
  const first = await firstFrom(reads, after.position, signal);
  if (!first || contradicts(first, after)) throw new OtherHistoryError();
  const position = first.position.commit;
  return { position, undelivered: position === after.position ? undefined : first };
}

/** Whether the event at the position is still in the log. */
export async function isInLog(reads: LogReads, position: bigint, signal: AbortSignal): Promise<boolean> {
  const first = await firstFrom(reads, position, signal);
  return first?.position.commit === position;
}

/** Whether the log has come to this place. It may have removed the event there since. */
export async function isInHistory(reads: LogReads, place: KnownPlace): Promise<boolean> {
  try {
    const first = await firstFrom(reads, place.position);
    return first !== undefined && !contradicts(first, place);
  } catch (error) {
    if (error instanceof OtherHistoryError) return false;
    throw error;
  }
}

/** The id of the event at a position. Undefined when there is none any more. */
export async function idAt(reads: LogReads, position: bigint): Promise<string | undefined> {
  const first = await firstFrom(reads, position);
  return first?.position.commit === position ? first.id : undefined;
}

const contradicts = (found: AllStreamRecordedEvent, { position, eventId }: KnownPlace): boolean =>
  found.position.commit === position && eventId !== undefined && found.id !== eventId;

/** How servers refuse a position inside a record: 23.10 and the embedded node, then 24.10. */
const NO_PLACE_OF_THIS_LOG = /Exception was thrown by handler|invalid position/i;

const isNoPlace = (error: unknown): boolean => {
  const { type, message } = error as { type?: unknown; message?: unknown };
  return type === ErrorType.UNKNOWN && NO_PLACE_OF_THIS_LOG.test(String(message));
};

/** Version 23.10 says the same when a read fails for another reason. That passes. */
const SECOND_TRY_AFTER_MS = 250;

/**
 * The first event at the position or after it. Undefined when the log ends before. Throws
 * OtherHistoryError when the server says twice that the position cannot be one of this log.
 */
async function firstFrom(
  reads: LogReads,
  position: bigint,
  signal?: AbortSignal,
): Promise<AllStreamRecordedEvent | undefined> {
  const fromPosition = { commit: position, prepare: position };
  const read = async () => {
    const [first] = await readLogPage(reads, { direction: FORWARDS, fromPosition, maxCount: 1, signal });
    return first;
  };
  try {
    return await read();
  } catch (error) {
    if (!isNoPlace(error)) throw error;
  }
  await reads.pause(SECOND_TRY_AFTER_MS, signal);
  try {
    return await read();
  } catch (error) {
    if (isNoPlace(error)) throw new OtherHistoryError();
    throw error;
  }
}
