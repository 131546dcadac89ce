import type { EventStore } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { ApiError } from '../ground/api-error.js';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ANSWER_LIMIT_MS, within } from './within.js';
import { HealthDto } from './status.dto.js';

/**
 * Tells the programs that start and watch this process whether it is alive, and whether it can
 * serve.
 */
@Controller('health')
@AnyoneMayCall()
export class HealthController {
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  @Get('live')
  @ApiOperation({ operationId: 'readLiveness', summary: 'Says whether the process lives' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  /** Answers 503 within 3 s, with the name of the store, when a store does not answer. */
  @Get('ready')
  @ApiOperation({ operationId: 'readReadiness', summary: 'Says whether both stores answer' })
  @ApiOkResponse({ type: HealthDto })
  async ready(): Promise<HealthDto> {
    try {
      await this.health.check([
        () => this.check('eventStore', () => this.eventStore.ping()),
        () => this.check('readModels', () => this.readModels.ping()),
      ]);
      return { status: 'ok' };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: down = {} } = error.getResponse() as HealthCheckResult;
      throw new ApiError('unavailable', `not available: ${Object.keys(down).join(', ')}`);
    }
  }

  /** The error of a store may quote its address, so the answer has only its name. */
  private async check(name: string, ask: () => Promise<unknown>) {
    const indicator = this.indicators.check(name);
    // A store that hangs keeps its question open. The next check waits for the same one.
    const asked = this.asked.get(name) ?? ask().finally(() => this.asked.delete(name));
    this.asked.set(name, asked);
    try {
      await within(ANSWER_LIMIT_MS, asked);
      return indicator.up();
    } catch {
      return indicator.down();
    }
  }
}
