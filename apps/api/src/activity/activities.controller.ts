import { Body, Controller, Header, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { HeardDevices } from '../devices/heard-devices.js';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ActivitiesDto, RecordedActivitiesDto } from './activities.dto.js';
import { AgentBatches } from './agent-batches.js';
import { IngestLimitGuard } from './ingest-limit.guard.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { VERSION } from '../status/version.js';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** The most activities of one call. */
const MOST_ACTIVITIES = 500;
/** Of so many local days a call may bring time. The agent halves a call that gets a 413. */
const MOST_DAYS = 31;

/** Agents post here what they observed. An acknowledged activity is durable in the log. */
@Controller('agent/v1/activities')
@ForKeys('agent')
@UseGuards(AgentGuard, IngestLimitGuard)
export class ActivitiesController {
  constructor(
    private readonly accounts: Accounts,
    private readonly batches: AgentBatches,
    private readonly heard: HeardDevices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The header names the newest agent that this server knows: its own version. */
  @Post()
  @HttpCode(200)
  @Header('Timeledger-Newest-Agent', VERSION)
  @ApiOperation({
    operationId: 'recordActivities',
    summary: 'Records what a workstation saw; what is accepted is on disk',
  })
  @ApiOkResponse({ type: RecordedActivitiesDto })
  @ApiRefusals(409, 429)
  async record(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { device, source, activities }: ActivitiesDto,
  ): Promise<RecordedActivitiesDto> {
    if (activities.length > MOST_ACTIVITIES) {
      throw new ApiError('too_many_activities', `One call brings at most ${MOST_ACTIVITIES} activities.`);
    }
    const { timeZone, formerTimeZones, plan } = await this.accounts.accountOf(userId);
    const offer = {
      userId,
      timeZone,
      formerTimeZones,
      device,
      source,
      activities,
      now: this.clock(),
      mostDays: MOST_DAYS,
    };
    const recorded = await this.batches.record(offer, plan);
    this.heard.note(userId, device.id, device.waiting);
    return recorded;
  }
}
