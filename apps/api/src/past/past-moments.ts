import {
  accountDecider,
  accountStream,
  type Command,
  type Decider,
  type DomainEvent,
  DomainError,
  isoDateTime,
  type LocalDate,
  parseMoment,
  readAccountEvent,
  readOrPassOver,
  type Taxonomy,
  taxonomyDecider,
  taxonomyStream,
  timeClasses,
  type TimeClasses,
  zoneClock,
} from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/** The clock of a browser may run ahead of ours by so much. */
const SKEW_MS = 60_000;
const SHOWN_LENGTH = 40;

/** The parts of an account that a moment in its past depends on. */
export interface AccountWithPast {
  readonly userId: string;
  readonly timeZone: string;
  readonly formerTimeZones: readonly string[];
}

/** A moment in the past of a user, and what reports depended on then. */
export interface PastMoment {
  /** Epoch ms, inclusive. */
  readonly ms: number;
  /** The same, with the offset of the present zone of the account. */
  readonly text: string;
  /** The zone that the account had then. */
  readonly timeZone: string;
  /** How the user classed time then. */
  readonly taxonomy: Taxonomy;
  readonly classes: TimeClasses;
}

type Classed = Pick<PastMoment, 'taxonomy' | 'classes'>;

/** Finds out what was true of users at moments of the past, from their streams. */
@Injectable()
export class PastMoments {
  constructor(
    private readonly taxonomies: Taxonomies,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The moment in a parameter: ISO 8601 with an offset, or local time of the account. Throws
   * ApiError `invalid_request` for another text, and DomainError `in_future`.
   */
  async of(account: AccountWithPast, text: string): Promise<PastMoment> {
    const { userId, timeZone } = account;
    const ms = parseMoment(text, timeZone);
    if (ms === undefined) {
      const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
      throw new ApiError('invalid_request', `${shown} is not a moment. Write 2026-11-29T14:30.`);
    }
    if (ms > this.clock() + SKEW_MS) throw new DomainError('in_future', 'This moment has not come yet.');
    const [then, classed] = await Promise.all([this.timeZoneAt(account, ms), this.classesAt(userId, ms)]);
    return { ms, text: isoDateTime(ms, zoneClock(timeZone).utcOffsetMinutesAt(ms)), timeZone: then, ...classed };
  }

  /**
   * The state of a stream at a moment, epoch ms. The rules must pass over events that they cannot
   * read, as those of `passingOver` do.
   */
  async stateAt<State, C extends Command, E extends DomainEvent>(
    stream: string,
    { initialState, evolve }: Decider<State, C, E>,
    ms: number,
  ): Promise<State> {
    let state = initialState;
    for await (const stored of this.upTo(stream, ms)) state = evolve(state, stored as never);
    return state;
  }

  private async *upTo(stream: string, ms: number): AsyncGenerator<StoredEvent> {
    for await (const stored of this.store.read(stream)) {
      if (isAfter(stored, ms)) return;
      yield stored;
    }
  }

  private async timeZoneAt({ userId, timeZone, formerTimeZones }: AccountWithPast, ms: number): Promise<string> {
    if (formerTimeZones.length === 0) return timeZone;
    let account = accountDecider.initialState;
    for await (const stored of this.upTo(accountStream(userId), ms)) {
      const event = readOrPassOver(readAccountEvent, stored);
      if (event) account = accountDecider.evolve(account, event);
    }
    // Before the account was opened there is no time at all.
    return account.status === 'open' ? account.timeZone : timeZone;
  }

  private async classesAt(userId: string, ms: number): Promise<Classed> {
    const stream = taxonomyStream(userId);
    for await (const newest of this.store.readBackwards(stream, { pageSize: 1 })) {
      if (isAfter(newest, ms)) return this.olderClassesAt(userId, ms);
      break;
    }
    return this.taxonomies.of(userId);
  }

  private async olderClassesAt(userId: string, ms: number): Promise<Classed> {
    const taxonomy = await this.stateAt(taxonomyStream(userId), taxonomyDecider, ms);
    return { taxonomy, classes: timeClasses(taxonomy) };
  }
}

const isAfter = ({ recordedAt }: StoredEvent, ms: number): boolean => recordedAt.getTime() > ms;

/**
 * The day that was today at a moment, in the zone that the account had then. Without a moment it is
 * `today`.
 */
export const todayAt = (moment: PastMoment | undefined, today: LocalDate): LocalDate =>
  moment ? zoneClock(moment.timeZone).localDateAt(moment.ms) : today;
