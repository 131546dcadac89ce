import type { OpenedAccount } from '@app/domain';
import { Controller, Delete, Get, HttpCode, Inject, Param, ParseUUIDPipe, Query, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminGuard } from '../guards/admin.guard.js';
import { Accounts } from '../identity/accounts.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { RequestedErasureDto } from '../privacy/erasures.dto.js';
import { Erasures } from '../privacy/erasures.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Directory } from './directory.js';
import { ApplicationListDto, UserDto, UserListDto, UserSearchDto } from './directory.dto.js';

const USERS_OF_A_PAGE = 100;

/** The lists of the administrator: accounts and applications. */
@Controller('api/v1')
@UseGuards(AdminGuard)
export class DirectoryController {
  constructor(
    private readonly directory: Directory,
    private readonly accounts: Accounts,
    private readonly erasures: Erasures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('users')
  @ApiOperation({ operationId: 'listUsers', summary: 'Lists the accounts, 100 on a page, or finds some by address' })
  @ApiOkResponse({ type: UserListDto })
  @ApiRefusals(400, 404)
  async users(@Query() { email, after }: UserSearchDto): Promise<UserListDto> {
    const { users, next } = await this.directory.users({ email, after, limit: USERS_OF_A_PAGE });
    return { users: users.map(shown), ...(next !== undefined && { next }) };
  }

  @Get('users/:id')
  @ApiOperation({ operationId: 'readUser', summary: 'Reads an account' })
  @ApiOkResponse({ type: UserDto })
  @ApiRefusals(400, 404)
  async user(@Param('id', ParseUUIDPipe) userId: string): Promise<UserDto> {
    return shown(await this.accounts.accountOf(userId));
  }

  @Delete('users/:id')
  @HttpCode(202)
  @ApiOperation({ operationId: 'eraseUser', summary: 'Closes an account, and erases everything in it' })
  @ApiAcceptedResponse({ type: RequestedErasureDto })
  @ApiRefusals(400, 404, 409)
  async erase(@Param('id', ParseUUIDPipe) userId: string): Promise<RequestedErasureDto> {
    await this.accounts.checkIsOpenNow(userId);
    return { id: await this.erasures.eraseAccount(userId, this.clock()) };
  }

  @Get('oauth-applications')
  @ApiOperation({ operationId: 'listApplications', summary: 'Lists the registered applications' })
  @ApiOkResponse({ type: ApplicationListDto })
  async applications(): Promise<ApplicationListDto> {
    const applications = await this.directory.applications();
    return {
      applications: applications.map(({ clientId, secretHash, name, redirectUris, scopes }) => ({
        ...{ clientId, name, redirectUris, scopes, public: secretHash === undefined },
      })),
    };
  }
}

const shown = ({ userId: id, email, isAddressVerified, timeZone, plan, passwordHash, keys }: OpenedAccount) => ({
  ...{ id, email, isEmailVerified: isAddressVerified, timeZone, plan },
  hasPassword: passwordHash !== undefined,
  keys: keys.length,
});
