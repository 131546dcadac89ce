import { isoDateTime, zoneClock } from '@app/domain';
import { Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { askedDay } from './asked-day.js';
import { DayQueryDto, DayReportDto } from './day.dto.js';
import { DayReports } from './day-reports.js';

/** What the day page shows: all time of one local day of the user. */
@Controller('api/v1/reports/day')
@UseGuards(OwnerGuard)
export class DayController {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: DayReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'readDay', summary: 'Reports one day: hours, timeline, activities and categories' })
  @ApiOkResponse({ type: DayReportDto })
  @ApiRefusals(400)
  async read(@CurrentPrincipal() { userId }: Principal, @Query() { date }: DayQueryDto): Promise<DayReportDto> {
    const account = await this.accounts.accountOf(userId);
    const [now, zone] = [this.clock(), zoneClock(account.timeZone)];
    const today = zone.localDateAt(now);
    const asked = date === undefined ? today : askedDay(date);
    const { frame, report, usual } = await this.reports.of(account, asked, { now, zone });
    const at = (ms: number, offset = zone.utcOffsetMinutesAt(ms)) => isoDateTime(ms, offset);
    return {
      ...{ date: asked, timeZone: account.timeZone, start: at(frame.startMs), end: at(frame.endMs) },
      isToday: asked === today,
      ...{ seconds: report.seconds, levelSeconds: report.levelSeconds, pulse: report.pulse, usual },
      hours: report.hours.map(({ startMs, utcOffsetMinutes, hour, levelSeconds }) => ({
        ...{ start: at(startMs, utcOffsetMinutes), hour, levelSeconds },
      })),
      timeline: report.timeline.map(({ startMs, utcOffsetMinutes, ...piece }) => ({
        ...{ start: at(startMs, utcOffsetMinutes), ...piece },
      })),
      activities: report.activities,
      categories: report.categories,
    };
  }
}
