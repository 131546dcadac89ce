import { type DayLane, isoDateTime } from '@app/domain';
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
import { DayQueryDto } from '../own-reports/day.dto.js';
import { PastMoments, todayAt } from '../past/past-moments.js';
import { LaneReports } from './lane-reports.js';
import { type LaneDto, LanesDto } from './lanes.dto.js';

/** The day of each device. A page loads it after the day itself, which does not wait for it. */
@Controller('api/v1/reports/day/lanes')
@UseGuards(OwnerGuard)
@UseInterceptors(PlaceForReport)
export class LanesController {
  constructor(
    private readonly accounts: Accounts,
    private readonly localDays: LocalDays,
    private readonly reports: LaneReports,
    private readonly moments: PastMoments,
  ) {}

  @Get()
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'readLanes', summary: 'Reports the five-minute timeline of each device on a day' })
  @ApiOkResponse({ type: LanesDto })
  @ApiRefusals(400)
  async read(@CurrentPrincipal() principal: Principal, @Query() query: DayQueryDto): Promise<LanesDto> {
    const account = await this.accounts.accountOf(principal.userId);
    const today = this.localDays.today(account.timeZone);
    const moment = query.asOf === undefined ? undefined : await this.moments.of(account, query.asOf);
    const date = query.date === undefined ? todayAt(moment, today) : askedDay(query.date);
    const lanes = await this.reports.of(account, date, { today, moment });
    const asOf = moment?.text ?? null;
    return { date, asOf, lanes: lanes.map((lane) => answerOf(lane, !readsTimeOnly(principal))) };
  }
}

function answerOf({ source, device, seconds, pieces }: DayLane, isNamed: boolean): LaneDto {
  const { machine, osUser } = (isNamed && device) || { machine: null, osUser: null };
  return {
    ...{ source, machine, osUser, seconds },
    pieces: pieces.map(({ startMs, utcOffsetMinutes, ...piece }) => ({
      ...{ start: isoDateTime(startMs, utcOffsetMinutes), ...piece },
    })),
  };
}
