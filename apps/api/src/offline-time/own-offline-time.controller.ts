import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { OfflineTimeDto } from './offline-time.dto.js';
import { OfflineTimes } from './offline-times.js';

/** Offline time for our own pages: the rules are those of the documented API. */
@Controller('api/v1/offline-time')
@UseGuards(OwnerGuard)
export class OwnOfflineTimeController {
  constructor(private readonly offlineTimes: OfflineTimes) {}

  @Post()
  @HttpCode(204)
  @ForKeys('read_post', 'agent')
  @ApiOperation({ operationId: 'addOfflineTime', summary: 'Adds time away from the computer, for our own pages' })
  @ApiNoContentResponse()
  async add(@CurrentPrincipal() user: Principal, @Body() time: OfflineTimeDto): Promise<void> {
    const { startedAt, endedAt, activity, details } = time;
    const named = [
      ...[
        ['start_time', startedAt],
        ['end_time', endedAt],
        ['activity_name', activity],
      ],
      ...(details === undefined ? [] : [['activity_details', details]]),
    ] as [string, string][];
    await this.offlineTimes.post(user, new Map(named));
  }
}
