import fc from 'fast-check';
import type { ActivityEvent } from '../activity/events.js';
import { alertDecider, type AlertEvent } from '../alerts/index.js';
import type { LocalDate } from '../calendar/local-date.js';
import { highlightDecider, type HighlightEvent } from '../highlights/index.js';
import { offlineTimeDecider } from '../offline-time/index.js';
import { scheduleDecider, type ScheduleEvent } from '../schedules/index.js';
import { type TaxonomyEvent, taxonomyDecider } from '../taxonomy/index.js';
import { type GoalEvent, goalDecider } from '../goals/index.js';
import { ALERT_THINGS, GOAL_THINGS, HIGHLIGHT_THINGS, SCHEDULE_THINGS } from './note-things.js';
import { OFFLINE_THINGS } from './offline-things.js';
import { TAXONOMY_THINGS } from './taxonomy-things.js';
import { undo } from './undo.js';

const metadata = { now: 1, principalId: 'u' };
const GAMES = { overview: 'Entertainment', category: 'Games' };
const THESIS = { overview: 'Design & Composition', category: 'Thesis' };

const TAXONOMY = { decider: taxonomyDecider, things: TAXONOMY_THINGS };
const stateOf = (events: readonly TaxonomyEvent[]) =>
  events.reduce(taxonomyDecider.evolve, taxonomyDecider.initialState);

/** Given events, when the ones at these places are undone, which events follow. */
function undoneOf(given: readonly TaxonomyEvent[], [first, last = first]: [number, number?], despiteLater = false) {
  const events = given.slice(first, last + 1);
  return undo(TAXONOMY, { before: stateOf(given.slice(0, first)), events, despiteLater, metadata }, stateOf(given));
}

const classed = (activity: string, productivity: -2 | -1 | 0 | 1 | 2): TaxonomyEvent => ({
  type: 'ActivityClassified',
  data: { activity, productivity },
});
const level = (productivity: -2 | -1 | 0 | 1 | 2): TaxonomyEvent => ({
  type: 'CategoryLevelSet',
  data: { ...GAMES, productivity },
});
const made: TaxonomyEvent = { type: 'CategoryCreated', data: { ...THESIS, productivity: 1 } };
const gone: TaxonomyEvent = { type: 'CategoryRemoved', data: THESIS };
const named = (id: number, name: string): TaxonomyEvent => ({
  ...{ type: 'NamingRuleCreated' },
  data: { id, activity: 'Chrome', in: 'document', match: 'contains', text: `text ${id}`, name },
});
const unnamed = (id: number): TaxonomyEvent => ({ type: 'NamingRuleRemoved', data: { id } });
const ordered = (...ids: number[]): TaxonomyEvent => ({ type: 'NamingRulesReordered', data: { ids } });
const rules = (pattern: string): TaxonomyEvent => ({
  type: 'DocumentRulesSet',
  data: { activity: 'vim', rules: [{ match: 'substring', pattern, productivity: 2 }] },
});

describe('undoing a change of the taxonomy', () => {
  it.each<[title: string, given: TaxonomyEvent[], undone: [number, number?], then: TaxonomyEvent[]]>([
    [
      'gives a level back that the user had set before, not the shipped one',
      [classed('vim', -1), classed('vim', 2)],
      [1],
      [classed('vim', -1)],
    ],
    [
      'gives the shipped class back when there was no other before',
      [classed('vim', 2)],
      [0],
      [{ type: 'ActivityReset', data: { activity: 'vim' } }],
    ],
    [
      'gives back what was reset',
      [classed('vim', 2), { type: 'ActivityReset', data: { activity: 'Vim' } }],
      [1],
      [{ type: 'ActivityClassified', data: { activity: 'Vim', productivity: 2 } }],
    ],
    [
      'gives several activities back at once, and leaves those that are back already',
      [classed('a', 1), classed('a', 2), classed('b', 2), classed('c', 2), classed('a', 1)],
      [1, 3],
      [
        { type: 'ActivityReset', data: { activity: 'b' } },
        { type: 'ActivityReset', data: { activity: 'c' } },
      ],
    ],
    ['gives the level of a category back', [level(1), level(2)], [1], [level(1)]],
    ['takes the level of a category away', [level(1)], [0], [{ type: 'CategoryLevelReset', data: GAMES }]],
    ['removes a category that was made', [made], [0], [gone]],
    ['makes a category again that was removed', [made, gone], [1], [made]],
    [
      'makes a category again with the level that it had',
      [made, { type: 'CategoryLevelSet', data: { ...THESIS, productivity: -2 } }, gone],
      [2],
      [made, { type: 'CategoryLevelSet', data: { ...THESIS, productivity: -2 } }],
    ],
    ['gives the rules back that were there before', [rules('a'), rules('b')], [1], [rules('a')]],
    [
      'takes rules away where there were none',
      [rules('a')],
      [0],
      [{ type: 'DocumentRulesSet', data: { activity: 'vim', rules: [] } }],
    ],
    ['removes a rule that names time', [named(1, 'A')], [0], [unnamed(1)]],
    [
      'makes a removed rule again under its id, at its place',
      [named(1, 'A'), named(2, 'B'), unnamed(1)],
      [2],
      [named(1, 'A'), ordered(1, 2)],
    ],
    ['has nothing to do for a removed rule that came back', [named(1, 'A'), unnamed(1), named(1, 'A')], [1], []],
    [
      'gives a rule its name back, although a rule before it has gone',
      [named(1, 'A'), named(2, 'B'), { ...named(2, 'C'), type: 'NamingRuleChanged' } as TaxonomyEvent, unnamed(1)],
      [2],
      [{ ...named(2, 'B'), type: 'NamingRuleChanged' } as TaxonomyEvent],
    ],
    [
      'gives the order of rules back, although a rule was made since',
      [named(1, 'A'), named(2, 'B'), ordered(2, 1), named(3, 'C')],
      [2],
      [ordered(1, 2, 3)],
    ],
    ['has nothing to do when it is undone already', [classed('vim', 1), classed('vim', 2), classed('vim', 1)], [1], []],
    [
      'does not see later changes of other things',
      [classed('vim', 2), classed('emacs', 2), level(2)],
      [0],
      [{ type: 'ActivityReset', data: { activity: 'vim' } }],
    ],
  ])('%s', (_title, given, undone, then) => expect(undoneOf(given, undone)).toEqual(then));

  it('is refused when a later change touched the same, until the user agrees', () => {
    const given = [classed('vim', 1), classed('vim', 2), classed('VIM', -2)];
    expect(() => undoneOf(given, [1])).toThrow(expect.objectContaining({ code: 'changed_since' }));
    expect(undoneOf(given, [1], true)).toEqual([classed('vim', 1)]);
  });

  it('is refused when the category of then is gone', () => {
    const inThesis: TaxonomyEvent = { type: 'ActivityClassified', data: { activity: 'vim', category: THESIS } };
    expect(() => undoneOf([made, inThesis, classed('vim', 2), gone], [2])).toThrow(
      expect.objectContaining({ code: 'unknown_category' }),
    );
  });

  it('twice is what was there before the first undo, whatever the history is', () => {
    const name = fc.constantFrom('vim', 'emacs');
    const levels = fc.constantFrom(-2, -1, 0, 1, 2) as fc.Arbitrary<0>;
    const anyEvent = fc.oneof(
      fc.tuple(name, levels).map(([activity, one]) => classed(activity, one)),
      name.map((activity): TaxonomyEvent => ({ type: 'ActivityReset', data: { activity } })),
      levels.map(level),
      fc.constantFrom(made, gone, rules('a'), rules('b')),
      fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('A', 'B')).map(([id, one]) => named(id, one)),
      fc.integer({ min: 1, max: 3 }).map(unnamed),
      fc.shuffledSubarray([1, 2, 3], { minLength: 3 }).map((ids) => ordered(...ids)),
    );
    const key = (events: readonly TaxonomyEvent[]) => {
      const { activityOverrides, categoryLevels, ownCategories, documentRules, namingRules } = stateOf(events);
      const maps = [activityOverrides, categoryLevels, ownCategories, documentRules] as ReadonlyMap<string, unknown>[];
      return JSON.stringify([maps.map((map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))), namingRules]);
    };
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), (given) => {
        const last = given.length - 1;
        const undoing = undoneOf(given, [last]);
        expect(key([...given, ...undoing])).toBe(key(given.slice(0, -1)));
        if (undoing.length === 0) return;
        const redoing = undoneOf([...given, ...undoing], [given.length, given.length + undoing.length - 1]);
        expect(key([...given, ...undoing, ...redoing])).toBe(key(given));
      }),
    );
  });
});

describe('undoing a change of schedules, alerts and highlights', () => {
  const at = { id: 1, ranges: [{ weekdays: [1], from: '09:00', to: '17:00' }] };
  const created: ScheduleEvent = { type: 'ScheduleCreated', data: { ...at, name: 'work' } };
  const replaced: ScheduleEvent = { type: 'ScheduleReplaced', data: { ...at, name: 'office' } };
  const removed: ScheduleEvent = { type: 'ScheduleRemoved', data: { id: 1 } };
  const SCHEDULES = { decider: scheduleDecider, things: SCHEDULE_THINGS };
  const schedules = (given: readonly ScheduleEvent[]) =>
    given.reduce(scheduleDecider.evolve, scheduleDecider.initialState);
  const undoneSchedule = (given: readonly ScheduleEvent[], place: number, despiteLater = false) =>
    undo(
      SCHEDULES,
      { before: schedules(given.slice(0, place)), events: given.slice(place, place + 1), despiteLater, metadata },
      schedules(given),
    );

  it('removes, gives back, and makes again under the id that alerts name', () => {
    expect(undoneSchedule([created], 0)).toEqual([removed]);
    expect(undoneSchedule([created, replaced], 1)).toEqual([{ ...replaced, data: created.data }]);
    expect(undoneSchedule([created, replaced, removed], 2)).toEqual([{ ...created, data: replaced.data }]);
    expect(() => undoneSchedule([created, replaced, removed], 1)).toThrow(
      expect.objectContaining({ code: 'changed_since' }),
    );
    expect(undoneSchedule([created, replaced, removed], 1, true)).toEqual([created]);
  });

  it('never gives the id of a schedule that came back to another one', () => {
    const given = [created, removed, ...undoneSchedule([created, removed], 1)];
    const next = scheduleDecider.decide(
      { type: 'CreateSchedule', data: { name: 'new', ranges: at.ranges }, metadata },
      schedules(given),
    );
    expect(next).toMatchObject([{ data: { id: 4 } }]);
  });

  it('makes an alert and a highlight again as they were', () => {
    const defined: AlertEvent = {
      type: 'AlertDefined',
      data: { id: 1, comparison: 'more-than', hours: 2, subject: { kind: 'total' } },
    };
    const alerts = [defined, { type: 'AlertRemoved', data: { id: 1 } }] as const;
    const alertsAt = (n: number) => alerts.slice(0, n).reduce(alertDecider.evolve, alertDecider.initialState);
    expect(
      undo(
        { decider: alertDecider, things: ALERT_THINGS },
        { before: alertsAt(1), events: [alerts[1]], despiteLater: false, metadata },
        alertsAt(2),
      ),
    ).toEqual([defined]);

    const posted: HighlightEvent = {
      type: 'HighlightPosted',
      data: { id: 1, description: 'Released', date: '2026-11-20' as LocalDate, source: 'Git', createdAt: 5 },
    };
    const highlights = [posted, { type: 'HighlightRemoved', data: { id: 1 } }] as const;
    const highlightsAt = (n: number) =>
      highlights.slice(0, n).reduce(highlightDecider.evolve, highlightDecider.initialState);
    expect(
      undo(
        { decider: highlightDecider, things: HIGHLIGHT_THINGS },
        { before: highlightsAt(1), events: [highlights[1]], despiteLater: false, metadata },
        highlightsAt(2),
      ),
    ).toEqual([posted]);
  });

  it('gives a goal back, removes it, and sets it again under its id', () => {
    const goal = { id: 1, aim: 'at-least', hours: 4, per: 'day', subject: { kind: 'total' } } as const;
    const given: readonly GoalEvent[] = [
      { type: 'GoalSet', data: goal },
      { type: 'GoalChanged', data: { ...goal, hours: 5 } },
      { type: 'GoalRemoved', data: { id: 1 } },
    ];
    const goals = (n: number) => given.slice(0, n).reduce(goalDecider.evolve, goalDecider.initialState);
    const undoneGoal = (n: number) =>
      undo(
        { decider: goalDecider, things: GOAL_THINGS },
        { before: goals(n), events: given.slice(n, n + 1), despiteLater: false, metadata },
        goals(n + 1),
      );
    expect(undoneGoal(0)).toEqual([given[2]]);
    expect(undoneGoal(1)).toEqual([{ type: 'GoalChanged', data: goal }]);
    expect(undoneGoal(2)).toEqual([{ type: 'GoalSet', data: { ...goal, hours: 5 } }]);
  });

  it('refuses what no person chose', () => {
    const triggered = {
      id: 2,
      alertId: 1,
      localDate: '2026-11-20',
      description: '',
      at: 0,
      utcOffsetMinutes: 0,
      spentMs: 1,
    };
    const event = { type: 'AlertTriggered', data: triggered } as AlertEvent;
    const { initialState: before } = alertDecider;
    expect(() =>
      undo(
        { decider: alertDecider, things: ALERT_THINGS },
        { before, events: [event], despiteLater: true, metadata },
        before,
      ),
    ).toThrow(expect.objectContaining({ code: 'cannot_be_undone' }));
  });
});

describe('undoing a change of offline time', () => {
  const NINE = Date.UTC(2026, 0, 1, 9);
  const of = (from: number, to: number) => ({
    ...{ localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 0 },
    ...{ startedAt: NINE + from * 60_000, endedAt: NINE + to * 60_000 },
  });
  const posted = (activity: string, from: number, to: number): ActivityEvent => ({
    type: 'OfflineTimePosted',
    data: { activity, ...of(from, to) },
  });
  const removed = (from: number, to: number): ActivityEvent => ({ type: 'OfflineTimeRemoved', data: of(from, to) });
  const dayOf = (given: readonly ActivityEvent[]) =>
    given.reduce(offlineTimeDecider.evolve, offlineTimeDecider.initialState);
  const piecesOf = (given: readonly ActivityEvent[]) => [...dayOf(given).pieces.values()];
  const undone = (given: readonly ActivityEvent[], [first, last]: [number, number], despiteLater = false) =>
    undo(
      { decider: offlineTimeDecider, things: OFFLINE_THINGS },
      { before: dayOf(given.slice(0, first)), events: given.slice(first, last + 1), despiteLater, metadata },
      dayOf(given),
    );

  it('takes an entry back, and posts again what was taken back', () => {
    expect(undone([posted('Lunch', 0, 30)], [0, 0])).toEqual([removed(0, 30)]);
    expect(undone([posted('Lunch', 0, 30), removed(0, 30)], [1, 1])).toEqual([posted('Lunch', 0, 30)]);
  });

  it('gives an entry back that another one took the place of', () => {
    const given = [posted('Lunch', 0, 30), removed(0, 30), posted('Meeting', 10, 60)];
    expect(piecesOf([...given, ...undone(given, [1, 2])])).toEqual([{ activity: 'Lunch', ...of(0, 30) }]);
  });

  it('is refused when the time was filled since, and then leaves what lies beside it', () => {
    const given = [posted('Lunch', 0, 30), removed(0, 30), posted('Meeting', 20, 60)];
    expect(() => undone(given, [1, 1])).toThrow(expect.objectContaining({ code: 'changed_since' }));
    expect(piecesOf([...given, ...undone(given, [1, 1], true)])).toEqual([
      { activity: 'Meeting', ...of(30, 60) },
      { activity: 'Lunch', ...of(0, 30) },
    ]);
  });
});
