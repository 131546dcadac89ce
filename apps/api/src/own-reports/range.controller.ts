import { Controller, Get, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PlaceForReport } from '../analytics/sending/place-for-report.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { askedRange } from './asked-day.js';
import type { DayRange } from './day-range.js';
import type { PastDto } from '../past/past.dto.js';
import { PastRanges } from './past-ranges.js';
import { RangeQueryDto, RangeReportDto } from './range.dto.js';
import { type RangeReport, RangeReports } from './range-reports.js';

/** What the pages of weeks, months and years show. */
@Controller('api/v1/reports/range')
@UseGuards(OwnerGuard)
@UseInterceptors(PlaceForReport)
export class RangeController {
  constructor(
    private readonly accounts: Accounts,
    private readonly localDays: LocalDays,
    private readonly ranges: RangeReports,
    private readonly pastRanges: PastRanges,
  ) {}

  @Get()
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'readRange', summary: 'Reports some days: by day, hour of the week and activity' })
  @ApiOkResponse({ type: RangeReportDto })
  @ApiRefusals(400)
  async read(@CurrentPrincipal() { userId }: Principal, @Query() query: RangeQueryDto): Promise<RangeReportDto> {
    const range = askedRange(query);
    const account = await this.accounts.accountOf(userId);
    const today = this.localDays.today(account.timeZone);
    if (query.asOf === undefined) return shown(range, await this.ranges.of(account, range, today), null);
    const { past, ...report } = await this.pastRanges.of(account, range, { asOf: query.asOf, today });
    return shown(range, report, past);
  }
}

const shown = (range: DayRange, report: RangeReport, past: PastDto | null): RangeReportDto => ({
  ...{ ...range, ...report, past },
  intervals: report.intervals.map(({ start, levelSeconds }) => ({ date: start.slice(0, 10), levelSeconds })),
});
