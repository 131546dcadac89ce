import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { GuardsModule } from '../guards/guards.module.js';
import { HealthController } from './health.controller.js';
import { HelloController } from './hello.controller.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsAccess } from './metrics-access.js';
import { Metrics } from './metrics.js';
import { StatusController } from './status.controller.js';

/** The state of the service: alive, ready, caught up, and in numbers. */
@Module({
  imports: [GuardsModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, HelloController, MetricsController, StatusController],
  providers: [Metrics, MetricsAccess],
  exports: [Metrics],
})
export class StatusModule {}
