import { type Plan, syncIntervalSeconds } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { LiveChanges } from '../live/live-changes.js';
import { Metrics } from '../status/metrics.js';
import type { RecordedActivitiesDto } from './activities.dto.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ActivityRecorder } from './activity-recorder.js';
import type { Offer } from './recording/offer.js';

/** Records what agents post, counts it, and tells each agent when to post again. */
@Injectable()
export class AgentBatches {
  constructor(
    private readonly recorder: ActivityRecorder,
    private readonly metrics: Metrics,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws as `ActivityRecorder.record` does. */
  async record(offer: Offer, plan: Plan): Promise<RecordedActivitiesDto> {
    const { grown, ...recorded } = await this.recorder.record(offer);
    this.metrics.countActivities('accepted', recorded.accepted);
    this.metrics.countActivities('duplicate', recorded.duplicates);
    this.metrics.countActivities('rejected', recorded.rejected.length);
    const nextSyncSeconds = syncIntervalSeconds(plan, this.live.isPageOpen(offer.userId));
    return { ...recorded, ...(grown > 0 && { grown }), nextSyncSeconds, serverTime: this.clock() };
  }
}
