import type { EventStore } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { HealthDto } from './status.dto.js';

/** Answers for whoever starts and watches the process: alive at all, and able to serve. */
@Controller('health')
@AnyoneMayCall()
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  @Get('live')
  @ApiOperation({ operationId: 'readLiveness', summary: 'Says whether the process lives' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'readReadiness', summary: 'Says whether both stores answer' })
  @ApiOkResponse({ type: HealthDto })
  async ready(): Promise<HealthDto> {
    const checks = { eventStore: this.eventStore.newestEvent(['']), readModels: this.readModels.ping() };
    const results = await Promise.allSettled(Object.values(checks));
    const down = Object.keys(checks).filter((_, index) => results[index]?.status === 'rejected');
    if (down.length > 0) throw new ServiceUnavailableException(`not available: ${down.join(', ')}`);
    return { status: 'ok' };
  }
}
