import { randomUUID } from 'node:crypto';
import { type Erasure, erasureDecider, erasureStream, parseSlice, type Slice } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Keys } from '../identity/keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { ErasureAnswerDto, ErasureDto, RequestedErasureDto } from './erasures.dto.js';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** Erasing what is the user's own. What is answered is asked for durably; the eraser beside the projector does it. */
@Controller('api/v1')
@UseGuards(OwnerGuard)
export class ErasuresController {
  constructor(
    private readonly keys: Keys,
    private readonly taxonomies: Taxonomies,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('erasures')
  @HttpCode(202)
  @ApiOperation({ operationId: 'requestErasure', summary: 'Asks to erase time: all of it, or a slice' })
  @ApiAcceptedResponse({ type: RequestedErasureDto })
  @ApiRefusals(409)
  async erase(@CurrentPrincipal() { userId }: Principal, @Body() said: ErasureDto): Promise<RequestedErasureDto> {
    const { taxonomy, revision } = await this.taxonomies.read(userId);
    return { id: await this.request(userId, revision, parseSlice(said, taxonomy)) };
  }

  @Get('erasures/:id')
  @ApiOperation({ operationId: 'readErasure', summary: 'Reads how far an erasure is' })
  @ApiOkResponse({ type: ErasureAnswerDto })
  @ApiRefusals(400)
  async read(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ErasureAnswerDto> {
    const { state } = await readState(this.store, erasureStream(userId), erasureDecider);
    if (state?.erasureId !== id) throw new ApiError('unknown_erasure', 'There is no such erasure, or a later one.');
    return shown(state);
  }

  /** The keys open nothing any more when this is answered, in this process; in others within seconds. */
  @Delete('account')
  @HttpCode(202)
  @ApiOperation({ operationId: 'eraseAccount', summary: 'Asks to erase the account with everything in it' })
  @ApiAcceptedResponse({ type: RequestedErasureDto })
  @ApiRefusals(409)
  async eraseAccount(@CurrentPrincipal() { userId }: Principal): Promise<RequestedErasureDto> {
    const id = await this.request(userId, -1);
    await this.keys.revokeAll(userId, this.clock());
    return { id };
  }

  private async request(userId: string, taxonomyRevision: number, slice?: Slice): Promise<string> {
    const metadata = { now: this.clock(), principalId: userId };
    const data = { erasureId: randomUUID(), taxonomyRevision, ...(slice && { slice }) };
    const command = { type: 'RequestErasure', data, metadata } as const;
    const { state } = await handleCommand(this.store, erasureStream(userId), erasureDecider, command);
    return state?.erasureId ?? data.erasureId;
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
