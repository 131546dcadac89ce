import type { StayRecord } from './stays.js';

/** The queue in the storage of the browser: pieces of it, so that a look writes one small piece. */
export interface QueueIndex {
  /** The number of the oldest piece. */
  readonly first: number;
  /** The number of the newest piece. Records are added there. */
  readonly last: number;
  /** Pieces that were dropped because the queue was full. */
  readonly dropped: number;
}

export const EMPTY_QUEUE: QueueIndex = { first: 0, last: 0, dropped: 0 };

/** With the longest paths and titles a piece stays below the 256 KB of one call. */
export const RECORDS_OF_PIECE = 150;
/** 15,000 records, some weeks. The browser gives an extension 10 MB. */
export const MOST_PIECES = 100;

/** Adds records to the newest piece. A known id gets its later end. */
export function withRecords(piece: readonly StayRecord[], records: readonly StayRecord[]): StayRecord[] {
  const byId = new Map(piece.map((record) => [record.id, record]));
  for (const record of records) byId.set(record.id, record);
  return [...byId.values()];
}

/** What is left of a piece when the server has these records. One that grew meanwhile stays. */
export function withoutSent(piece: readonly StayRecord[], sent: readonly StayRecord[]): StayRecord[] {
  const ends = new Map(sent.map(({ id, endedAt }) => [id, endedAt]));
  return piece.filter(({ id, endedAt }) => ends.get(id) !== endedAt);
}

/** The next index after a piece has become full, and the numbers of the pieces that must go. */
export function nextPiece({ first, last, dropped }: QueueIndex): { index: QueueIndex; gone: number[] } {
  const newest = last + 1;
  const oldest = Math.max(first, newest - MOST_PIECES + 1);
  const gone = Array.from({ length: oldest - first }, (_unused, n) => first + n);
  return { index: { first: oldest, last: newest, dropped: dropped + gone.length }, gone };
}
