import {
  ActivityDay,
  activityStream,
  categoriesWith,
  DomainError,
  readActivityEvent,
  shownName,
  type TimeClasses,
  userStream,
} from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { recordedDays } from '@app/projector';
import { stringify } from 'csv-stringify/sync';

/**
 * Every event of a user that the catalogue exports, one JSON object a line, stream by stream:
 * account, settings, then the days in order. The data of an event of a newer version is null.
 * Streams of credentials are not exported. The hashes that an account lists are left out.
 */
export async function* exportedEvents(store: EventStore, userId: string): AsyncGenerator<string> {
  for (const category of categoriesWith('isExported', true)) {
    if (category !== 'activity') yield* linesOf(store, userStream(category, userId));
    else for (const day of await recordedDays(store, userId)) yield* linesOf(store, activityStream(userId, day));
  }
}

async function* linesOf(store: EventStore, stream: string): AsyncGenerator<string> {
  for await (const { id, type, data, recordedAt } of store.read(stream)) {
    yield `${JSON.stringify({ stream, id, type, data: withoutSecrets(data ?? null), recordedAt })}\n`;
  }
}

const SECRET_FIELD = /hash|secret|password|token/i;

/** The name of a field tells whether it is a secret. Texts of the user stay as they are. */
function withoutSecrets(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutSecrets);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => !SECRET_FIELD.test(name))
      .map(([name, value]) => [name, withoutSecrets(value)]),
  );
}

const COLUMNS = ['date', 'time', 'source', 'activity', 'document', 'category', 'productivity', 'seconds'];

/**
 * A user's time in buckets of five minutes, as reports show it under the present taxonomy. Yields
 * CSV: the names of the columns, then all lines of one day after the other. `date` and `time` are
 * local. Seconds have three decimals at most.
 */
export async function* exportedBuckets(
  store: EventStore,
  userId: string,
  classes: TimeClasses,
): AsyncGenerator<string> {
  yield csvLines([COLUMNS]);
  for (const localDate of await recordedDays(store, userId)) {
    const day = new ActivityDay();
    for await (const stored of store.read(activityStream(userId, localDate))) apply(day, stored);
    const buckets = day.bucketsSince().filter(({ durationMs }) => durationMs > 0);
    const rows = buckets
      .sort((a, b) => a.bucketStartUtc - b.bucketStartUtc)
      .map((bucket) => {
        const { source, document, bucketStartUtc, utcOffsetMinutes, durationMs } = bucket;
        const { activity, category, productivity } = classes.ofTime(bucket);
        const time = new Date(bucketStartUtc + utcOffsetMinutes * 60_000).toISOString().slice(11, 19);
        const texts = [shownName(activity), document, category].map(defused);
        return [localDate, time, source, ...texts, productivity, durationMs / 1000];
      });
    yield csvLines(rows);
  }
}

/** Where a spreadsheet begins to read a cell, and what makes it a formula there. */
const FORMULA = /(?<=^|[;\t])(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/g;

/**
 * A text that no spreadsheet takes for a formula: page titles are words of strangers. An apostrophe
 * stands before `=`, `+`, `-`, `@`, their wide forms, tab, CR and LF where a cell begins. A
 * semicolon begins a cell too, where commas are decimal signs. Each text has its own result, so the
 * import can undo it: `'=` becomes `''=`.
 */
export const defused = (text: string): string => text.replace(FORMULA, "'");

/** Applies an event. One that cannot be read counts for nothing, as in reports. */
function apply(day: ActivityDay, stored: StoredEvent): void {
  try {
    const event = readActivityEvent(stored);
    if (event) day.apply(event, stored.position);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

/**
 * Rows as CSV (RFC 4180), each with LF at its end. It quotes a cell only when the cell holds a
 * comma, a quote, CR or LF. Give many rows at once: each call costs as much as some rows.
 */
export function csvLines(rows: readonly (readonly (string | number)[])[]): string {
  return stringify([...rows]);
}
