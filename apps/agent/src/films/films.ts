import { type ActivityReport } from '../capture/activity-source.js';

type Front = Extract<ActivityReport, { type: 'active' }>;

/**
 * Remembers whether the program in front keeps the screen on, and says so in its reports. A new
 * window does not until a look has shown it. A new title of the same window changes nothing.
 *
 *     window   [Player             ][Editor
 *     looks    f     t     t          t       (of Player: too late)
 *     counts         [---------------)
 */
export class Films {
  private front: Front | null = null;
  private isHeld = false;

  /** The window in front, as it was reported. Null: none. */
  get shown(): Front | null {
    return this.front;
  }

  /** The report with what is known of its window. */
  pass(report: ActivityReport): ActivityReport {
    if (report.type === 'none' || report.type === 'lost') this.leave();
    if (report.type !== 'active') return report;
    if (!isSame(this.front, report)) this.isHeld = false;
    this.front = report;
    return this.told(report);
  }

  /** A look at `window` has shown this. The reports that follow from it. */
  look(window: Front, isHeld: boolean): ActivityReport[] {
    if (this.front === null || !isSame(this.front, window) || this.isHeld === isHeld) return [];
    this.isHeld = isHeld;
    return [this.told(this.front)];
  }

  private told(report: Front): Front {
    return this.isHeld ? { ...report, countsWhenIdle: true } : report;
  }

  private leave(): void {
    this.front = null;
    this.isHeld = false;
  }
}

const isSame = (one: Front | null, other: Front): boolean =>
  one?.window === other.window && one.application === other.application && one.pid === other.pid;
