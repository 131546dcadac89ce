import { filter, firstValueFrom, map, merge, Subject, type Subscription, take, timer } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../../capture/activity-source.js';

/** A window in front. */
export type Front = Extract<ActivityReport, { type: 'active' }>;

/** The desktop as the agent's adapter reports it, while a person acts on it. */
export class Desk {
  /** The last report about a window. Null before the first one. */
  front: Front | { type: 'none' } | { type: 'lost' } | null = null;
  isReady = false;
  readonly seen = new Subject<ActivityReport>();
  private readonly watching: Subscription;

  constructor(readonly source: ActivitySource) {
    this.watching = source.reports().subscribe((report) => {
      if (report.type === 'ready') this.isReady = true;
      if (report.type === 'active' || report.type === 'none' || report.type === 'lost') this.front = report;
      this.seen.next(report);
    });
  }

  /** Whether this becomes true within the time. Looks at each report and at once. */
  async becomes(isSo: () => boolean, limitMs: number): Promise<boolean> {
    if (isSo()) return true;
    const reports = this.seen.pipe(
      filter(isSo),
      map(() => true),
    );
    return firstValueFrom(merge(reports, timer(limitMs).pipe(map(() => isSo()))).pipe(take(1)));
  }

  close(): void {
    this.watching.unsubscribe();
  }
}
