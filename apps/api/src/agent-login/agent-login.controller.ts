import { Body, Controller, HttpCode, Inject, Ip, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request } from 'express';
import { type OriginSettings, ownOrigin } from '../front/own-origin.js';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { isRefusal } from '../ground/api-error.js';
import { SETTINGS } from '../ground/settings.module.js';
import { Refusals } from '../limits/refusals.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { unknownCode } from './agent-consents.js';
import { AgentKeys } from './agent-keys.js';
import { AgentCodeDto, AgentKeyDto, DeviceCodeDto, LoginRequestDto, StartedLoginDto } from './agent-login.dto.js';
import { LoginRequests, POLL_MS, REQUEST_MS } from './login-requests.js';
import { shownUserCode } from './user-code.js';

/** What an agent calls to sign in. A wrong code counts as a guess of its address. */
@Controller('api/v1/agent-login')
@AnyoneMayCall()
export class AgentLoginController {
  constructor(
    private readonly requests: LoginRequests,
    private readonly keys: AgentKeys,
    private readonly refusals: Refusals,
    @Inject(SETTINGS) private readonly settings: OriginSettings,
  ) {}

  @Post('key')
  @ApiOperation({ operationId: 'exchangeAgentCode', summary: 'Gives an agent the key for a code from the browser' })
  @ApiCreatedResponse({ type: AgentKeyDto })
  @ApiRefusals(404, 429)
  exchange(@Body() shown: AgentCodeDto, @Ip() address: string | undefined): Promise<AgentKeyDto> {
    return this.counted(address, () => this.keys.exchange(shown));
  }

  @Post('requests')
  @ApiOperation({ operationId: 'beginAgentLogin', summary: 'Begins a sign-in with a code that a person types' })
  @ApiCreatedResponse({ type: StartedLoginDto })
  @ApiRefusals(429)
  async begin(
    @Body() { deviceName }: LoginRequestDto,
    @Ip() address: string | undefined,
    @Req() request: Request,
  ): Promise<StartedLoginDto> {
    const { deviceCode, userCode } = await this.requests.begin(deviceName.trim(), address);
    return {
      deviceCode,
      userCode: shownUserCode(userCode),
      verificationUri: `${ownOrigin(this.settings, request)}/connect-agent`,
      expiresInSeconds: REQUEST_MS / 1_000,
      intervalSeconds: POLL_MS / 1_000,
    };
  }

  @Post('requests/key')
  @HttpCode(200)
  @ApiOperation({ operationId: 'fetchAgentKey', summary: 'Gives an agent its key when a person has allowed it' })
  @ApiOkResponse({ type: AgentKeyDto })
  @ApiRefusals(400, 404, 429)
  fetch(@Body() { deviceCode }: DeviceCodeDto, @Ip() address: string | undefined): Promise<AgentKeyDto> {
    return this.counted(address, async () => {
      const request = await this.requests.asked(deviceCode);
      if (!request) throw unknownCode();
      return this.keys.keyOf(request);
    });
  }

  private async counted<T>(address: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isRefusal(error) && error.code === 'unknown_code') this.refusals.count(address);
      throw error;
    }
  }
}
