import type { ActivityTable } from '@app/domain';
import { Controller, Get, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PlaceForReport } from '../analytics/sending/place-for-report.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { ActivitiesReportDto, DocumentsQueryDto, DocumentsReportDto } from './activities.dto.js';
import { ActivityReports } from './activity-reports.js';
import { askedRange } from './asked-day.js';
import type { DayRange } from './day-range.js';
import { PastMoments } from '../past/past-moments.js';
import type { PastDto } from '../past/past.dto.js';
import { RangeQueryDto } from './range.dto.js';

/** The activities of some days, each with its class, and the documents of one. */
@Controller('api/v1/reports')
@UseGuards(OwnerGuard)
@UseInterceptors(PlaceForReport)
export class ActivitiesReportController {
  constructor(
    private readonly accounts: Accounts,
    private readonly localDays: LocalDays,
    private readonly reports: ActivityReports,
    private readonly moments: PastMoments,
  ) {}

  @Get('activities')
  @ForKeys('read', 'read_post')
  @ApiOperation({
    operationId: 'readActivities',
    summary: 'Lists all activities of some days, and how each is classed',
  })
  @ApiOkResponse({ type: ActivitiesReportDto })
  @ApiRefusals(400)
  async activities(
    @CurrentPrincipal() { userId }: Principal,
    @Query() query: RangeQueryDto,
  ): Promise<ActivitiesReportDto> {
    const range = askedRange(query);
    const account = await this.accounts.accountOf(userId);
    const today = this.localDays.today(account.timeZone);
    if (query.asOf === undefined) return shown(range, await this.reports.activitiesOf(account, range, today), null);
    const moment = await this.moments.of(account, query.asOf);
    const { importedMs, ...table } = await this.reports.activitiesAsOf(account, range, { moment, today });
    return shown(range, table, { asOf: moment.text, importedSeconds: importedMs / 1000 });
  }

  @Get('documents')
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'readDocuments', summary: 'Lists the documents of one activity in some days' })
  @ApiOkResponse({ type: DocumentsReportDto })
  @ApiRefusals(400)
  async documents(
    @CurrentPrincipal() { userId }: Principal,
    @Query() query: DocumentsQueryDto,
  ): Promise<DocumentsReportDto> {
    const asked = { activity: query.activity, ...askedRange(query) };
    const account = await this.accounts.accountOf(userId);
    const today = this.localDays.today(account.timeZone);
    if (query.asOf === undefined)
      return { ...asked, asOf: null, ...(await this.reports.documentsOf(account, asked, today)) };
    const moment = await this.moments.of(account, query.asOf);
    return { ...asked, asOf: moment.text, ...(await this.reports.documentsAsOf(account, asked, { moment, today })) };
  }
}

const shown = (range: DayRange, { activities, ...sums }: ActivityTable, past: PastDto | null): ActivitiesReportDto => ({
  ...{ ...range, ...sums, past },
  activities: activities.map(({ origin, ...row }) => ({
    ...row,
    ...{ categoryFrom: origin.category, levelFrom: origin.level, shipped: origin.shipped ?? null },
  })),
});
