import type { BucketTime, LocalDate } from '@app/domain';
import { type HeldDay, HeldDays } from './held-days.js';

const [ALICE, BOB] = ['alice', 'bob'];
const [MONDAY, TUESDAY] = ['2026-11-23', '2026-11-24'] as LocalDate[] as [LocalDate, LocalDate];

const time = (durationMs: number): BucketTime => ({
  ...{ startMs: Date.UTC(2026, 10, 23, 9), utcOffsetMinutes: 0, source: 'computers', activity: 'vim' },
  ...{ document: 'No Details', page: '', durationMs },
});

/** A day that counts how often its time is read. */
class Day implements HeldDay {
  reads = 0;
  durationMs = 1;
  constructor(
    readonly userId = ALICE,
    readonly localDate = MONDAY,
    readonly size = 1,
  ) {}
  times(): BucketTime[] {
    this.reads++;
    return [time(this.durationMs)];
  }
}

let held: HeldDays;
beforeEach(() => {
  held = new HeldDays(100);
});

describe('held days', () => {
  it('give the time of a day, and read it once until the day is held again', () => {
    const day = new Day();
    held.hold(day);
    expect([held.timesOf(ALICE, MONDAY), held.timesOf(ALICE, MONDAY)]).toEqual([[time(1)], [time(1)]]);
    expect(day.reads).toBe(1);
    day.durationMs = 2;
    held.hold(day);
    expect(held.timesOf(ALICE, MONDAY)).toEqual([time(2)]);
  });

  it('read nothing of a day until its time is asked for', () => {
    const day = new Day();
    held.hold(day);
    expect(day.reads).toBe(0);
  });

  it.each([
    ['another user', BOB, MONDAY],
    ['another day', ALICE, TUESDAY],
  ])('have nothing of %s', (_what, user, date) => {
    held.hold(new Day());
    expect(held.timesOf(user, date)).toBeUndefined();
  });

  it.each([
    ['the user', new Set([ALICE]), false],
    ['another user', new Set([BOB]), true],
    ['all users', 'all' as const, false],
  ])('are forgotten for %s or not', (_what, users, isKept) => {
    held.hold(new Day());
    held.hold(new Day(ALICE, TUESDAY));
    held.forget(users);
    for (const date of [MONDAY, TUESDAY]) expect(held.timesOf(ALICE, date) !== undefined).toBe(isKept);
  });

  it('let the day go that was unused for longest, when there are too many', () => {
    for (const user of ['a', 'b', 'c']) held.hold(new Day(user, MONDAY, 30));
    held.timesOf('a', MONDAY);
    held.hold(new Day('d', MONDAY, 30));
    expect(['a', 'b', 'c', 'd'].filter((user) => held.timesOf(user, MONDAY))).toEqual(['a', 'c', 'd']);
  });

  it('are three of one user at most, so one who sends time of many days leaves room for others', () => {
    held.hold(new Day(BOB));
    const days = [23, 24, 25, 26, 27].map((day) => `2026-11-${day}` as LocalDate);
    for (const date of [...days, days[2] as LocalDate]) held.hold(new Day(ALICE, date, 20));
    expect(days.filter((date) => held.timesOf(ALICE, date))).toEqual(days.slice(2));
    expect(held.timesOf(BOB, MONDAY)).toBeDefined();
  });

  it('let a day go that grew too large to be summed for each question', () => {
    const roomy = new HeldDays();
    roomy.hold(new Day(ALICE, MONDAY, 10_000));
    expect(roomy.timesOf(ALICE, MONDAY)).toBeDefined();
    roomy.hold(new Day(ALICE, MONDAY, 10_001));
    expect(roomy.timesOf(ALICE, MONDAY)).toBeUndefined();
  });
});
