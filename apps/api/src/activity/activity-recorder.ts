import {
  activityStream,
  cutIntoDays,
  DAY_FULL,
  type DayStretch,
  type LocalDate,
  partOf,
  type ReadActivity,
  readActivities,
  type Rejection,
  zoneClock,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { DeviceRoom } from '../devices/device-room.js';
import { Accounts } from '../identity/accounts.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { DayLists } from './day-lists.js';
import { DayAppends } from './recording/day-appends.js';
import { deviceOf, type Offer } from './recording/offer.js';

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

/**
 * Appends the observations of agents to the day streams. Observations are facts, not commands, so
 * there is nothing to decide.
 */
@Injectable()
export class ActivityRecorder {
  private readonly days: DayAppends;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    accounts: Accounts,
    readonly devices: DeviceRoom,
    readonly dayLists: DayLists,
  ) {
    this.days = new DayAppends({ store, checkIsOpen: (userId) => accounts.accountOf(userId) });
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
      const { fresh, refused } = await this.days.append(stream, { stretches, offer });
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
        const { known } = await this.days.dayOf(stream);
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
      if (stretch && !(await this.days.hasBegun(stream))) fresh.push(stretch.localDate);
    }
    await this.dayLists.list(userId, fresh, now);
  }
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
