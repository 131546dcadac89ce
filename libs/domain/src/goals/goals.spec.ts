import type { LocalDate } from '../calendar/local-date.js';
import type { Asked } from '../decider.js';
import type { GoalDefinition, GoalEvent } from './events.js';
import { GOAL_LIMITS, type GoalCommand, goalDecider } from './goal-decider.js';
import { daysOfWeekSoFar, isMet } from './goal-progress.js';
import { readGoalEvent } from './read-goal-event.js';

const metadata = { now: 0, principalId: 'u' };
type When = Asked<GoalCommand>;
const stateOf = (given: readonly GoalEvent[]) => given.reduce(goalDecider.evolve, goalDecider.initialState);
/** given events / when a command / then these events */
const decide = (given: readonly GoalEvent[], when: When) => goalDecider.decide({ ...when, metadata }, stateOf(given));

const WORK: GoalDefinition = { aim: 'at-least', hours: 4, per: 'day', subject: { kind: 'all-productive' } };
const VIDEO: GoalDefinition = {
  ...{ aim: 'at-most', hours: 30, per: 'week' },
  ...{ subject: { kind: 'category', overview: 'Entertainment', category: 'Video' }, scheduleId: 2 },
};
const set = (id: number, goal = WORK): GoalEvent => ({ type: 'GoalSet', data: { id, ...goal } });
const changed = (id: number, goal = VIDEO): GoalEvent => ({ type: 'GoalChanged', data: { id, ...goal } });
const removed = (id: number): GoalEvent => ({ type: 'GoalRemoved', data: { id } });
const setting = (said: object) => ({ type: 'SetGoal', data: { ...WORK, ...said } }) as When;

describe('goals', () => {
  it.each<[title: string, given: GoalEvent[], when: When, then: GoalEvent[]]>([
    ['are set, the first as number 1', [], setting({}), [set(1)]],
    ['are numbered by revision, so a number never comes back', [set(1), removed(1)], setting(VIDEO), [set(3, VIDEO)]],
    ['are changed as a whole', [set(1)], { type: 'ChangeGoal', data: { id: 1, ...VIDEO } }, [changed(1)]],
    ['give no event for a change to themselves', [set(1)], { type: 'ChangeGoal', data: { id: 1, ...WORK } }, []],
    ['are removed', [set(1)], { type: 'RemoveGoal', data: { id: 1 } }, [removed(1)]],
    [
      'keep only the subject fields of its kind',
      [],
      setting({ subject: { kind: 'total', name: 'x' }, colour: 'red' }),
      [set(1, { ...WORK, subject: { kind: 'total' } })],
    ],
    [
      'may have all hours of a week',
      [],
      setting({ per: 'week', hours: 168 }),
      [set(1, { ...WORK, per: 'week', hours: 168 })],
    ],
  ])('%s', (_title, given, when, then) => expect(decide(given, when)).toEqual(then));

  it.each<[code: string, title: string, when: When, given?: GoalEvent[]]>([
    ['unknown_goal', 'to change what is not there', { type: 'ChangeGoal', data: { id: 1, ...WORK } }],
    ['unknown_goal', 'to remove twice', { type: 'RemoveGoal', data: { id: 1 } }, [set(1), removed(1)]],
    ['invalid_hours', 'no hours', setting({ hours: 0 })],
    ['invalid_hours', 'more hours than a day', setting({ hours: 24.1 })],
    ['invalid_hours', 'more hours than a week', setting({ per: 'week', hours: 169 })],
    ['invalid_hours', 'hours that are no number', setting({ hours: NaN })],
    ['invalid_name', 'an activity without name', setting({ subject: { kind: 'activity', name: '' } })],
    ['unknown_overview', 'an overview of their own', setting({ subject: { kind: 'overview', name: 'Mine' } })],
    ['invalid_level', 'a level outside', setting({ subject: { kind: 'level', productivity: 3 } })],
    ['invalid_schedule', 'half a schedule id', setting({ scheduleId: 1.5 })],
  ])('refuse with %s %s', (code, _title, when, given = []) =>
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code })),
  );

  it('have a limit, also in an imported stream', () => {
    const full = Array.from({ length: GOAL_LIMITS.goals + 1 }, (_, n) => set(n + 1));
    expect(stateOf(full).byId.size).toBe(GOAL_LIMITS.goals);
    expect(() => decide(full, setting({}))).toThrow(expect.objectContaining({ code: 'limit_reached' }));
    expect(decide(full, { type: 'ChangeGoal', data: { id: 7, ...VIDEO } })).toHaveLength(1);
  });
});

describe('a goal', () => {
  const HOUR_MS = 3_600_000;
  it.each([
    ['at-least', 4 * HOUR_MS - 1, false],
    ['at-least', 4 * HOUR_MS, true],
    ['at-most', 4 * HOUR_MS, true],
    ['at-most', 4 * HOUR_MS + 1, false],
  ] as const)('of %s four hours with %i ms is met: %s', (aim, spentMs, expected) =>
    expect(isMet({ aim, hours: 4 }, spentMs)).toBe(expected),
  );

  it.each([
    // The 16th of November 2026 is a Monday.
    ['2026-11-16', 1, '2026-11-16', 1],
    ['2026-11-22', 1, '2026-11-16', 7],
    ['2026-11-22', 7, '2026-11-22', 1],
    ['2026-11-21', 7, '2026-11-15', 7],
    ['2026-11-18', 6, '2026-11-14', 5],
  ])('of the week of %s that begins on weekday %i counts from %s: %i days', (date, first, begin, count) => {
    const days = daysOfWeekSoFar(date as LocalDate, first);
    expect([days[0], days.length, days.at(-1)]).toEqual([begin, count, date]);
  });
});

describe('a goal event out of the log', () => {
  it.each([set(1), changed(1), removed(1)])('is read as it was written: %j', (event) =>
    expect(readGoalEvent(event)).toEqual(event),
  );

  it.each([
    ['aim', { aim: 'about' }],
    ['per', { per: 'month' }],
    ['hours', { hours: '4' }],
    ['hours', { hours: 25 }],
    ['kind', { subject: { kind: 'mood' } }],
    ['subject', { subject: null }],
    ['id', { id: 0 }],
    ['scheduleId', { scheduleId: 'x' }],
  ])('with a bad %s is refused by its name: %j', (field, bad) =>
    expect(() => readGoalEvent({ type: 'GoalSet', data: { id: 1, ...WORK, ...bad } })).toThrow(`The field ${field} `),
  );
});
