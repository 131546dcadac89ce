import type { ReadModels } from '@app/read-models';
import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../ground/principal.js';
import { OwnerGuard } from '../../guards/owner.guard.js';
import { READ_MODELS } from '../../stores/tokens.js';
import { StoredDto } from './stored.dto.js';
import { StoredEntries } from './stored-entries.js';

/** What the server holds of the user, counted. */
@Controller('api/v1/account/stored')
@UseGuards(OwnerGuard)
export class StoredController {
  constructor(
    private readonly entries: StoredEntries,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readStored', summary: 'Counts what the server holds of the user, by kind' })
  @ApiOkResponse({ type: StoredDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<StoredDto> {
    const entries = await this.entries.of(userId);
    const { days, durationMs, activities, first, last } = await this.readModels.stored.totals(userId);
    const time = { days, seconds: durationMs / 1_000, activities, first: first ?? null, last: last ?? null };
    return { time, entries };
  }
}
