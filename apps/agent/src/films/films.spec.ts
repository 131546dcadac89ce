import fc from 'fast-check';
import { Subject } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { type Absence } from '../presence/absence.js';
import { withoutAbsence } from '../presence/present-source.js';
import { type Moment, NOON, record } from '../testing/moments.js';
import { until } from '../testing/until.js';
import { countingFilms } from './counting-films.js';
import { Films } from './films.js';
import { type Holder } from './holders.js';

const active = (application: string, title = ''): Extract<ActivityReport, { type: 'active' }> => ({
  type: 'active',
  window: application.charCodeAt(0),
  application,
  title,
});
const PLAYER = active('Player');
const EDITOR = active('Editor');

describe('a window whose program keeps the screen on', () => {
  it('counts from the look that shows it to the look that does not', () => {
    const films = new Films();
    expect(films.pass(PLAYER)).toEqual(PLAYER);
    expect(films.look(PLAYER, true)).toEqual([{ ...PLAYER, countsWhenIdle: true }]);
    expect(films.look(PLAYER, true)).toEqual([]);
    expect(films.pass(active('Player', 'next'))).toEqual({ ...active('Player', 'next'), countsWhenIdle: true });
    expect(films.look(PLAYER, false)).toEqual([active('Player', 'next')]);
  });

  it('hands nothing to the next window, nor to itself after it was away', () => {
    const films = new Films();
    films.pass(PLAYER);
    films.look(PLAYER, true);
    expect(films.pass(EDITOR)).toEqual(EDITOR);
    expect(films.look(PLAYER, true)).toEqual([]);
    expect(films.pass(PLAYER)).toEqual(PLAYER);
    films.look(PLAYER, true);
    films.pass({ type: 'none' });
    expect(films.shown).toBeNull();
    expect(films.look(PLAYER, true)).toEqual([]);
    expect(films.pass(PLAYER)).toEqual(PLAYER);
  });
});

it('the adapter looks again while a window is in front, and knows it by process or program', async () => {
  const reports = new Subject<ActivityReport>();
  let holders: Holder[] = [];
  let asked = 0;
  const source = { reports: () => reports } as unknown as ActivitySource;
  const films = countingFilms(source, { holders: async () => ((asked += 1), holders), lookMs: 10 });
  const seen: ActivityReport[] = [];
  const watching = films.reports().subscribe((report) => seen.push(report));
  const counts = () => {
    const last = seen.findLast(({ type }) => type === 'active');
    return last?.type === 'active' && last.countsWhenIdle === true;
  };
  reports.next({ ...PLAYER, pid: process.pid });
  await until('a look', () => asked > 1);
  expect(seen).toHaveLength(1);
  holders = [{ name: 'Film', pid: process.pid }];
  await until('a film', counts);
  holders = [{ name: process.execPath }];
  const before = asked;
  await until('more looks', () => asked > before + 1);
  expect(counts()).toBe(true);
  holders = [];
  await until('the end of the film', () => !counts());
  watching.unsubscribe();
});

type Step =
  | { type: 'window'; name: string | null }
  | { type: 'lock'; isOn: boolean }
  | { type: 'look'; isHeld: boolean }
  | { type: 'input' };

const steps = fc.array(
  fc.record({
    pause: fc.integer({ min: 1, max: 400 }),
    step: fc.oneof(
      fc.record({ type: fc.constant('window' as const), name: fc.constantFrom('Player', 'Editor', null) }),
      fc.record({ type: fc.constant('lock' as const), isOn: fc.boolean() }),
      fc.record({ type: fc.constant('look' as const), isHeld: fc.boolean() }),
      fc.record({ type: fc.constant('input' as const) }),
    ),
  }),
  { maxLength: 40 },
);

/** The desktop tells the last input this often. */
const EVERY_S = 10;

/** Plays the steps through lock, films and sessions. */
function play(all: { pause: number; step: Step }[], mayCount = true) {
  const absences = new Subject<Absence>();
  const desktop = new Subject<ActivityReport>();
  const source = { reports: () => desktop, capabilities: {} } as unknown as ActivitySource;
  const films = new Films();
  const moments: Moment[] = [[0, { type: 'ready', seesInput: true }]];
  const locked: [number, number][] = [];
  let [second, inputAt, lockedAt] = [0, 0, -1];
  const take = (report: ActivityReport) => {
    if (report.type !== 'notice') moments.push([second, report]);
  };
  withoutAbsence(source, { absences, seesLocks: true })
    .reports()
    .subscribe((report) => take(films.pass(report)));
  const act = (step: Step) => {
    if (step.type === 'window') desktop.next(step.name === null ? { type: 'none' } : active(step.name));
    if (step.type === 'input') inputAt = second;
    if (step.type === 'look' && films.shown !== null) films.look(films.shown, step.isHeld && mayCount).forEach(take);
    if (step.type !== 'lock') return;
    if (lockedAt >= 0 && !step.isOn) locked.push([lockedAt, second]);
    lockedAt = step.isOn ? (lockedAt >= 0 ? lockedAt : second) : -1;
    absences.next({ isAway: step.isOn, isAsked: false });
  };
  for (const { pause, step } of all) {
    for (const until = second + pause; second < until;) {
      second = Math.min(second + EVERY_S, until);
      desktop.next({ type: 'input', idleMs: (second - inputAt) * 1_000 });
    }
    act(step);
    moments.push([second, { type: 'tick' }]);
  }
  if (lockedAt >= 0) locked.push([lockedAt, second]);
  moments.push([second, { type: 'end' }]);
  return { moments, locked, second };
}

const sumOf = (spans: ReturnType<typeof record>) =>
  spans.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0) / 1_000;

describe('the laws of films', () => {
  it('they never count while the screen is locked, and never more than wall time', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { moments, locked, second } = play(all);
        const spans = record(moments);
        expect(sumOf(spans)).toBeLessThanOrEqual(second);
        for (const { startedAt, endedAt } of spans)
          for (const [from, to] of locked)
            expect(
              Math.min((endedAt - NOON) / 1_000, to) - Math.max((startedAt - NOON) / 1_000, from),
            ).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('they only add time: all that input confirms counts with them too', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(sumOf(record(play(all).moments))).toBeGreaterThanOrEqual(sumOf(record(play(all, false).moments)));
      }),
      { numRuns: 500 },
    );
  });
});
