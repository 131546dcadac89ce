import {
  acceptActivities,
  type AcceptedStretch,
  type ActivityRecorded,
  activityStream,
  type OfferedActivity,
  plainLine,
  type Rejection,
  zoneClock,
} from '@app/domain';
import { ConcurrencyError, type EventStore, type NewEvent } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { v5 as uuidV5 } from 'uuid';
import { EVENT_STORE } from '../stores/tokens.js';
import { KeyedQueue } from './keyed-queue.js';
import { RecordedSpansCache } from './recorded-spans.js';

/** Who offers activities, and from which device. */
export interface Offer {
  readonly userId: string;
  readonly timeZone: string;
  readonly device: {
    readonly id: string;
    readonly machine: string;
    readonly osUser: string;
    readonly platform?: string | undefined;
  };
  readonly source: 'computers' | 'mobile';
  readonly activities: readonly OfferedActivity[];
  /** Epoch ms. */
  readonly now: number;
}

export interface Recorded {
  /** Activities that are durable in the log now and were not before. */
  readonly accepted: number;
  /** Activities that were in the log already. */
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

/** Namespace of our deterministic event ids: the same spans in the same stream always make the same event. */
const EVENT_IDS = '5d3c1a0e-5e0b-4c2e-9d57-3c4a1f8b7e21';
const ATTEMPTS = 3;

/** Appends what agents observed to the day streams. Observations are facts, not commands: nothing is decided. */
@Injectable()
export class ActivityRecorder {
  private readonly recorded: RecordedSpansCache;
  private readonly queue = new KeyedQueue();

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {
    this.recorded = new RecordedSpansCache(store);
  }

  /**
   * Records the activities of one device; resolves when all that is counted as accepted is durable. A retry of the same
   * batch, whole or cut differently, records nothing twice: spans that a day has already are left out, and the append
   * is made at the revision that this was read at.
   */
  async record(offer: Offer): Promise<Recorded> {
    const { activities, now, userId, timeZone } = offer;
    const { stretches, rejected, indexBySpanId } = acceptActivities(activities, { now, clock: zoneClock(timeZone) });
    const freshIndexes = new Set<number>();
    for (const localDate of new Set(stretches.map((stretch) => stretch.localDate))) {
      const stream = activityStream(userId, localDate);
      const ofStream = stretches.filter((stretch) => stretch.localDate === localDate);
      const freshIds = await this.queue.run(stream, () => this.append(stream, ofStream, offer));
      for (const id of freshIds) freshIndexes.add(indexBySpanId.get(id) as number);
    }
    const accepted = freshIndexes.size;
    return { accepted, duplicates: activities.length - rejected.length - accepted, rejected };
  }

  /** Appends what the stream does not have yet; returns the ids of those spans. */
  private async append(stream: string, stretches: readonly AcceptedStretch[], offer: Offer): Promise<string[]> {
    for (let attempt = 1; ; attempt++) {
      const { expected, ids } = await this.recorded.of(stream);
      const { events, freshIds } = newEvents(stream, { stretches, known: ids, offer });
      if (events.length === 0) return freshIds;
      try {
        const { revision } = await this.store.append(stream, events, expected);
        freshIds.forEach((id) => ids.add(id));
        this.recorded.remember(stream, { expected: revision, ids });
        return freshIds;
      } catch (error) {
        // Whatever went wrong, what we remember of the stream may be stale now.
        this.recorded.forget(stream);
        if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

function newEvents(
  stream: string,
  { stretches, known, offer }: { stretches: readonly AcceptedStretch[]; known: ReadonlySet<string>; offer: Offer },
): { events: NewEvent<ActivityRecorded>[]; freshIds: string[] } {
  const { device, source, userId, now } = offer;
  const fresh = new Set<string>();
  const events = stretches.flatMap(({ localDate, utcOffsetMinutes, spans: offered }): NewEvent<ActivityRecorded>[] => {
    const spans = offered.filter(({ id }) => !known.has(id) && !fresh.has(id) && fresh.add(id));
    if (spans.length === 0) return [];
    const { id: deviceId, platform } = device;
    const id = uuidV5(`${stream}\n${spans.map((span) => span.id).join('\n')}`, EVENT_IDS);
    const [machine, osUser] = [plainLine(device.machine), plainLine(device.osUser)];
    const described = { deviceId, machine, osUser, ...(platform && { platform: plainLine(platform) }) };
    const data = { ...described, source, localDate, utcOffsetMinutes, spans };
    return [{ id, event: { type: 'ActivityRecorded', data }, metadata: { now, principalId: userId } }];
  });
  return { events, freshIds: [...fresh] };
}
