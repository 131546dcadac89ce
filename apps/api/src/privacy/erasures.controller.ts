import type { Erasure } from '@app/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ErasurePreviewDto, ErasurePreviewQueryDto } from './erasure-preview.dto.js';
import { ErasurePreviews } from './erasure-previews.js';
import { Erasures } from './erasures.js';
import { ErasureAnswerDto, ErasureDto, NewestErasureDto, RequestedErasureDto } from './erasures.dto.js';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/**
 * Erases what belongs to the user. The answer comes when the request is durable. The eraser beside
 * the projector does the work.
 */
@Controller('api/v1')
@UseGuards(OwnerGuard)
export class ErasuresController {
  constructor(
    private readonly erasures: Erasures,
    private readonly previews: ErasurePreviews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('erasures')
  @UseGuards(FreshSignInGuard)
  @HttpCode(202)
  @ApiOperation({ operationId: 'requestErasure', summary: 'Asks to erase time: all of it, or a slice' })
  @ApiAcceptedResponse({ type: RequestedErasureDto })
  @ApiRefusals(404, 409)
  async erase(@CurrentPrincipal() { userId }: Principal, @Body() said: ErasureDto): Promise<RequestedErasureDto> {
    return { id: await this.erasures.eraseSlice(userId, said, this.clock()) };
  }

  /** A question with a body, because the names in it belong into no address. */
  @Post('erasures/preview')
  @HttpCode(200)
  @ApiOperation({ operationId: 'previewErasure', summary: 'Says what an erasure would take, and takes nothing' })
  @ApiOkResponse({ type: ErasurePreviewDto })
  @ApiRefusals(404, 429)
  preview(@CurrentPrincipal() { userId }: Principal, @Body() said: ErasurePreviewQueryDto): Promise<ErasurePreviewDto> {
    return this.previews.of(userId, said, this.clock());
  }

  @Get('erasures/newest')
  @ApiOperation({ operationId: 'readNewestErasure', summary: 'Reads how far the newest erasure of the user is' })
  @ApiOkResponse({ type: NewestErasureDto })
  async newest(@CurrentPrincipal() { userId }: Principal): Promise<NewestErasureDto> {
    const erasure = await this.erasures.newest(userId);
    return { erasure: erasure ? shown(erasure) : null };
  }

  @Get('erasures/:id')
  @ApiOperation({ operationId: 'readErasure', summary: 'Reads how far an erasure is' })
  @ApiOkResponse({ type: ErasureAnswerDto })
  @ApiRefusals(400)
  async read(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ErasureAnswerDto> {
    const erasure = await this.erasures.newest(userId);
    if (erasure?.erasureId !== id) throw new ApiError('unknown_erasure', 'There is no such erasure, or a later one.');
    return shown(erasure);
  }

  @Delete('account')
  @UseGuards(FreshSignInGuard)
  @HttpCode(202)
  @ApiOperation({ operationId: 'eraseAccount', summary: 'Asks to erase the account with everything in it' })
  @ApiAcceptedResponse({ type: RequestedErasureDto })
  @ApiRefusals(409)
  async eraseAccount(@CurrentPrincipal() { userId }: Principal): Promise<RequestedErasureDto> {
    return { id: await this.erasures.eraseAccount(userId, this.clock()) };
  }
}

const shown = ({ erasureId, phase, requestedAt, daysSeen, daysLeft, reason }: Erasure) => ({
  id: erasureId,
  state: phase,
  requestedAt: new Date(requestedAt).toISOString(),
  days: daysSeen,
  daysDone: daysSeen - daysLeft.length,
  ...(reason !== undefined && { reason }),
});
