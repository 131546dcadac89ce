import type { EventStore } from '@app/event-store';
import { PROJECTIONS, readProjectionStatus } from '@app/projector';
import type { ReadModels } from '@app/read-models';
import { Controller, Get, Inject } from '@nestjs/common';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { EVENT_STORE, LOG_KIND, READ_MODELS } from '../stores/tokens.js';
import { VERSION } from './version.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { StatusDto } from './status.dto.js';

/** How far the reports are behind the log. Public: it names no user and no activity. */
@Controller('api/v1/status')
@AnyoneMayCall()
export class StatusController {
  constructor(
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(LOG_KIND) private readonly kind: 'embedded' | 'remote',
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readStatus', summary: 'Says whether reports show all that was acknowledged' })
  @ApiOkResponse({ type: StatusDto })
  async status(): Promise<StatusDto> {
    const { caughtUp, lagSeconds, logPosition, position, otherHistory, parked } = await readProjectionStatus(
      this.eventStore,
      this.readModels,
      PROJECTIONS,
    );
    // Positions are 64 bits: as JSON numbers they would lose their last digits.
    return {
      version: VERSION,
      log: { kind: this.kind, position: logPosition.toString() },
      projector: { caughtUp, lagSeconds, position: position.toString(), otherHistory, parked },
    };
  }
}
