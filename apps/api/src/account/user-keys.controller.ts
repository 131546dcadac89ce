import { Body, Controller, Inject, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation } from '@nestjs/swagger';
import { AdminGuard } from '../guards/admin.guard.js';
import { Keys } from '../identity/keys.js';
import { CreatedKeyDto, CreateKeyDto } from '../keys/keys.dto.js';
import { madeKeyAnswer, newKeyOf } from '../keys/shown-key.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** Keys of users, for the administrator. */
@Controller('api/v1/users/:id/keys')
@UseGuards(AdminGuard)
export class UserKeysController {
  constructor(
    private readonly keys: Keys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'createUserKey', summary: 'Makes a key for an account; only this answer shows it' })
  @ApiCreatedResponse({ type: CreatedKeyDto })
  @ApiRefusals(404)
  async createKey(@Param('id', ParseUUIDPipe) userId: string, @Body() body: CreateKeyDto): Promise<CreatedKeyDto> {
    return madeKeyAnswer(await this.keys.make(userId, newKeyOf(body), this.clock()));
  }
}
