import { runningSession, syncIntervalSeconds } from '@app/domain';
import { Controller, Get, Inject, UseGuards, UseInterceptors } from '@nestjs/common';
import { IngestLimitGuard } from '../activity/ingest-limit.guard.js';
import { HearsDevice } from '../devices/hears-device.js';
import { Accounts } from '../identity/accounts.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { LiveChanges } from '../live/live-changes.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { UserFocus } from './user-focus.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { ApiOkResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { AgentCommandsDto } from './focus.dto.js';

/** Source: the FocusTime Trigger API, "syncs with our servers on a 1 minute interval". */
const POLL_SECONDS = 60;

/** What agents should do. They ask for it at intervals. */
@Controller('agent/v1/commands')
@ForKeys('agent')
@UseGuards(AgentGuard, IngestLimitGuard)
export class CommandsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly focus: UserFocus,
    private readonly live: LiveChanges,
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
    const { plan } = await this.accounts.accountOf(userId);
    const session = runningSession(await this.focus.stateOf(userId), this.clock());
    const focus = session && {
      state: 'running' as const,
      sessionId: session.id,
      endsAt: new Date(session.endsAt).toISOString(),
      durationMinutes: session.durationMinutes,
    };
    const syncSeconds = syncIntervalSeconds(plan, this.live.isPageOpen(userId));
    return { focus: focus ?? null, nextPollSeconds: POLL_SECONDS, syncSeconds };
  }
}
