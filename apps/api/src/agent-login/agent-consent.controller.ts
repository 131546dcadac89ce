import { Body, Controller, HttpCode, Ip, Post, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { AgentConsents, unknownCode } from './agent-consents.js';
import {
  BrowserConsentAnswerDto,
  BrowserConsentDto,
  UserCodeAnswerDto,
  UserCodeDto,
  WaitingAgentDto,
} from './agent-login.dto.js';
import { type LoginRequest, LoginRequests } from './login-requests.js';

/** The answers of signed-in persons to agents. What makes a key needs a fresh sign-in. */
@Controller('api/v1/agent-login/consent')
@UseGuards(SessionGuard)
export class AgentConsentController {
  constructor(
    private readonly requests: LoginRequests,
    private readonly consents: AgentConsents,
  ) {}

  @Post('browser')
  @UseGuards(FreshSignInGuard)
  @ApiOperation({ operationId: 'allowAgentInBrowser', summary: 'Makes a code for the agent on this machine' })
  @ApiCreatedResponse({ type: BrowserConsentAnswerDto })
  async allow(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { deviceName, redirectUri, codeChallenge, state }: BrowserConsentDto,
  ): Promise<BrowserConsentAnswerDto> {
    const code = await this.consents.codeFor(userId, { deviceName: deviceName.trim(), redirectUri, codeChallenge });
    return { location: `${redirectUri}?${new URLSearchParams({ code, state }).toString()}` };
  }

  /** The code is in the body, so it stands in no address, log or history. */
  @Post('shown')
  @HttpCode(200)
  @ApiOperation({ operationId: 'readWaitingAgent', summary: 'Reads which agent waits for a code' })
  @ApiOkResponse({ type: WaitingAgentDto })
  @ApiRefusals(404, 429)
  async show(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { userCode }: UserCodeDto,
    @Ip() from: string | undefined,
  ): Promise<WaitingAgentDto> {
    const { deviceName, address, startedAt } = await this.requestOf(userCode, { userId, address: from });
    return { deviceName, address, startedAt: new Date(startedAt).toISOString() };
  }

  @Post('code')
  @UseGuards(FreshSignInGuard)
  @HttpCode(204)
  @ApiOperation({ operationId: 'answerWaitingAgent', summary: 'Allows or refuses the agent that waits for a code' })
  @ApiNoContentResponse()
  @ApiRefusals(404, 429)
  async answer(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { userCode, isAllowed }: UserCodeAnswerDto,
    @Ip() from: string | undefined,
  ): Promise<void> {
    const { requestId } = await this.requestOf(userCode, { userId, address: from });
    await this.consents.answer(userId, requestId, isAllowed);
  }

  private async requestOf(
    userCode: string,
    asker: { readonly userId: string; readonly address: string | undefined },
  ): Promise<LoginRequest> {
    const request = await this.requests.typed(userCode, asker);
    if (!request || (await this.consents.stateOf(request.requestId)) !== 'open') throw unknownCode();
    return request;
  }
}
