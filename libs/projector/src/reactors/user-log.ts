import {
  accountDecider,
  accountStream,
  ActivityDay,
  activityStream,
  type LocalDate,
  readAccountEvent,
  readActivityEvent,
  readScheduleEvent,
  readTaxonomyEvent,
  scheduleDecider,
  type Schedules,
  scheduleStream,
  type Taxonomy,
  taxonomyDecider,
  taxonomyStream,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { type Counted, foldReadable, readableEvents } from './readable-events.js';

/** Reads the streams of one user. `isCounted` limits the events. Default: all events. */

/** The fold of a local day, and the revision of its newest event, or -1. */
export async function readDay(
  store: EventStore,
  userId: string,
  localDate: LocalDate,
  isCounted?: Counted,
): Promise<{ day: ActivityDay; revision: number }> {
  const day = new ActivityDay();
  let revision = -1;
  const stream = activityStream(userId, localDate);
  for await (const { event, stored } of readableEvents(store, stream, readActivityEvent, isCounted)) {
    day.apply(event, stored.position);
    revision = Number(stored.revision);
  }
  return { day, revision };
}

/** The user's taxonomy, and the revision of its newest event. -1 for the shipped taxonomy. */
export async function readTaxonomy(
  store: EventStore,
  userId: string,
  isCounted?: Counted,
): Promise<{ taxonomy: Taxonomy; revision: number }> {
  const fold = { read: readTaxonomyEvent, decider: taxonomyDecider };
  const { state, revision } = await foldReadable(store, taxonomyStream(userId), fold, isCounted);
  return { taxonomy: state, revision };
}

/** The user's schedules. */
export async function readSchedules(store: EventStore, userId: string, isCounted?: Counted): Promise<Schedules> {
  const fold = { read: readScheduleEvent, decider: scheduleDecider };
  return (await foldReadable(store, scheduleStream(userId), fold, isCounted)).state;
}

/** The time zone of the user's account. Undefined when the user has no account. */
export async function readTimeZone(store: EventStore, userId: string): Promise<string | undefined> {
  const fold = { read: readAccountEvent, decider: accountDecider };
  const { state } = await foldReadable(store, accountStream(userId), fold);
  return state.status === 'open' ? state.timeZone : undefined;
}
