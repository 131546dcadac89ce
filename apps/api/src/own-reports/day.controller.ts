import { isoDateTime, zoneClock } from '@app/domain';
import { Controller, Get, Inject, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PlaceForReport } from '../analytics/sending/place-for-report.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { PastMoments } from '../past/past-moments.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { askedDay } from './asked-day.js';
import { DayQueryDto, DayReportDto } from './day.dto.js';
import { DayReports, type ReportedDay } from './day-reports.js';

/** What the day page shows: all time of one local day of the user. */
@Controller('api/v1/reports/day')
@UseGuards(OwnerGuard)
@UseInterceptors(PlaceForReport)
export class DayController {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: DayReports,
    private readonly moments: PastMoments,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'readDay', summary: 'Reports one day: hours, timeline, activities and categories' })
  @ApiOkResponse({ type: DayReportDto })
  @ApiRefusals(400)
  async read(@CurrentPrincipal() { userId }: Principal, @Query() query: DayQueryDto): Promise<DayReportDto> {
    const account = await this.accounts.accountOf(userId);
    const [now, zone] = [this.clock(), zoneClock(account.timeZone)];
    const today = zone.localDateAt(now);
    if (query.asOf === undefined) {
      const date = query.date === undefined ? today : askedDay(query.date);
      const reported = await this.reports.of(account, date, { now, zone });
      return shown(reported, { date, timeZone: account.timeZone, isToday: date === today, past: null });
    }
    const moment = await this.moments.of(account, query.asOf);
    const { timeZone } = moment;
    const todayThen = zoneClock(timeZone).localDateAt(moment.ms);
    const date = query.date === undefined ? todayThen : askedDay(query.date);
    const { importedMs, ...reported } = await this.reports.asOf(account, date, { moment, today });
    const past = { asOf: moment.text, importedSeconds: importedMs / 1000 };
    return shown(reported, { date, timeZone, isToday: date === todayThen, past });
  }
}

function shown(
  { frame, report, usual }: ReportedDay,
  { timeZone, ...of }: Pick<DayReportDto, 'date' | 'timeZone' | 'isToday' | 'past'>,
): DayReportDto {
  const zone = zoneClock(timeZone);
  const at = (ms: number, offset = zone.utcOffsetMinutesAt(ms)) => isoDateTime(ms, offset);
  return {
    ...{ ...of, timeZone, start: at(frame.startMs), end: at(frame.endMs) },
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
