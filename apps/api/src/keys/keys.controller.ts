import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Keys } from '../identity/keys.js';
import { ApiError } from '../ground/api-error.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CreatedKeyDto, CreateKeyDto, KeyListDto } from './keys.dto.js';
import { listedKeyAnswer, madeKeyAnswer, newKeyOf } from './shown-key.js';

/** A user's own API keys. */
@Controller('api/v1/keys')
@UseGuards(OwnerGuard)
export class KeysController {
  constructor(
    private readonly keys: Keys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listKeys', summary: 'Lists the keys of the user' })
  @ApiOkResponse({ type: KeyListDto })
  async list(@CurrentPrincipal() { userId }: Principal): Promise<KeyListDto> {
    return { keys: (await this.keys.listOf(userId)).map(listedKeyAnswer) };
  }

  /**
   * Makes a key. Only this answer holds it. A key makes no `full` one: a thief of the first would
   * keep the second.
   */
  @Post()
  @UseGuards(FreshSignInGuard)
  @ApiOperation({ operationId: 'createKey', summary: 'Makes a key; only this answer shows it' })
  @ApiCreatedResponse({ type: CreatedKeyDto })
  async create(@CurrentPrincipal() { kind, userId }: Principal, @Body() body: CreateKeyDto): Promise<CreatedKeyDto> {
    const asked = newKeyOf(body);
    if (asked.kind === 'full' && kind !== 'session') {
      throw new ApiError(
        'sign_in_again',
        'A full key is made by a person who has just signed in, or an administrator.',
      );
    }
    return madeKeyAnswer(await this.keys.make(userId, asked, this.clock()));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeKey', summary: 'Revokes a key' })
  @ApiNoContentResponse()
  revoke(@CurrentPrincipal() { userId }: Principal, @Param('id') keyId: string): Promise<void> {
    return this.keys.revoke(userId, keyId, this.clock());
  }
}
