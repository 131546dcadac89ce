import { Body, Controller, Inject, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import { CLOCK, type Clock } from '../tokens.js';
import { Accounts } from './accounts.js';
import { AdminGuard } from './admin.guard.js';
import { CreateKeyDto, CreateUserDto } from './users.dto.js';

/** Accounts and keys, for the administrator. */
@Controller('api/v1/users')
@UseGuards(AdminGuard)
export class UsersController {
  constructor(
    private readonly accounts: Accounts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  createUser(@Body() { email, timeZone, plan = 'premium' }: CreateUserDto) {
    return this.accounts.open({ email, timeZone, plan }, this.clock());
  }

  @Post(':id/keys')
  createKey(@Param('id', ParseUUIDPipe) userId: string, @Body() { name }: CreateKeyDto) {
    return this.accounts.issueKey(userId, name, this.clock());
  }
}
