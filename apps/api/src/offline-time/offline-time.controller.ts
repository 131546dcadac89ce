import { Controller } from '@nestjs/common';
import { DocumentedPost } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { Parameters } from '../http/parameters.js';
import type { RequestParameters } from '../http/request-parameters.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiParameters } from '../openapi/documented-parameters.js';
import { OfflineTimePostDto, OfflineTimePostedDto } from './offline-time.dto.js';
import { OfflineTimes } from './offline-times.js';

/** The Offline Time POST API: time away from any device that the user enters. */
@Controller()
export class OfflineTimeController {
  constructor(private readonly offlineTimes: OfflineTimes) {}

  @ForKeys('read_post', 'agent')
  @DocumentedPost('offline_time_post', 'time_data')
  @ApiOperation({ operationId: 'postOfflineTime', summary: 'Adds time away from the computer' })
  @ApiParameters(OfflineTimePostDto)
  @ApiOkResponse({ type: OfflineTimePostedDto })
  async post(
    @CurrentPrincipal() user: Principal,
    @Parameters() parameters: RequestParameters,
  ): Promise<OfflineTimePostedDto> {
    await this.offlineTimes.post(user, parameters);
    return { message: 'The offline time has been posted.' };
  }
}
