import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { IngestLimitGuard } from '../activity/ingest-limit.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { AskedLevelsDto, LevelsDto } from './levels.dto.js';

/** How productive names are, by what the account says now. Agents ask it for names they saw. */
@Controller('agent/v1/levels')
@ForKeys('agent')
@UseGuards(AgentGuard, IngestLimitGuard)
export class LevelsController {
  constructor(private readonly taxonomies: Taxonomies) {}

  /** A question with a body, because names belong into no address. */
  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'askLevels', summary: 'Tells how productive applications and sites are, for agents' })
  @ApiOkResponse({ type: LevelsDto })
  @ApiRefusals(429)
  async ask(@CurrentPrincipal() { userId }: Principal, @Body() { names }: AskedLevelsDto): Promise<LevelsDto> {
    const classes = await this.taxonomies.classesOf(userId);
    const levelOf = (activity: string) => classes.ofTime({ activity, document: '', page: '' }).productivity;
    return { levels: names.map((name) => ({ name, level: levelOf(name) })) };
  }
}
