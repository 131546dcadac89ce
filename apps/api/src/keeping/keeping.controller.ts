import { Body, Controller, Get, Inject, Put, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ChosenKeepingDto, KeepingDto } from './keeping.dto.js';
import { type HowLong, Keepings } from './keepings.js';

/** How long the user's time is kept. */
@Controller('api/v1/account/keeping')
@UseGuards(OwnerGuard)
export class KeepingController {
  constructor(
    private readonly keepings: Keepings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readKeeping', summary: 'Reads how long the time of the user is kept' })
  @ApiOkResponse({ type: KeepingDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<KeepingDto> {
    return answerOf(await this.keepings.of(userId));
  }

  /** Nothing is erased before the announced moment, two weeks from now. */
  @Put()
  @UseGuards(FreshSignInGuard)
  @ApiOperation({ operationId: 'changeKeeping', summary: 'Chooses how long the time of the user is kept' })
  @ApiOkResponse({ type: KeepingDto })
  async choose(@CurrentPrincipal() { userId }: Principal, @Body() { months }: ChosenKeepingDto): Promise<KeepingDto> {
    return answerOf(await this.keepings.choose(userId, months, this.clock()));
  }
}

const answerOf = ({ chosen, longest, kept, firstErasureAt, erasedBefore }: HowLong): KeepingDto => ({
  ...{ months: chosen, longestMonths: longest, keptMonths: kept, erasedBefore },
  firstErasureAt: firstErasureAt === null ? null : new Date(firstErasureAt).toISOString(),
});
