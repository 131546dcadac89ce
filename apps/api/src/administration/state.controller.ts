import type { EventStore } from '@app/event-store';
import { PROJECTIONS, readProjectionStatus } from '@app/projector';
import type { ReadModels } from '@app/read-models';
import { Controller, Get, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminGuard } from '../guards/admin.guard.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';
import { type NewestRebuild, Rebuilding } from './rebuilding.js';
import { type ParkedDto, type RebuildDto, ServerStateDto } from './state.dto.js';

const MOST_PARKED = 100;

/** How the tables stand to the log, and their rebuild, for the administrator. */
@Controller('api/v1/administration')
@UseGuards(AdminGuard)
export class StateController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly rebuilding: Rebuilding,
  ) {}

  @Get('state')
  @ApiOperation({ operationId: 'readServerState', summary: 'Says how the tables stand to the log' })
  @ApiOkResponse({ type: ServerStateDto })
  async state(): Promise<ServerStateDto> {
    const status = await readProjectionStatus(this.store, this.readModels, PROJECTIONS);
    const { caughtUp, lagSeconds, otherHistory, logPosition, projections, parked } = status;
    return {
      ...{ caughtUp, lagSeconds, otherHistory, logPosition: logPosition.toString() },
      projections: projections.map((one) => ({ ...one, position: one.position.toString() })),
      parked: { count: parked, newest: parked > 0 ? await this.newestParked() : [] },
      rebuild: shown(await this.rebuilding.newest()),
    };
  }

  @Post('rebuild')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'startRebuild',
    summary: 'Fills the tables of all users from the log once more; reports go on meanwhile',
  })
  @ApiAcceptedResponse({ description: 'It has begun. The state says how far it is.' })
  @ApiRefusals(409)
  async rebuild(): Promise<void> {
    await this.rebuilding.start();
  }

  private async newestParked(): Promise<ParkedDto['newest']> {
    const projections = PROJECTIONS.map(({ checkpoint }) => checkpoint);
    const keys = { projections, storeId: await this.store.identity(), most: MOST_PARKED };
    return (await this.readModels.readParkedEvents(keys)).map(({ stream, revision, type, reason, parkedAt }) => ({
      ...{ stream, revision: revision.toString(), type, reason },
      parkedAt: new Date(parkedAt).toISOString(),
    }));
  }
}

function shown(rebuild: NewestRebuild | undefined): RebuildDto | null {
  if (!rebuild) return null;
  const { state, position, target, events, startedAt, updatedAt } = rebuild;
  return {
    ...{ state, events },
    share: state === 'done' ? 1 : Math.min(1, Number(position) / Math.max(1, Number(target))),
    startedAt: new Date(startedAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}
