import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { AddressMails } from './address-mails.js';
import { OtherAddressDto, OwnAddressDto } from './own-address.dto.js';
import { AddressRequest, OwnAddress } from './own-address.js';

/**
 * The e-mail address of the user, as the page `/account/address` asks to change it. The links in
 * the mails lead to that page. A key opens none of it.
 */
@Controller('api/v1/account/address')
@UseGuards(SessionGuard)
export class OwnAddressController {
  constructor(
    private readonly accounts: Accounts,
    private readonly own: OwnAddress,
    private readonly request: AddressRequest,
    private readonly mails: AddressMails,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readAddress', summary: 'Reads the address of the user, and how it can be changed' })
  @ApiOkResponse({ type: OwnAddressDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<OwnAddressDto> {
    const { email, isAddressVerified, passwordHash } = await this.accounts.accountOf(userId);
    return {
      ...{ email, isVerified: isAddressVerified },
      ...{ hasPassword: passwordHash !== undefined, byMail: this.mails.areSent },
    };
  }

  @Post()
  @HttpCode(204)
  @ApiOperation({ operationId: 'askForAddress', summary: 'Mails a link that moves the account to another address' })
  @ApiNoContentResponse()
  @ApiRefusals(409)
  ask(@CurrentPrincipal() { userId }: Principal, @Body() { email, password }: OtherAddressDto): Promise<void> {
    return this.request.ask(userId, { text: email, password });
  }

  @Post('confirmation')
  @HttpCode(204)
  @ApiOperation({ operationId: 'confirmAddress', summary: 'Mails a link that confirms the address of the user' })
  @ApiNoContentResponse()
  @ApiRefusals(409)
  confirm(@CurrentPrincipal() { userId }: Principal): Promise<void> {
    return this.own.askToVerify(userId);
  }
}
