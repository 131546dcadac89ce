import {
  daysOfFeed,
  firstDayOfFeed,
  type LocalDate,
  readOrPassOver,
  readSummaryEvent,
  type SummaryEvent,
  summaryStream,
  utcMsOfLocalDate,
} from '@app/domain';
import { type EventStore, recordedSince } from '@app/event-store';
import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { DocumentedGet } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { LocalDays } from '../identity/local-days.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { JSON_TYPE, RenderedAnswer } from '../http/documented-answer.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { renderDailySummaries } from './render-daily-summaries.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DailySummaryDto } from './daily-summary.dto.js';

/**
 * The Daily Summary Feed API: the sums of the last two weeks' days, as they were when each day was
 * closed. Its parameters are ignored.
 */
@Controller()
export class DailySummaryFeedController {
  constructor(
    private readonly accounts: Accounts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly localDays: LocalDays,
  ) {}

  @ForKeys('read', 'read_post')
  @DocumentedGet('daily_summary_feed', 'time_data')
  @ApiOperation({
    operationId: 'readDailySummaryFeed',
    summary: 'Lists the sums of each of the last fourteen days, point in time',
  })
  @ApiOkResponse({ type: [DailySummaryDto] })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<RenderedAnswer> {
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    const today = this.localDays.today(timeZone);
    const days = plan === 'lite' ? [] : daysOfFeed(await this.eventsFor(userId, firstDayOfFeed(today)), today);
    return new RenderedAnswer(JSON_TYPE, renderDailySummaries(days));
  }

  /**
   * The events of this day and later ones, and maybe of others. A day is closed when it is over.
   * That is at least ten hours after its UTC midnight, so the clocks may differ by ten hours.
   */
  private async eventsFor(userId: string, firstDay: LocalDate): Promise<SummaryEvent[]> {
    const recorded = await recordedSince(this.store, summaryStream(userId), utcMsOfLocalDate(firstDay));
    return recorded.flatMap((stored) => readOrPassOver(readSummaryEvent, stored) ?? []);
  }
}
