import type { LocalDate } from '../calendar/local-date.js';
import { daysOfFeed, firstDayOfFeed } from './days-of-feed.js';
import type { SummaryEvent } from './events.js';

const TODAY = '2026-03-10' as LocalDate;

const event = (type: SummaryEvent['type'], localDate: string, ms = 60_000): SummaryEvent => ({
  type,
  data: {
    ...{ localDate: localDate as LocalDate, timeZone: 'Europe/Berlin', taxonomyRevision: -1, activityRevision: 0 },
    ...{ levels: { [-2]: 0, [-1]: 0, 0: ms, 1: 0, 2: 0 }, overviews: {} },
  },
});
const closed = (localDate: string, ms?: number) => event('DayClosed', localDate, ms);
const restated = (localDate: string, ms?: number) => event('DayRestated', localDate, ms);

describe('the days of the feed', () => {
  it.each<[title: string, events: SummaryEvent[], days: [date: string, ms: number][]]>([
    ['are none without a summary', [], []],
    [
      'come newest first, for any order of closes',
      [closed('2026-03-07', 7), closed('2026-03-09', 9), closed('2026-03-05', 5)],
      [
        ['2026-03-09', 9],
        ['2026-03-07', 7],
        ['2026-03-05', 5],
      ],
    ],
    [
      'begin two weeks ago',
      [closed('2026-02-23', 23), closed('2026-02-24', 24), closed('2026-03-09', 9)],
      [
        ['2026-03-09', 9],
        ['2026-02-24', 24],
      ],
    ],
    [
      'end yesterday, also when another zone closed today',
      [closed('2026-03-09', 9), closed('2026-03-10', 10), closed('2026-03-11', 11)],
      [['2026-03-09', 9]],
    ],
    [
      'have the totals of their newest restatement',
      [closed('2026-03-09', 9), restated('2026-03-09', 19), closed('2026-03-08', 8), restated('2026-03-09', 29)],
      [
        ['2026-03-09', 29],
        ['2026-03-08', 8],
      ],
    ],
    [
      'leave out a day without time after an erasure',
      [closed('2026-03-09', 9), closed('2026-03-08', 8), restated('2026-03-09', 0)],
      [['2026-03-08', 8]],
    ],
    [
      'include that day again when time comes later',
      [closed('2026-03-09', 9), restated('2026-03-09', 0), restated('2026-03-09', 4)],
      [['2026-03-09', 4]],
    ],
  ])('%s', (_title, events, days) =>
    expect(daysOfFeed(events, TODAY).map(({ localDate, levels }) => [localDate, levels[0]])).toEqual(days),
  );

  it('begin with a day that is known before anything is read', () => expect(firstDayOfFeed(TODAY)).toBe('2026-02-24'));
});
