import type { EventStore } from '@app/event-store';
import { PROJECTIONS, type ProjectionStatus, readProjectionStatus } from '@app/projector';
import type { ReadModels } from '@app/read-models';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import type { Request } from 'express';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';
import { Metrics } from './metrics.js';
import { MetricsAccess } from './metrics-access.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ANSWER_LIMIT_MS, within } from './within.js';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** Metrics, for the callers that `MetricsAccess` lets in. */
@Controller('metrics')
@AnyoneMayCall()
export class MetricsController {
  private asked: Promise<ProjectionStatus> | undefined;

  constructor(
    private readonly metrics: Metrics,
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly access: MetricsAccess,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ operationId: 'readMetrics', summary: 'Reads figures for Prometheus' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @ApiRefusals(403, 429)
  async read(@Req() request: Request): Promise<string> {
    if (!this.access.mayRead(request)) {
      throw new ApiError(
        'forbidden',
        'Metrics need the admin token, or a request from this machine to a server without a proxy.',
      );
    }
    return this.metrics.render(await this.projectionStatus());
  }

  /** Undefined when a store does not answer: the other figures are wanted most just then. */
  private async projectionStatus(): Promise<ProjectionStatus | undefined> {
    this.asked ??= readProjectionStatus(this.eventStore, this.readModels, PROJECTIONS).finally(
      () => (this.asked = undefined),
    );
    return within(ANSWER_LIMIT_MS, this.asked).catch(() => undefined);
  }
}
