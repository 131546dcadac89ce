import {
  type ActivityDay,
  type BucketRow,
  bucketRows,
  type DailyRow,
  dailyRows,
  DomainError,
  type DayOwner,
  parseActivityStream,
  parseTaxonomyStream,
  readTaxonomyEvent,
} from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { ParkedEvent } from '@app/read-models';
import { parkedBecause } from '../parked-because.js';
import type { DayCache } from './day-cache.js';

/** Name of the projection that writes `buckets` and `daily`, in its checkpoints. */
export const ACTIVITY_PROJECTION = 'activity';

/** What a batch of events comes to: rows to write and events to set aside. */
export interface ProjectedBatch {
  readonly buckets: readonly BucketRow[];
  readonly daily: readonly DailyRow[];
  readonly parked: readonly ParkedEvent[];
}

export interface ProjectActivityOptions {
  readonly days: DayCache;
  /** Rows that depend on nothing after this position are in the tables already. */
  readonly after: bigint;
}

/**
 * Folds a batch of events of any streams, in log order, into the rows that they change. Events of other streams than
 * `activity-` change none. An event of activity or of a taxonomy that cannot be read is parked, and the others go on.
 */
export async function projectActivity(
  events: readonly StoredEvent[],
  { days, after }: ProjectActivityOptions,
): Promise<ProjectedBatch> {
  const changed = new Map<string, { day: ActivityDay; owner: DayOwner }>();
  const parked: ParkedEvent[] = [];
  for (const event of events) {
    try {
      // A report leaves out what it cannot read of a taxonomy: here it is noticed.
      if (event.stream.startsWith('taxonomy-')) checkTaxonomyEvent(event);
      if (!event.stream.startsWith('activity-')) continue;
      const named = parseActivityStream(event.stream);
      if (!named) throw new DomainError('unreadable_stream', 'The stream is not named by a user and a day.');
      const day = await days.foldThrough(event);
      changed.set(event.stream, { day, owner: named });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      parked.push(parkedBecause(event, error));
    }
  }
  const rows = [...changed.values()];
  return {
    buckets: rows.flatMap(({ day, owner }) => bucketRows(owner, day.bucketsSince(after))),
    daily: rows.flatMap(({ day, owner }) => dailyRows(owner, day.totalsSince(after))),
    parked,
  };
}

function checkTaxonomyEvent(event: StoredEvent): void {
  if (!parseTaxonomyStream(event.stream))
    throw new DomainError('unreadable_stream', 'The stream is not named by a user.');
  readTaxonomyEvent(event);
}
