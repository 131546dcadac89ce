import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Put, UseGuards } from '@nestjs/common';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from '../identity/accounts.js';
import { AdminGuard } from '../guards/admin.guard.js';
import { ChangeUserDto, CreateKeyDto, CreateUserDto } from './users.dto.js';

/** Accounts and keys, for the administrator. */
@Controller('api/v1/users')
@UseGuards(AdminGuard)
export class UsersController {
  constructor(
    private readonly accounts: Accounts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  createUser(@Body() { email, timeZone, plan = 'premium', password }: CreateUserDto) {
    return this.accounts.open({ email, timeZone, plan, password }, this.clock());
  }

  @Put(':id')
  @HttpCode(204)
  async changeUser(
    @Param('id', ParseUUIDPipe) userId: string,
    @Body() { plan, password }: ChangeUserDto,
  ): Promise<void> {
    if (plan) await this.accounts.change(userId, { type: 'ChangePlan', data: { plan } }, this.clock());
    if (password !== undefined) await this.accounts.setPassword(userId, password, this.clock());
  }

  @Post(':id/keys')
  createKey(@Param('id', ParseUUIDPipe) userId: string, @Body() { name }: CreateKeyDto) {
    return this.accounts.issueKey(userId, name, this.clock());
  }
}
