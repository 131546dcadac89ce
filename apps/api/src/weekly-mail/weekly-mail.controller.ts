import { Body, Controller, Get, Put, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { Mailer } from '../mail/mailer.js';
import { Mailings } from './mailings.js';
import { ChosenWeeklyMailDto, WeeklyMailDto } from './weekly-mail.dto.js';

/** Whether the user gets a mail about each week. */
@Controller('api/v1/account/weekly-mail')
@UseGuards(OwnerGuard)
export class WeeklyMailController {
  constructor(
    private readonly mailings: Mailings,
    private readonly accounts: Accounts,
    private readonly mailer: Mailer,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readWeeklyMail', summary: 'Reads whether the user gets a mail about each week' })
  @ApiOkResponse({ type: WeeklyMailDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<WeeklyMailDto> {
    const [{ chosen }, account] = await Promise.all([this.mailings.of(userId), this.accounts.accountOf(userId)]);
    return {
      ...{ isOn: chosen !== undefined, language: chosen?.language ?? null },
      ...{ isSent: this.mailer.isSet, isEmailVerified: account.isAddressVerified },
    };
  }

  @Put()
  @ApiOperation({ operationId: 'changeWeeklyMail', summary: 'Chooses whether the user gets a mail about each week' })
  @ApiOkResponse({ type: WeeklyMailDto })
  async choose(
    @CurrentPrincipal() principal: Principal,
    @Body() { isOn, language = 'en' }: ChosenWeeklyMailDto,
  ): Promise<WeeklyMailDto> {
    if (isOn) await this.mailings.choose(principal.userId, language);
    else await this.mailings.end(principal.userId);
    return this.read(principal);
  }
}
