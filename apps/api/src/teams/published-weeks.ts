import {
  addWeeks,
  type LocalDate,
  MOST_WEEKS_ASKED,
  newestWeekDue,
  nextWeekToPublish,
  type PublishedWeek,
  readReleaseEvent,
  releaseStream,
  teamStream,
  weeksDue,
} from '@app/domain';
import { type EventStore, NewerEventError } from '@app/event-store';
import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../ground/settings.module.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

/**
 * A week without a table. `too_few`: too few members agreed to count in it. `withdrawn`: a member
 * erased time of it, or closed the account. `not_made`: no publisher has made it.
 */
export interface MissingWeek {
  readonly week: LocalDate;
  readonly why: 'too_few' | 'withdrawn' | 'not_made';
}

/** The weeks of a team in the last year, newest first. */
export interface WeeksOfTeam {
  readonly tables: readonly PublishedWeek[];
  readonly missing: readonly MissingWeek[];
  /** The Monday of the week whose table comes next. */
  readonly next: LocalDate;
  /** The least number of members behind a table. */
  readonly smallestGroup: number;
}

/**
 * The published weeks of teams. Each is one event in a stream of its own. It is read on demand, so
 * a withdrawn week is gone from the next answer on.
 */
@Injectable()
export class PublishedWeeks {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'smallestCohort'>,
  ) {}

  /** The table of a week (its Monday). Undefined when it is not published, or withdrawn. */
  async read(teamId: string, week: LocalDate): Promise<PublishedWeek | undefined> {
    const stream = releaseStream(teamId, week);
    for await (const stored of this.store.read(stream)) {
      const event = stored.data === undefined ? undefined : readReleaseEvent(stored);
      if (!event) throw new NewerEventError(stream, stored.revision, stored.type);
      return event.data;
    }
    return undefined;
  }

  /** What became of each week of the last year, and which week is the next. */
  async listOf(teamId: string): Promise<WeeksOfTeam> {
    const { smallestCohort: smallestGroup } = this.settings;
    const nowMs = this.clock();
    const newest = newestWeekDue(nowMs);
    const bornMs = await this.bornMs(teamId);
    const due = new Set(weeksDue({ bornMs, nowMs, most: MOST_WEEKS_ASKED }));
    const tables: PublishedWeek[] = [];
    const missing: MissingWeek[] = [];
    for (let n = 0; n < MOST_WEEKS_ASKED; n++) {
      const week = addWeeks(newest, -n);
      const table = await this.read(teamId, week);
      if (table && table.sharing !== 'nothing') tables.push(table);
      else if (table) missing.push({ week, why: 'too_few' });
      else if (await this.store.isRemoved(releaseStream(teamId, week))) missing.push({ week, why: 'withdrawn' });
      else if (due.has(week)) missing.push({ week, why: 'not_made' });
    }
    return { tables, missing, next: nextWeekToPublish({ bornMs, nowMs }), smallestGroup };
  }

  /** When the team began, in epoch ms. */
  private async bornMs(teamId: string): Promise<number> {
    for await (const { recordedAt } of this.store.read(teamStream(teamId))) return recordedAt.getTime();
    return this.clock();
  }
}
