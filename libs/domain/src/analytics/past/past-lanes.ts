import type { TimeClasses } from '../../taxonomy/index.js';
import { type DayLane, LaneDay } from '../day/index.js';
import { countsAt, type HeardEvent } from './past-day.js';

/**
 * The lanes of the devices of one local day as they were at a moment (epoch ms). They have the time
 * that `PastDay` has. A device is called as it called itself last by then.
 *
 * Apply all events of the day, in stream order.
 */
export class PastLanes {
  private readonly day = new LaneDay();
  private applied = 0n;

  constructor(private readonly momentMs: number) {}

  apply(heard: HeardEvent): void {
    if (countsAt(this.momentMs, heard)) this.day.apply(heard.event, ++this.applied);
  }

  lanes(classes: TimeClasses): DayLane[] {
    return this.day.lanes(classes);
  }
}
