import {
  activityStream,
  type ActivityEvent,
  type DayRewritten,
  DomainError,
  erasuresOf,
  type LocalDate,
  readActivityEvent,
  rewrittenDay,
  type Slice,
  survivorsWithOrigins,
  type TimeClasses,
  type TimeErased,
} from '@app/domain';
import { appendAll, type EventStore, NewerEventError, type NewEvent, type StoredEvent } from '@app/event-store';
import { asNewEvents, erasureEventId } from './rewrite-stream.js';

export interface DayErasure {
  readonly erasureId: string;
  /** Epoch ms. */
  readonly requestedAt: number;
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly slice: Slice;
  /** The classes of time when the erasure was asked for. */
  readonly classes: TimeClasses;
  readonly metadata: NewEvent['metadata'];
  /** Called after every step. A test may end the work there. */
  readonly reached?: (step: string) => Promise<void>;
}

/**
 * Erases a slice from a day's stream. Resolves to the log position of the new first event, as text.
 * Resolves to null when the day has nothing of the slice. Safe to repeat after it was cut off
 * anywhere:
 *
 *     stream     [spans] [spans]
 *     append     [spans] [spans] [TimeErased] [DayRewritten] [survivors]    reports honour it now
 *     truncate                                [DayRewritten] [survivors]
 *
 * Survivors keep when the log first heard of their time, and by what: reports of a moment in the
 * past count by it.
 *
 * A stream that is full takes it too: the survivors take the place of what is truncated.
 *
 * When new time comes in between, the append fails with ConcurrencyError. The caller then decides
 * again. Later time stays. Unreadable events are removed. Throws NewerEventError for an event of a
 * newer version of this program.
 */
export async function eraseDay(store: EventStore, erasure: DayErasure): Promise<string | null> {
  const { erasureId, requestedAt, userId, localDate, slice, classes, metadata, reached } = erasure;
  const stream = activityStream(userId, localDate);
  const stored = await readAll(store, stream);
  const [first, newest] = [stored[0], stored.at(-1)];
  if (!first || !newest) return null;
  if (isRewriting(first, erasureId)) return first.position.toString();

  const origins = new Map<ActivityEvent, StoredEvent>();
  for (const one of stored) for (const event of readable(one)) origins.set(event, one);
  const events = [...origins.keys()];
  const known = new Set(stored.map(({ id }) => id));
  const asked = erasuresOf(events, { slice, localDate, classes }).map((data): NewEvent<TimeErased> => {
    const id = erasureEventId(erasureId, stream, JSON.stringify(data));
    return { id, event: { type: 'TimeErased', data }, metadata };
  });
  if (asked.length === 0 && !stored.some((one) => isRewriting(one, erasureId))) return null;
  const fresh = asked.filter(({ id }) => id !== undefined && !known.has(id));

  const erased = [...events, ...fresh.map(({ event }) => event)];
  const left = survivorsWithOrigins(erased).map(({ event, of }) => ({ event, of: origins.get(of) }));
  const survivors = left.map(({ event }) => event);
  const rewritten = rewrittenDay(erasureId, { events: erased, survivors, now: requestedAt }).map((event) => ({
    event,
  }));
  const after = newest.revision;
  const begins = after + BigInt(fresh.length) + 1n;
  const rewriting = asNewEvents([...rewritten, ...left], { erasureId, stream, after, metadata });
  const appended = async () => reached?.('appended');
  await appendAll(store, stream, [...fresh, ...rewriting], { expected: after, appended, isRewriting: true });
  await store.truncate(stream, begins);
  await reached?.('truncated');
  for await (const { position } of store.read(stream, begins)) return position.toString();
  throw new Error('A rewritten day has no first event.');
}

async function readAll(store: EventStore, stream: string): Promise<StoredEvent[]> {
  const stored: StoredEvent[] = [];
  for await (const event of store.read(stream)) stored.push(event);
  return stored;
}

function isRewriting({ type, data }: StoredEvent, erasureId: string): boolean {
  return type === 'DayRewritten' && (data as DayRewritten['data'] | undefined)?.erasureId === erasureId;
}

function readable(stored: StoredEvent): ActivityEvent[] {
  try {
    const event = readActivityEvent(stored);
    return event ? [event] : [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'newer_event') throw new NewerEventError(stored.stream, stored.revision, stored.type);
    return [];
  }
}
