import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
import { type LogReads, readLogPage } from './log-pages.js';

/** An event of the whole log, of any stream. */
export interface LogEvent {
  readonly id: string;
  readonly position: bigint;
  /** When the store wrote it. */
  readonly recordedAt: Date;
}

/** The newest event of the whole log. Undefined when the log is empty. One short read. */
export async function lastOfLog(reads: LogReads, signal?: AbortSignal): Promise<LogEvent | undefined> {
  const [last] = await readLogPage(reads, { direction: BACKWARDS, fromPosition: END, maxCount: 1, signal });
  return last && { id: last.id, position: last.position.commit, recordedAt: last.created };
}

export interface LogRange {
  /** Exclusive. Undefined: the beginning of the log. */
  readonly after: bigint | undefined;
  /** Inclusive. */
  readonly upTo: bigint;
  /** Only streams whose names begin with one of these. */
  readonly streamPrefixes: readonly string[];
}

/** Whether a range of the log has an event. `unknown`: the range is too long to look. */
export type Presence = 'present' | 'absent' | 'unknown';

const PAGE = 512;
/** The client decodes so many events in about 0.1 s. */
const MOST_LOOKED_AT = 4_096;

/**
 * Whether the range has an event of the streams. Other programs may write any number of events into
 * a log, so this looks at the first 4,096 of the range only.
 */
export async function presenceIn(reads: LogReads, range: LogRange): Promise<Presence> {
  const { after, upTo, streamPrefixes } = range;
  let from = after;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += PAGE) {
    const fromPosition = from === undefined ? START : { commit: from, prepare: from };
    const page = await readLogPage(reads, { direction: FORWARDS, fromPosition, maxCount: PAGE });
    for (const { position, streamId } of page) {
      if (position.commit > upTo) return 'absent';
      if (after !== undefined && position.commit <= after) continue;
      if (streamPrefixes.some((prefix) => streamId.startsWith(prefix))) return 'present';
    }
    if (page.length < PAGE) return 'absent';
    from = page.at(-1)?.position.commit;
  }
  return 'unknown';
}
