import { Subject } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { type Absence } from './absence.js';
import { withoutAbsence } from './present-source.js';

const active = (window: number): ActivityReport => ({ type: 'active', window, application: 'Editor' });
const input = (idleMs: number): ActivityReport => ({ type: 'input', idleMs });
const NONE: ActivityReport = { type: 'none' };
const AWAY: ActivityReport = { type: 'none', isAway: true };
const LOCKED: Absence = { isAway: true, isAsked: false };
const ASKED: Absence = { isAway: false, isAsked: true };
const PRESENT: Absence = { isAway: false, isAsked: false };

/** The reports that come out, on a clock in seconds. */
function through(events: [atSeconds: number, event: ActivityReport | Absence][]): ActivityReport[] {
  const reports = new Subject<ActivityReport>();
  const absences = new Subject<Absence>();
  let atMs = 0;
  const inner: ActivitySource = {
    name: 'scripted',
    capabilities: { titles: true, idle: true, lock: false, minimises: false },
    idleMs: async () => 0,
    reports: () => reports,
  };
  const seen: ActivityReport[] = [];
  const source = withoutAbsence(inner, { absences, seesLocks: true, nowMs: () => atMs });
  source.reports().subscribe((report) => seen.push(report));
  for (const [seconds, event] of events) {
    atMs = seconds * 1_000;
    if ('isAsked' in event) absences.next(event);
    else reports.next(event);
  }
  return seen;
}

describe('a window behind a locked screen', () => {
  it('does not have the focus, and has it again after the lock', () => {
    const seen = through([
      [0, active(1)],
      [5, LOCKED],
      [9, PRESENT],
    ]);
    expect(seen).toEqual([active(1), AWAY, active(1)]);
  });

  it('may change: the window in front after the lock is reported', () => {
    const seen = through([
      [0, active(1)],
      [5, LOCKED],
      [6, active(2)],
      [7, NONE],
      [8, active(3)],
      [9, PRESENT],
    ]);
    expect(seen).toEqual([active(1), AWAY, active(3)]);
  });

  it('is forgotten when the desktop is lost meanwhile', () => {
    const lost: ActivityReport = { type: 'lost', reason: 'gone' };
    const seen = through([
      [0, active(1)],
      [5, LOCKED],
      [6, lost],
      [9, PRESENT],
    ]);
    expect(seen).toEqual([active(1), AWAY, lost, NONE]);
  });

  it('lets the words of the desktop through: input, notices', () => {
    const notice: ActivityReport = { type: 'notice', message: 'x' };
    const seen = through([
      [0, LOCKED],
      [1, input(5)],
      [2, notice],
    ]);
    expect(seen).toEqual([AWAY, input(5), notice]);
  });
});

describe('a session that was asked to lock', () => {
  it('counts as locked until the next input, and the key that asked is no such input', () => {
    const seen = through([
      [0, active(1)],
      [5, ASKED],
      [6, input(500)],
      [7, input(3_000)],
      [60, input(100)],
    ]);
    expect(seen).toEqual([active(1), AWAY, input(500), input(3_000), input(100), active(1)]);
  });

  it('stays locked under input when a lock program has confirmed it', () => {
    const seen = through([
      [0, active(1)],
      [5, ASKED],
      [6, LOCKED],
      [60, input(100)],
      [61, PRESENT],
    ]);
    expect(seen).toEqual([active(1), AWAY, input(100), active(1)]);
  });
});
