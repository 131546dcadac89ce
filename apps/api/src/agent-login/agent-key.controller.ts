import { Controller, Delete, HttpCode, Inject, Param, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { DomainError } from '@app/domain';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { Keys } from '../identity/keys.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** Lets an agent end its own key. No other key ends here. */
@Controller('agent/v1/keys')
@ForKeys('agent')
@UseGuards(AgentGuard)
export class AgentKeyController {
  constructor(
    private readonly keys: Keys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeOwnAgentKey', summary: 'Revokes the key that the request shows' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  async revoke(@CurrentPrincipal() { userId, credentialId }: Principal, @Param('id') keyId: string): Promise<void> {
    if (keyId !== credentialId) throw new DomainError('unknown_key', 'This is not the key of the request.');
    await this.keys.revoke(userId, keyId, this.clock());
  }
}
