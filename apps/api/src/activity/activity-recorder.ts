import {
  type ActivityRecorded,
  activityStream,
  type Caller,
  cutIntoDays,
  DAY_FULL,
  type DayRoom,
  type DayStretch,
  type KnownActivities,
  type LocalDate,
  MOST_EVENTS_OF_A_STREAM,
  type OfferedActivity,
  partOf,
  plainLine,
  type ReadActivity,
  readActivities,
  type Rejection,
  type Span,
  zoneClock,
} from '@app/domain';
import { ConcurrencyError, type EventStore, type NewEvent } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { v5 as uuidV5 } from 'uuid';
import { ApiError } from '../ground/api-error.js';
import { DeviceRoom } from '../devices/device-room.js';
import { Accounts } from '../identity/accounts.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { DayLists } from './day-lists.js';
import { KeyedQueue } from './keyed-queue.js';
import { type RecordedDay, RecordedDays } from './recorded-days.js';

/** The activities that one device offers. */
export interface Offer {
  readonly userId: string;
  readonly timeZone: string;
  /** Zones that the account had before. */
  readonly formerTimeZones: readonly string[];
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
  /** What brings them. Undefined for an agent. */
  readonly by?: Caller;
  /** Of how many local days it may bring time. Default: any number. */
  readonly mostDays?: number;
}

export interface Recorded {
  /** Activities with time that is durable in the log now and was not before. */
  readonly accepted: number;
  /** How many of these made a known activity longer. */
  readonly grown: number;
  /** Activities that were in the log already. */
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

/** The result for one activity of a batch. */
interface Outcome {
  isNew: boolean;
  /** Some of its time was known before. */
  wasKnown: boolean;
  /** Some of its time belongs to a day that is full. */
  isRefused: boolean;
}

/** Namespace of our event ids: the same spans in the same stream always make the same event id. */
const EVENT_IDS = '5d3c1a0e-5e0b-4c2e-9d57-3c4a1f8b7e21';
const ATTEMPTS = 3;

/**
 * Appends the observations of agents to the day streams. Observations are facts, not commands, so
 * there is nothing to decide.
 */
@Injectable()
export class ActivityRecorder {
  private readonly recorded: RecordedDays;
  private readonly queue = new KeyedQueue();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly accounts: Accounts,
    readonly devices: DeviceRoom,
    readonly dayLists: DayLists,
  ) {
    this.recorded = new RecordedDays(store);
  }

  /**
   * Records the activities of one device. Resolves when all that is counted as accepted is durable.
   *
   * A retry of the same batch, whole or cut differently, records nothing twice: `KnownActivities`
   * says what of a day is new, and the append is made at the revision at which the day was read.
   *
   * Throws ApiError `too_many_activities` when the time is of more than `mostDays` days: each day
   * is an append. Throws DomainError `too_many_devices` when the account has no place for a new
   * one, and records nothing then. Throws DomainError `unknown_account` when the account is closed
   * meanwhile. A long batch may still be on its way then, and the eraser has looked for days
   * already.
   */
  async record(offer: Offer): Promise<Recorded> {
    const giveBack = await this.devices.take(offer.userId, offer.device.id);
    let recorded: Recorded | undefined;
    try {
      return (recorded = await this.recordOn(offer));
    } finally {
      // What failed may have landed: then the tables will show the device.
      if (!recorded?.accepted) giveBack();
    }
  }

  private async recordOn(offer: Offer): Promise<Recorded> {
    const { activities, now, userId, timeZone } = offer;
    const { read, rejected } = readActivities(activities, now);
    const outcomes: Outcome[] = activities.map(() => ({ isNew: false, wasKnown: false, isRefused: false }));
    const left = await this.notRecordedInFormerZones(read, offer, outcomes);
    const days = byStream(userId, cutIntoDays(left, zoneClock(timeZone)));
    if (days.size > (offer.mostDays ?? Infinity)) {
      throw new ApiError('too_many_activities', `One call brings time of at most ${offer.mostDays} days.`);
    }
    await this.listNewDays(days, offer);
    for (const [stream, stretches] of days) {
      const { fresh, refused } = await this.queue.run(stream, () => this.append(stream, stretches, offer));
      for (const index of refused) outcomeOf(outcomes, index).isRefused = true;
      for (const { index } of stretches.flatMap((stretch) => stretch.activities)) {
        const newPart = fresh.get(index);
        if (newPart !== 'whole') outcomeOf(outcomes, index).wasKnown = true;
        if (newPart) outcomeOf(outcomes, index).isNew = true;
      }
    }
    const full = outcomes.flatMap(({ isRefused }, index) => (isRefused ? [{ index, ...DAY_FULL }] : []));
    const accepted = outcomes.filter(({ isNew, isRefused }) => isNew && !isRefused);
    const grown = accepted.filter(({ wasKnown }) => wasKnown).length;
    const allRejected = [...rejected, ...full].sort((a, b) => a.index - b.index);
    const duplicates = activities.length - allRejected.length - accepted.length;
    return { accepted: accepted.length, grown, duplicates, rejected: allRejected };
  }

  /**
   * The activities without the time that was recorded when the account had another zone. There the
   * same moment may belong to another local day, and so to another stream.
   */
  private async notRecordedInFormerZones(
    read: readonly ReadActivity[],
    offer: Offer,
    outcomes: readonly Outcome[],
  ): Promise<readonly ReadActivity[]> {
    const { formerTimeZones, userId } = offer;
    const device = deviceOf(offer);
    const untilMs = new Map<number, number>();
    for (const zone of formerTimeZones) {
      for (const [stream, stretches] of byStream(userId, cutIntoDays(read, zoneClock(zone)))) {
        // In the queue of the stream: an append that is on its way is not durable yet.
        const { known } = await this.queue.run(stream, () => this.recorded.dayOf(stream));
        for (const { index, span } of stretches.flatMap(({ activities }) => activities)) {
          const until = known.recordedUntil(device, span) ?? -Infinity;
          if (until > (untilMs.get(index) ?? -Infinity)) untilMs.set(index, until);
        }
      }
    }
    return read.flatMap(({ index, span }): ReadActivity[] => {
      const until = untilMs.get(index);
      if (until === undefined) return [{ index, span }];
      outcomeOf(outcomes, index).wasKnown = true;
      if (until >= span.endedAt) return [];
      const rest = { startMs: Math.max(until, span.startedAt), endMs: span.endedAt };
      return [{ index, span: partOf(span, rest) }];
    });
  }

  /** Lists the days that have no event yet. The others were listed before their first one. */
  private async listNewDays(days: ReadonlyMap<string, DayStretch[]>, { userId, now }: Offer): Promise<void> {
    const fresh: LocalDate[] = [];
    for (const [stream, [stretch]] of days) {
      const { expected } = await this.queue.run(stream, () => this.recorded.dayOf(stream));
      if (expected === 'no_stream' && stretch) fresh.push(stretch.localDate);
    }
    await this.dayLists.list(userId, fresh, now);
  }

  /** Appends what the stream does not have yet. */
  private async append(stream: string, stretches: readonly DayStretch[], offer: Offer): Promise<NewParts> {
    for (let attempt = 1; ; attempt++) {
      const { expected, known, room } = await this.recorded.dayOf(stream);
      try {
        const parts = newParts(stream, { stretches, known, room: roomOf({ expected, room }, stretches), offer });
        if (parts.events.length === 0) return parts;
        await this.accounts.accountOf(offer.userId);
        const { revision } = await this.store.append(stream, parts.events, expected);
        this.recorded.remember(stream, { expected: revision, known, room });
        return parts;
      } catch (error) {
        // The memory of the stream may be stale now, and it knows activities that are not durable.
        this.recorded.forget(stream);
        if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

/** The events for what is new, and by place in the batch how much of an activity that is. */
interface NewParts {
  readonly events: NewEvent<ActivityRecorded>[];
  readonly fresh: ReadonlyMap<number, 'whole' | 'rest'>;
  /** Places of activities for which the day has no room. */
  readonly refused: readonly number[];
}

const NO_ROOM = { takes: () => false, add: () => undefined };

/** The room of a day. A stream that has as many events as it may have has none. */
function roomOf({ expected, room }: Pick<RecordedDay, 'expected' | 'room'>, stretches: readonly DayStretch[]): Room {
  const length = expected === 'no_stream' ? 0 : Number(expected) + 1;
  return length + stretches.length > MOST_EVENTS_OF_A_STREAM ? NO_ROOM : room;
}

type Room = Pick<DayRoom, 'takes' | 'add'>;

/** Adds to `known` and `room` what the events will record. */
function newParts(
  stream: string,
  {
    stretches,
    known,
    room,
    offer,
  }: { stretches: readonly DayStretch[]; known: KnownActivities; room: Room; offer: Offer },
): NewParts {
  const device = deviceOf(offer);
  const fresh = new Map<number, 'whole' | 'rest'>();
  const refused: number[] = [];
  const events = stretches.flatMap(({ localDate, utcOffsetMinutes, activities }): NewEvent<ActivityRecorded>[] => {
    const spans: Span[] = [];
    for (const { index, span: offered } of activities) {
      const part = known.newPartOf(device, offered);
      if (!part) continue;
      if (!room.takes(part.span)) {
        refused.push(index);
        continue;
      }
      room.add(part.span);
      known.add(device, part.span);
      spans.push(part.span);
      // A change of the zone's offset cuts an activity in two within one stream: the second part
      // extends the first.
      if (!fresh.has(index)) fresh.set(index, part.extends ? 'rest' : 'whole');
    }
    if (spans.length === 0) return [];
    const { platform } = offer.device;
    const [machine, osUser] = [plainLine(offer.device.machine), plainLine(offer.device.osUser)];
    const described = { machine, osUser, ...(platform && { platform: plainLine(platform) }) };
    const data = { ...device, ...described, localDate, utcOffsetMinutes, spans };
    const metadata = { now: offer.now, principalId: offer.userId, ...(offer.by && { by: offer.by }) };
    return [{ id: eventId(stream, data), event: { type: 'ActivityRecorded', data }, metadata }];
  });
  return { events, fresh, refused };
}

const deviceOf = ({ device, source }: Offer) => ({ deviceId: device.id, source });

function eventId(stream: string, { source, deviceId, spans }: ActivityRecorded['data']): string {
  const recorded = spans.map(({ id, startedAt, endedAt }) => `${id} ${startedAt} ${endedAt}`);
  return uuidV5([stream, source, deviceId, ...recorded].join('\n'), EVENT_IDS);
}

function byStream(userId: string, stretches: readonly DayStretch[]): Map<string, DayStretch[]> {
  const streams = new Map<string, DayStretch[]>();
  for (const stretch of stretches) {
    const stream = activityStream(userId, stretch.localDate);
    const ofStream = streams.get(stream);
    if (ofStream) ofStream.push(stretch);
    else streams.set(stream, [stretch]);
  }
  return streams;
}

const outcomeOf = (outcomes: readonly Outcome[], index: number): Outcome => outcomes[index] as Outcome;
