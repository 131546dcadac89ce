import {
  daysOfSlice,
  erasureStream,
  type ErasureRequested,
  type LocalDate,
  readErasureEvent,
  sundayOf,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { readableEvents } from '../reactors/readable-events.js';

/** A table: its week, the log position before it was made, and its own position. */
export interface PublishedTable {
  readonly week: LocalDate;
  readonly asOf: bigint;
  readonly position: bigint;
}

/**
 * Whether an erasure of a user's time in the week went on while its table was made. Erasures that
 * are asked for later withdraw the table themselves. Earlier ones left no time to count.
 *
 *     log       asOf ........ table
 *     erasure        [request ............ erased]      yes
 *     erasure   [request .. erased]                     yes
 */
export async function wasErasing(store: EventStore, userId: string, table: PublishedTable): Promise<boolean> {
  const { week, asOf, position } = table;
  const sunday = sundayOf(week);
  let request: ErasureRequested['data'] | undefined;
  for await (const { event, stored } of readableEvents(store, erasureStream(userId), readErasureEvent)) {
    if (event.type === 'ErasureRequested' && stored.position < position) request = event.data;
    if (event.type !== 'LogErased') continue;
    request = undefined;
    const { isAccount, days } = event.data;
    const isOfWeek = days.some(({ localDate }) => localDate >= week && localDate <= sunday);
    if (stored.position > asOf && (isAccount || isOfWeek)) return true;
  }
  if (!request) return false;
  const { first, last } = daysOfSlice(request.slice ?? {}, request.requestedAt);
  return first <= sunday && last >= week;
}
