import { originalOf } from '../terms/events.js';
import { type LogStore } from '../store/log-store.js';
import { type Page, type PageRequest } from '../store/pages.js';
import { type LogRecord } from '../store/record.js';
import { firstReadableRevision, oldestReadableMs } from './visibility.js';

/** Larger than every position and revision. */
export const END_OF_TIME = 2n ** 64n;

/** The half-open range of positions or revisions that a cursor walks, and its direction. */
export interface CursorRange {
  readonly from: bigint;
  readonly to: bigint;
  readonly backwards: boolean;
}

/**
 * Walks a range page by page and keeps nothing open. A forward cursor may continue after `isLast`.
 */
export class Cursor {
  private readonly read: (request: PageRequest) => Page;
  private readonly placeOf: (record: LogRecord) => bigint;
  private readonly backwards: boolean;
  private from: bigint;
  private to: bigint;

  constructor(range: CursorRange, read: (request: PageRequest) => Page, placeOf: (record: LogRecord) => bigint) {
    this.from = range.from;
    this.to = range.to;
    this.backwards = range.backwards;
    this.read = read;
    this.placeOf = placeOf;
  }

  next(maxRecords: number): Page {
    const page = this.read({ from: this.from, to: this.to, backwards: this.backwards, maxRecords });
    const last = page.records.at(-1);
    if (last !== undefined && this.backwards) this.to = this.placeOf(last);
    else if (last !== undefined) this.from = this.placeOf(last) + 1n;
    return page;
  }
}

/** A cursor over the whole log, by position. */
export function logCursor(store: LogStore, range: CursorRange): Cursor {
  return new Cursor(
    range,
    (request) => store.readLog(request),
    (record) => record.position,
  );
}

/** A cursor over one stream, by revision. Each page looks up the first readable revision again. */
export function streamCursor(store: LogStore, stream: string, range: CursorRange): Cursor {
  const isMetastream = originalOf(stream) !== undefined;
  const read = (request: PageRequest): Page => {
    const state = store.stateOf(stream);
    const first = firstReadableRevision(state, isMetastream);
    return store.readStream(state, { ...request, from: request.from > first ? request.from : first });
  };
  return new Cursor(range, read, (record) => record.revision);
}

/** Whether `$maxAge` still shows an event. The cursor ignores ages, because they change. */
export function ageTest(store: LogStore, stream: string, nowMs: () => number): (record: LogRecord) => boolean {
  return (record) => {
    const { metadata } = store.stateOf(stream);
    return metadata?.maxAgeSeconds === undefined || record.createdMs >= oldestReadableMs(metadata, nowMs());
  };
}
