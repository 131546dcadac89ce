import {
  alertDecider,
  type Alerts,
  alertStream,
  type BucketTime,
  goalDecider,
  type Goals,
  goalStream,
  type LocalDate,
  scheduleDecider,
  type Schedules,
  scheduleStream,
  type TimeClasses,
} from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { type PastMoment, PastMoments } from '../past/past-moments.js';
import { PastTime } from '../past/past-time.js';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/** What a user planned at a moment, and the time that counts for it. */
export interface Planned {
  readonly goals: Goals;
  readonly alerts: Alerts;
  readonly schedules: Schedules;
  readonly classes: TimeClasses;
  /** The time of one local day, as it was known at the moment. */
  readonly timesOf: (date: LocalDate) => Promise<readonly BucketTime[]>;
}

/** What users plan now. */
@Injectable()
export class PresentPlans {
  constructor(
    private readonly taxonomies: Taxonomies,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  async of(userId: string): Promise<Planned> {
    const [{ state: goals }, { state: alerts }, { state: schedules }, classes] = await Promise.all([
      readState(this.store, goalStream(userId), goalDecider),
      readState(this.store, alertStream(userId), alertDecider),
      readState(this.store, scheduleStream(userId), scheduleDecider),
      this.taxonomies.classesOf(userId),
    ]);
    const timesOf = (date: LocalDate) => this.readModels.readDay({ userId, date });
    return { goals, alerts, schedules, classes, timesOf };
  }
}

/** What users planned at moments of the past. */
@Injectable()
export class PastPlans {
  constructor(
    private readonly moments: PastMoments,
    private readonly past: PastTime,
  ) {}

  async of(userId: string, moment: PastMoment): Promise<Planned> {
    const [goals, alerts, schedules] = await Promise.all([
      this.moments.stateAt(goalStream(userId), goalDecider, moment.ms),
      this.moments.stateAt(alertStream(userId), alertDecider, moment.ms),
      this.moments.stateAt(scheduleStream(userId), scheduleDecider, moment.ms),
    ]);
    const timesOf = async (date: LocalDate) => (await this.past.ofDay(userId, date, moment)).times;
    return { goals, alerts, schedules, classes: moment.classes, timesOf };
  }
}
