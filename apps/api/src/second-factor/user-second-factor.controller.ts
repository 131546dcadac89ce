import { Controller, Delete, HttpCode, Param, ParseUUIDPipe, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { AdminGuard } from '../guards/admin.guard.js';
import { Accounts } from '../identity/accounts.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** The second steps of users, for the administrator. */
@Controller('api/v1/users/:id/second-factor')
@UseGuards(AdminGuard)
export class UserSecondFactorController {
  constructor(
    private readonly accounts: Accounts,
    private readonly factors: SecondFactors,
  ) {}

  /** For a user who has lost the phone and the recovery codes. */
  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeUserSecondFactor', summary: 'Turns the second step of an account off' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  async remove(@Param('id', ParseUUIDPipe) userId: string): Promise<void> {
    await this.accounts.accountOf(userId);
    await this.factors.turnOff(userId, 'admin');
  }
}
