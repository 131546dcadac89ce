import { Controller, Get, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PlaceForReport } from '../analytics/sending/place-for-report.js';
import { CurrentPrincipal, type Principal, readsTimeOnly } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { askedDay } from '../own-reports/asked-day.js';
import { PastMoments, todayAt } from '../past/past-moments.js';
import { GoalReports } from './goal-reports.js';
import { GoalQueryDto, GoalReportDto } from './goal-report.dto.js';

const MONDAY = 1;

/** How far the goals and alerts of a user are on a day. */
@Controller('api/v1/reports/goals')
@UseGuards(OwnerGuard)
@UseInterceptors(PlaceForReport)
export class GoalReportController {
  constructor(
    private readonly accounts: Accounts,
    private readonly localDays: LocalDays,
    private readonly reports: GoalReports,
    private readonly moments: PastMoments,
  ) {}

  @Get()
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'readGoals', summary: 'Reports how far goals and alerts are on a day' })
  @ApiOkResponse({ type: GoalReportDto })
  @ApiRefusals(400)
  async read(@CurrentPrincipal() principal: Principal, @Query() query: GoalQueryDto): Promise<GoalReportDto> {
    const account = await this.accounts.accountOf(principal.userId);
    const today = this.localDays.today(account.timeZone);
    const moment = query.asOf === undefined ? undefined : await this.moments.of(account, query.asOf);
    const date = query.date === undefined ? todayAt(moment, today) : askedDay(query.date);
    const asked = { date, today, moment, firstWeekday: query.firstWeekday ?? MONDAY };
    const { schedules, ...progress } = await this.reports.of(account, asked);
    const named = readsTimeOnly(principal) ? [] : schedules;
    return { date, asOf: moment?.text ?? null, ...progress, schedules: named };
  }
}
