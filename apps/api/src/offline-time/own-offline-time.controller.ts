import { DomainError, isoDateTime, type OfflinePiece, parseLocalDate } from '@app/domain';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PlaceForReport } from '../analytics/sending/place-for-report.js';
import { ApiError } from '../ground/api-error.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { askedDay } from '../own-reports/asked-day.js';
import {
  OfflineTimeDto,
  OfflineTimeListDto,
  type OfflineTimePieceDto,
  OfflineTimeQueryDto,
} from './offline-time.dto.js';
import { isLongerThan, OfflineTimeList } from './offline-time-list.js';
import { type NamedPiece, OfflineTimes } from './offline-times.js';

/** A month. Each day with offline time is read as a whole. */
const MOST_DAYS = 31;

/** Offline time for our own pages: the rules are those of the documented API. */
@Controller('api/v1/offline-time')
@UseGuards(OwnerGuard)
export class OwnOfflineTimeController {
  constructor(
    private readonly accounts: Accounts,
    private readonly localDays: LocalDays,
    private readonly offlineTimes: OfflineTimes,
    private readonly offlineList: OfflineTimeList,
  ) {}

  @Get()
  @UseInterceptors(PlaceForReport)
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'listOfflineTime', summary: 'Lists the offline time of some days, newest first' })
  @ApiOkResponse({ type: OfflineTimeListDto })
  @ApiRefusals(400)
  async list(
    @CurrentPrincipal() { userId }: Principal,
    @Query() query: OfflineTimeQueryDto,
  ): Promise<OfflineTimeListDto> {
    const range = { begin: askedDay(query.begin), end: askedDay(query.end) };
    if (range.begin > range.end) throw new ApiError('invalid_request', 'The first day is after the last day.');
    if (isLongerThan(range, MOST_DAYS))
      throw new ApiError('invalid_request', `A list of offline time has at most ${MOST_DAYS} days.`);
    const account = await this.accounts.accountOf(userId);
    const pieces = await this.offlineList.within(account, range, this.localDays.today(account.timeZone));
    return { pieces: pieces.map(answerOf) };
  }

  @Post()
  @HttpCode(204)
  @ForKeys('read_post', 'agent')
  @ApiOperation({ operationId: 'addOfflineTime', summary: 'Adds time away from the computer, for our own pages' })
  @ApiNoContentResponse()
  async add(@CurrentPrincipal() user: Principal, @Body() time: OfflineTimeDto): Promise<void> {
    await this.offlineTimes.post(user, parametersOf(time));
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeOfflineTime', summary: 'Replaces a piece of offline time' })
  @ApiNoContentResponse()
  async change(
    @CurrentPrincipal() user: Principal,
    @Param('id') id: string,
    @Body() time: OfflineTimeDto,
  ): Promise<void> {
    await this.offlineTimes.replace(user, pieceNamed(id), parametersOf(time));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeOfflineTime', summary: 'Takes a piece of offline time back' })
  @ApiNoContentResponse()
  async remove(@CurrentPrincipal() user: Principal, @Param('id') id: string): Promise<void> {
    await this.offlineTimes.remove(user, pieceNamed(id));
  }
}

/** The parameters of the documented API. */
function parametersOf({ startedAt, endedAt, activity, details }: OfflineTimeDto): Map<string, string> {
  const parameters = new Map([
    ['start_time', startedAt],
    ['end_time', endedAt],
    ['activity_name', activity],
  ]);
  if (details !== undefined) parameters.set('activity_details', details);
  return parameters;
}

const ID = /^(\d{4})(\d\d)(\d\d)-(\d{12,14})$/;

/** The piece of an id: its day and its start. Throws DomainError `unknown_offline_time`. */
function pieceNamed(id: string): NamedPiece {
  const [, year, month, day, startedAt] = ID.exec(id) ?? [];
  const localDate = parseLocalDate(`${year}-${month}-${day}`);
  if (!localDate) throw new DomainError('unknown_offline_time', 'There is no such offline time.');
  return { localDate, startedAt: Number(startedAt) };
}

const answerOf = (piece: OfflinePiece): OfflineTimePieceDto => {
  const { localDate, utcOffsetMinutes, startedAt, endedAt, activity, details } = piece;
  return {
    ...{ id: `${localDate.replaceAll('-', '')}-${startedAt}`, date: localDate, activity },
    ...(details !== undefined && { details }),
    ...{ startedAt: isoDateTime(startedAt, utcOffsetMinutes), endedAt: isoDateTime(endedAt, utcOffsetMinutes) },
  };
};
