import type { ProjectionStatus } from '@app/projector';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The figures for Prometheus. Labels are routes and outcomes: never a user, a key or an activity.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requestSeconds = new Histogram({
    name: 'timeledger_http_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  private readonly activities = new Counter({
    name: 'timeledger_activities_total',
    help: 'Activities posted by agents, by outcome',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  private readonly storesAnswer = new Gauge({
    name: 'timeledger_stores_answer',
    help: '1 when both stores answer in time; without that the figures of the projector are NaN',
    registers: [this.registry],
  });
  private readonly caughtUp = this.gauge('caught_up', '1 when the reports show the whole log');
  private readonly lagSeconds = this.gauge('lag_seconds', 'Between the newest event in the reports and in the log');
  private readonly otherHistory = this.gauge('other_history', '1 when the log was replaced by an older copy of it');
  private readonly parked = this.gauge('parked_events', 'Events that could not be read and were parked');

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  countActivities(outcome: 'accepted' | 'duplicate' | 'rejected', count: number): void {
    this.activities.inc({ outcome }, count);
  }

  /** Starts to time a request. Call the result when the answer has been sent. */
  timeRequest(): (answered: { method: string; route: string; status: number }) => void {
    return this.requestSeconds.startTimer();
  }

  /**
   * All figures in Prometheus' text format, with the present state of the projections. An unknown
   * state has no figures.
   */
  render(projection: ProjectionStatus | undefined): Promise<string> {
    this.storesAnswer.set(Number(projection !== undefined));
    this.caughtUp.set(projection ? Number(projection.caughtUp) : NaN);
    this.lagSeconds.set(projection?.lagSeconds ?? NaN);
    this.otherHistory.set(projection ? Number(projection.otherHistory) : NaN);
    this.parked.set(projection?.parked ?? NaN);
    return this.registry.metrics();
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `timeledger_projector_${name}`, help, registers: [this.registry] });
  }
}
