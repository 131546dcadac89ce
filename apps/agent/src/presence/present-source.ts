import { map, merge, mergeMap, Observable, of } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { type Absence } from './absence.js';

/** The key that asked for the lock is input too. Later input ends a lock that is only asked for. */
const ASKED_MS = 3_000;

type Front = Extract<ActivityReport, { type: 'active' | 'none' }>;

export interface AbsenceSeen {
  absences: Observable<Absence>;
  /** Whether a program on this machine tells that the screen is locked. */
  seesLocks: boolean;
  /** A clock that never goes back, in milliseconds. */
  nowMs?: () => number;
}

/**
 * The same adapter without the time in which the screen is locked or the machine sleeps. No window
 * has the focus then. At the end of the lock the window in front is reported again.
 *
 *     window     [A        ][B       ]
 *     locked         [           ]
 *     reports    A   none        B
 *
 * A session that is only asked to lock counts as locked until the next input, 3 s later at the
 * earliest: a desktop without a lock program never locks.
 */
export function withoutAbsence(source: ActivitySource, { absences, seesLocks, nowMs }: AbsenceSeen): ActivitySource {
  return {
    ...source,
    capabilities: { ...source.capabilities, lock: source.capabilities.lock || seesLocks },
    reports: () =>
      new Observable<ActivityReport>((subscriber) => {
        const door = new Door(nowMs ?? (() => performance.now()));
        const input = merge(
          absences.pipe(map((absence) => ({ absence }))),
          source.reports().pipe(map((report) => ({ report }))),
        ).pipe(mergeMap((event) => of(...('absence' in event ? door.change(event.absence) : door.pass(event.report)))));
        return input.subscribe(subscriber);
      }),
  };
}

/** Stands between the adapter and the recorder. */
class Door {
  private front: Front = { type: 'none' };
  private isAway = false;
  private askedMs: number | null = null;

  constructor(private readonly nowMs: () => number) {}

  change({ isAway, isAsked }: Absence): ActivityReport[] {
    const wasOpen = this.isOpen();
    this.isAway = isAway;
    this.askedMs = isAsked ? this.nowMs() : null;
    return this.turned(wasOpen);
  }

  pass(report: ActivityReport): ActivityReport[] {
    if (report.type === 'active' || report.type === 'none') {
      this.front = report;
      return this.isOpen() ? [report] : [];
    }
    if (report.type === 'lost') this.front = { type: 'none' };
    if (report.type !== 'input') return [report];
    const wasOpen = this.isOpen();
    if (this.askedMs !== null && this.nowMs() - report.idleMs > this.askedMs + ASKED_MS) this.askedMs = null;
    return [report, ...this.turned(wasOpen)];
  }

  private isOpen(): boolean {
    return !this.isAway && this.askedMs === null;
  }

  private turned(wasOpen: boolean): ActivityReport[] {
    if (wasOpen === this.isOpen()) return [];
    return wasOpen ? [{ type: 'none', isAway: true }] : [this.front];
  }
}
