import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Put, UseGuards } from '@nestjs/common';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from '../identity/accounts.js';
import { SetAddress } from '../address/set-address.js';
import { PasswordChange } from './password-change.js';
import { AdminGuard } from '../guards/admin.guard.js';
import { ChangeUserDto, CreatedUserDto, CreateUserDto } from './users.dto.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** Accounts, for the administrator. */
@Controller('api/v1/users')
@UseGuards(AdminGuard)
export class UsersController {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordChange,
    private readonly address: SetAddress,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'createUser', summary: 'Opens an account' })
  @ApiCreatedResponse({ type: CreatedUserDto })
  @ApiRefusals(409)
  createUser(@Body() { email, timeZone, plan = 'premium', password }: CreateUserDto): Promise<CreatedUserDto> {
    return this.accounts.open({ email, timeZone, plan, password, openedBy: 'administrator' }, this.clock());
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'changeUser',
    summary: 'Changes plan, address or password of an account, vouches for its address, or ends other access to it',
  })
  @ApiNoContentResponse()
  @ApiRefusals(404, 409)
  async changeUser(
    @Param('id', ParseUUIDPipe) userId: string,
    @Body() { plan, password, isEmailVerified, email, ...endings }: ChangeUserDto,
  ): Promise<void> {
    if (email !== undefined) await this.address.set(userId, email);
    if (plan) await this.accounts.change(userId, { type: 'ChangePlan', data: { plan } }, this.clock());
    if (isEmailVerified) await this.vouchFor(userId);
    if (password === undefined) await this.passwords.end(userId, endings);
    else await this.passwords.set(userId, password, endings);
  }

  private async vouchFor(userId: string): Promise<void> {
    const { email } = await this.accounts.accountOf(userId);
    await this.accounts.change(userId, { type: 'VerifyAddress', data: { email, by: 'administrator' } }, this.clock());
  }
}
