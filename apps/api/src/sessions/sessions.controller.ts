import { lastUse } from '@app/domain';
import { Controller, Delete, Get, HttpCode, Param, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Sessions } from '../identity/sessions.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { SessionListDto } from './sessions.dto.js';

/**
 * The sessions of the user. A key opens none of it: a stolen key cannot sign its owner out, or tell
 * which browsers the owner has.
 */
@Controller('api/v1/sessions')
@UseGuards(SessionGuard)
export class SessionsController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  @ApiOperation({ operationId: 'listSessions', summary: 'Lists the browsers in which the user is signed in' })
  @ApiOkResponse({ type: SessionListDto })
  async list(@CurrentPrincipal() { userId, credentialId }: Principal): Promise<SessionListDto> {
    const sessions = (await this.sessions.listOf(userId)).map((session) => ({
      id: session.sessionId,
      browser: session.browser ?? null,
      startedAt: new Date(session.startedAt).toISOString(),
      lastUsedOn: lastUse(session),
      expiresAt: new Date(session.expiresAt).toISOString(),
      isThis: session.sessionId === credentialId,
    }));
    return { sessions };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endSession', summary: 'Signs one browser out' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  end(@CurrentPrincipal() { userId }: Principal, @Param('id') sessionId: string): Promise<void> {
    return this.sessions.endOne(userId, sessionId);
  }
}
