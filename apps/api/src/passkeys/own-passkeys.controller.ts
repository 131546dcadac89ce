import type { Passkey } from '@app/domain';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';
import { browserInWords } from '../identity/browsers/browser-words.js';
import { UserPasskeys } from '../identity/factors/user-passkeys.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import {
  ListedPasskeyDto,
  NewPasskeyDto,
  PasskeyListDto,
  PasskeyNameDto,
  PasskeyOptionsDto,
} from './own-passkeys.dto.js';
import { PasskeyRegistration } from './passkey-registration.js';
import { PasskeySites } from './passkey-sites.js';

/**
 * The passkeys of the user, as the page `/account/passkeys` changes them. A key opens none of it.
 */
@Controller('api/v1/account/passkeys')
@UseGuards(SessionGuard)
export class OwnPasskeysController {
  constructor(
    private readonly passkeys: UserPasskeys,
    private readonly registration: PasskeyRegistration,
    private readonly sites: PasskeySites,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listPasskeys', summary: 'Lists the passkeys of the user, and where passkeys work' })
  @ApiOkResponse({ type: PasskeyListDto })
  async list(@CurrentPrincipal() { userId }: Principal, @Req() request: Request): Promise<PasskeyListDto> {
    const party = this.sites.at(request);
    return {
      passkeys: (await this.passkeys.listOf(userId)).map(listed),
      work: party.state,
      address: party.state === 'elsewhere' ? party.address : null,
      suggestedName: browserInWords(request.get('user-agent')),
    };
  }

  /** A new passkey opens the account for good, so a stolen cookie must not be enough. */
  @Post('options')
  @HttpCode(200)
  @UseGuards(FreshSignInGuard)
  @ApiOperation({ operationId: 'offerPasskey', summary: 'Reads what a browser needs to make a passkey' })
  @ApiOkResponse({ type: PasskeyOptionsDto })
  async options(
    @CurrentPrincipal() { userId }: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOptionsDto> {
    const { email } = await this.accounts.accountOf(userId);
    return {
      options: await this.registration.options(this.sites.require(request), { userId, email }, request, response),
    };
  }

  @Post()
  @HttpCode(204)
  @UseGuards(FreshSignInGuard)
  @ApiOperation({ operationId: 'addPasskey', summary: 'Adds a passkey that a browser has made' })
  @ApiNoContentResponse()
  add(
    @CurrentPrincipal() { userId }: Principal,
    @Body() typed: NewPasskeyDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.registration.add(userId, { site: this.sites.require(request), typed }, request, response);
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'renamePasskey', summary: 'Gives a passkey another name' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  rename(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') passkeyId: string,
    @Body() { name }: PasskeyNameDto,
  ): Promise<void> {
    return this.passkeys.rename(userId, passkeyId, name);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removePasskey', summary: 'Removes a passkey: it signs in no more' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  remove(@CurrentPrincipal() { userId }: Principal, @Param('id') passkeyId: string): Promise<void> {
    return this.passkeys.remove(userId, passkeyId);
  }
}

const listed = ({ passkeyId: id, name, addedAt, lastUsedOn, isBlocked }: Passkey): ListedPasskeyDto => ({
  ...{ id, name, isBlocked },
  addedAt: new Date(addedAt).toISOString(),
  lastUsedOn: lastUsedOn ?? null,
});
