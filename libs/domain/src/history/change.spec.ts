import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import { changeOfCommand } from './change.js';

const GAMES = { overview: 'Entertainment', category: 'Games' };
const of = { localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 0, startedAt: 0, endedAt: 60_000 };

describe('what the events of a command say to a person', () => {
  it.each<[title: string, events: DomainEvent[], says: object | undefined]>([
    [
      'an activity and its new level',
      [{ type: 'ActivityClassified', data: { activity: 'xn--bcher-kva.example', productivity: 2 } }],
      { type: 'activity_classed', count: 1, activities: ['bücher.example'], productivity: 2 },
    ],
    [
      'how many activities changed, the first five of them, and what they have in common',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((activity, n) => ({
        type: 'ActivityClassified',
        data: { activity, category: GAMES, productivity: n % 2 },
      })),
      { type: 'activity_classed', count: 6, activities: ['a', 'b', 'c', 'd', 'e'], category: GAMES },
    ],
    [
      'offline time that took the place of other offline time as one change',
      [
        { type: 'OfflineTimeRemoved', data: of },
        { type: 'OfflineTimePosted', data: { ...of, activity: 'Lunch' } },
      ],
      {
        ...{ type: 'offline_time_changed', count: 1, activities: [] },
        offlineTime: { localDate: '2026-01-01', startedAt: 0, endedAt: 60_000, activity: 'Lunch' },
      },
    ],
    [
      'an alert in words',
      [{ type: 'AlertDefined', data: { id: 1, comparison: 'more-than', hours: 2, subject: { kind: 'total' } } }],
      { type: 'alert_made', count: 1, activities: [], name: expect.stringContaining('2') },
    ],
    [
      'a goal in words',
      [{ type: 'GoalSet', data: { id: 1, aim: 'at-most', hours: 1, per: 'week', subject: { kind: 'total' } } }],
      { type: 'goal_set', count: 1, activities: [], name: 'At most 1 hour of Total Time per week' },
    ],
    [
      'the days of an erasure, and no name',
      [{ type: 'LogErased', data: { erasureId: 'e', days: [{}, {}], isAccount: false } }],
      { type: 'time_erased', count: 1, activities: [], erasedDays: 2 },
    ],
    ['nothing of what no person chose', [{ type: 'AlertTriggered', data: {} }], undefined],
    ['nothing of the progress of an erasure', [{ type: 'RowsErased', data: {} }], undefined],
    ['nothing of events that this version does not know', [{ type: 'SomethingNew', data: {} }], undefined],
  ])('%s', (_title, events, says) => expect(changeOfCommand(events)).toEqual(says));
});
