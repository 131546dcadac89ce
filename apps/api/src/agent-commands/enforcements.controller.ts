import { Body, Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { IngestLimitGuard } from '../activity/ingest-limit.guard.js';
import { UserFocus } from '../focus/user-focus.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { EnforcementsDto } from './enforcements.dto.js';

/** Agents tell here what they kept away in a focus session. */
@Controller('agent/v1/enforcements')
@ForKeys('agent')
@UseGuards(AgentGuard, IngestLimitGuard)
export class EnforcementsController {
  constructor(
    private readonly focus: UserFocus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({ operationId: 'reportEnforcements', summary: 'Records what an agent kept away in a focus session' })
  @ApiNoContentResponse()
  @ApiRefusals(429)
  async report(@CurrentPrincipal() { userId }: Principal, @Body() said: EnforcementsDto): Promise<void> {
    await this.focus.change(userId, { type: 'ReportEnforcements', data: { ...said } }, this.clock());
  }
}
