import {
  ActivityDay,
  activityStream,
  categoriesWith,
  DomainError,
  readActivityEvent,
  type TimeClasses,
  userStream,
} from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { recordedDays } from '@app/projector';

/**
 * Every event of a user that the catalogue exports, one JSON object a line, stream by stream: account, settings, then the days
 * in order. The data of an event of a newer version is null. Credentials have streams that are not exported; the hashes that an
 * account lists for its own use are left out.
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

/** A field counts as secret by its name. Texts of the user stay as they are. */
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
 * A user's time in buckets of five minutes, as reports show it under the taxonomy of now, one CSV line each, in order. `date`
 * and `time` are local; seconds have three decimals at most.
 */
export async function* exportedBuckets(
  store: EventStore,
  userId: string,
  classes: TimeClasses,
): AsyncGenerator<string> {
  yield lineOf(COLUMNS);
  for (const localDate of await recordedDays(store, userId)) {
    const day = new ActivityDay();
    for await (const stored of store.read(activityStream(userId, localDate))) apply(day, stored);
    const buckets = day.bucketsSince().filter(({ durationMs }) => durationMs > 0);
    for (const bucket of buckets.sort((a, b) => a.bucketStartUtc - b.bucketStartUtc)) {
      const { source, activity, document, bucketStartUtc, utcOffsetMinutes, durationMs } = bucket;
      const { category, productivity } = classes.ofTime(bucket);
      const time = new Date(bucketStartUtc + utcOffsetMinutes * 60_000).toISOString().slice(11, 19);
      yield lineOf([localDate, time, source, activity, document, category, productivity, durationMs / 1000]);
    }
  }
}

/** Applies an event. One that cannot be read counts for nothing, as in reports. */
function apply(day: ActivityDay, stored: StoredEvent): void {
  try {
    const event = readActivityEvent(stored);
    if (event) day.apply(event, stored.position);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

/** Quoted as in the documented CSV: only where RFC 4180 needs it. */
const lineOf = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',')}\n`;
