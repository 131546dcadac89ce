import { DomainError, type OpenedAccount, type Profile, PROFILE_FIELDS } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Put, UseGuards } from '@nestjs/common';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { AccountAnswerDto, AccountDto, NewPasswordDto } from './account.dto.js';
import { PasswordChange } from './password-change.js';
import { Accounts } from '../identity/accounts.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';

/** A user's own account. */
@Controller('api/v1/account')
@UseGuards(OwnerGuard)
export class AccountController {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordChange,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readAccount', summary: 'Reads the account of the user' })
  @ApiOkResponse({ type: AccountAnswerDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<AccountAnswerDto> {
    return answerOf(await this.accounts.accountOf(userId));
  }

  @Put()
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeAccount', summary: 'Changes the time zone, or all of the profile' })
  @ApiNoContentResponse()
  async change(@CurrentPrincipal() { userId }: Principal, @Body() { timeZone, profile }: AccountDto): Promise<void> {
    const now = this.clock();
    const data = profile && profileOf(profile);
    if (timeZone !== undefined) await this.accounts.change(userId, { type: 'ChangeTimeZone', data: { timeZone } }, now);
    if (data) await this.accounts.change(userId, { type: 'ChangeProfile', data }, now);
  }

  @Put('password')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changePassword', summary: 'Sets a new password, and ends every session' })
  @ApiNoContentResponse()
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @Body() { current = '', password: next, ...endings }: NewPasswordDto,
  ): Promise<void> {
    await this.passwords.changeByProgram(principal, { current, next, ...endings });
  }
}

const answerOf = ({ userId: id, email, isAddressVerified, timeZone, plan, profile }: OpenedAccount) => ({
  id,
  email,
  isEmailVerified: isAddressVerified,
  timeZone,
  plan,
  profile,
});

function profileOf(fields: object): Profile {
  const entries = Object.entries(fields) as [string, unknown][];
  if (!entries.every(([name, value]) => isProfileField(name) && typeof value === 'string')) {
    throw new DomainError(
      'invalid_profile',
      `profile has the texts ${PROFILE_FIELDS.join(', ')}, all of them optional.`,
    );
  }
  return fields;
}

const isProfileField = (name: string): boolean => (PROFILE_FIELDS as readonly string[]).includes(name);
