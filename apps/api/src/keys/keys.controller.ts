import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Keys } from '../identity/keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CreatedKeyDto, CreateKeyDto, KeyListDto } from './keys.dto.js';

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
    const keys = await this.keys.listOf(userId);
    return { keys: keys.map(({ keyId: id, name, lastUsedOn }) => ({ id, name, lastUsedOn: lastUsedOn ?? null })) };
  }

  /** Makes a key. Only this answer holds it. */
  @Post()
  @ApiOperation({ operationId: 'createKey', summary: 'Makes a key; only this answer shows it' })
  @ApiCreatedResponse({ type: CreatedKeyDto })
  create(@CurrentPrincipal() { userId }: Principal, @Body() { name }: CreateKeyDto): Promise<CreatedKeyDto> {
    return this.keys.make(userId, name, this.clock());
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeKey', summary: 'Revokes a key' })
  @ApiNoContentResponse()
  revoke(@CurrentPrincipal() { userId }: Principal, @Param('id') keyId: string): Promise<void> {
    return this.keys.revoke(userId, keyId, this.clock());
  }
}
