import { DomainError } from '@app/domain';
import { Body, Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request } from 'express';
import { ApiError } from '../ground/api-error.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SessionCookie } from '../guards/cookies/session-cookie.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { totpUri } from '../identity/factors/totp.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import {
  ConfirmedSecretDto,
  OfferedSecretDto,
  OfferSecretDto,
  OwnCodeDto,
  RecoveryCodesDto,
  SecondFactorDto,
  SecondFactorOffDto,
} from './own-second-factor.dto.js';
import { SecondFactorChanges } from './second-factor-changes.js';

/**
 * The second step of the user, as the page `/account/second-factor` changes it. A key opens none of
 * it. Each change wants the password or a code, so a stolen session changes nothing.
 */
@Controller('api/v1/account/second-factor')
@UseGuards(SessionGuard)
export class OwnSecondFactorController {
  constructor(
    private readonly changes: SecondFactorChanges,
    private readonly accounts: Accounts,
    private readonly factors: SecondFactors,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readSecondFactor', summary: 'Reads whether the user signs in with a code too' })
  @ApiOkResponse({ type: SecondFactorDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<SecondFactorDto> {
    const { passwordHash } = await this.accounts.accountOf(userId);
    const factor = await this.factors.factorOf(userId);
    return {
      isOn: factor !== undefined,
      recoveryCodesLeft: factor?.recoveryHashes.length ?? 0,
      hasPassword: passwordHash !== undefined,
    };
  }

  @Post('secret')
  @HttpCode(200)
  @ApiOperation({ operationId: 'offerSecret', summary: 'Offers a new secret, after the password' })
  @ApiOkResponse({ type: OfferedSecretDto })
  @ApiRefusals(409)
  async offer(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { password }: OfferSecretDto,
    @Req() request: Request,
  ): Promise<OfferedSecretDto> {
    const offered = await this.changes.offer({ userId, secret: this.sessionSecret(request) }, password);
    if (!offered) throw new DomainError('second_factor_on', 'Your second step is on already.');
    const { secret, field: offer } = offered;
    const { email } = await this.accounts.accountOf(userId);
    return { secret, uri: totpUri(secret, email), offer };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'turnOnSecondFactor', summary: 'Turns the second step on, after a code of the app' })
  @ApiOkResponse({ type: RecoveryCodesDto })
  @ApiRefusals(404, 409)
  async turnOn(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { offer, code }: ConfirmedSecretDto,
    @Req() request: Request,
  ): Promise<RecoveryCodesDto> {
    const secret = this.changes.offered({ userId, secret: this.sessionSecret(request) }, offer);
    if (secret === undefined) throw new ApiError('unknown_offer', 'Begin again: the secret is too old.');
    return { recoveryCodes: await this.changes.turnOn(userId, { secret, code }) };
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @ApiOperation({ operationId: 'replaceRecoveryCodes', summary: 'Makes new recovery codes, after a code' })
  @ApiOkResponse({ type: RecoveryCodesDto })
  @ApiRefusals(409)
  async replaceCodes(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { code }: OwnCodeDto,
  ): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.changes.replaceRecoveryCodes(userId, code) };
  }

  @Post('off')
  @HttpCode(204)
  @ApiOperation({ operationId: 'turnOffSecondFactor', summary: 'Turns the second step off, after password and code' })
  @ApiNoContentResponse()
  @ApiRefusals(409)
  turnOff(@CurrentPrincipal() { userId }: Principal, @Body() { password, code }: SecondFactorOffDto): Promise<void> {
    return this.changes.turnOff(userId, { password, code });
  }

  private sessionSecret(request: Request): string {
    return this.cookie.read(request) ?? '';
  }
}
