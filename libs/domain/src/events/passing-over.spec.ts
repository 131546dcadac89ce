import { alertDecider } from '../alerts/index.js';
import { focusDecider } from '../focus/index.js';
import { goalDecider } from '../goals/index.js';
import { highlightDecider } from '../highlights/index.js';
import { erasureDecider } from '../privacy/index.js';
import { scheduleDecider } from '../schedules/index.js';
import { taxonomyDecider } from '../taxonomy/index.js';

/**
 * Events of known and unknown types with bad data. Undefined data stands for an event that only a
 * newer version can read.
 */
const NONSENSE = [{}, { id: 'one' }, { id: 0, ranges: 7 }, undefined];
const nonsense = (...types: string[]) =>
  [...types, 'OfALaterVersion'].flatMap((type) => NONSENSE.map((data) => ({ type, data }) as never));

interface Fold {
  readonly initialState: unknown;
  evolve(this: void, state: never, event: never): unknown;
}

describe('an event that cannot be read', () => {
  it.each<[title: string, Fold, types: string[], number?: string]>([
    ['schedules', scheduleDecider, ['ScheduleCreated', 'ScheduleReplaced', 'ScheduleRemoved']],
    ['alerts', alertDecider, ['AlertDefined', 'AlertChanged', 'AlertTriggered', 'AlertRemoved']],
    ['goals', goalDecider, ['GoalSet', 'GoalChanged', 'GoalRemoved']],
    ['highlights', highlightDecider, ['HighlightPosted', 'HighlightReplaced', 'HighlightRemoved']],
    ['focus sessions', focusDecider, ['FocusSessionStarted', 'FocusSessionEnded', 'FocusEnforced']],
    [
      ...(['a taxonomy', taxonomyDecider] as const),
      ['ActivityClassified', 'ActivityReset', 'CategoryLevelSet', 'DocumentRulesSet', 'NamingRuleCreated'],
      'nextRuleId',
    ],
  ])('of %s changes nothing, but takes its number', (_title, { initialState, evolve }, types, number = 'nextId') => {
    const before = initialState as Record<string, number>;
    for (const event of nonsense(...types))
      expect(evolve(before as never, event)).toEqual({ ...before, [number]: (before[number] ?? 0) + 1 });
  });

  it('of an erasure changes nothing', () => {
    const { initialState, evolve } = erasureDecider;
    for (const event of nonsense('ErasureRequested', 'LogErased', 'ErasureCompleted'))
      expect(evolve(initialState, event)).toBe(initialState);
  });
});
