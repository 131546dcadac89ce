import { Controller, Get, Inject, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { IngestLimitGuard } from '../activity/ingest-limit.guard.js';
import { HearsDevice } from '../devices/hears-device.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { Accounts } from '../identity/accounts.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { AgentCommands } from './agent-commands.js';
import { AgentCommandsDto } from './commands.dto.js';

/** What agents should do. They ask for it at intervals. */
@Controller('agent/v1/commands')
@ForKeys('agent')
@UseGuards(AgentGuard, IngestLimitGuard)
export class CommandsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly commands: AgentCommands,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @UseInterceptors(HearsDevice)
  @ApiOperation({ operationId: 'readAgentCommands', summary: 'Reads what an agent should do' })
  @ApiQuery({
    ...{ name: 'device', required: false, schema: { type: 'string', minLength: 1, maxLength: 64 } },
    description: 'The id of the device as in its batches. The list of devices shows when it was last heard of.',
  })
  @ApiOkResponse({ type: AgentCommandsDto })
  @ApiRefusals(429)
  async read(@CurrentPrincipal() { userId }: Principal): Promise<AgentCommandsDto> {
    return this.commands.of(userId, await this.accounts.accountOf(userId), this.clock());
  }
}
