import { addDays, type LocalDate } from '../calendar/local-date.js';
import { type DaysListed, daysListed, readDayListEvent } from './day-list.js';

const FIRST = '2000-01-01' as LocalDate;
const days = (count: number) => Array.from({ length: count }, (_, n) => addDays(FIRST, n));
const read = ({ type, data }: DaysListed) => readDayListEvent({ type, data });

describe('days of a list', () => {
  it.each([
    [0, false, [] as number[]],
    [0, true, [0]],
    [1, false, [1]],
    [10_000, true, [10_000]],
    [10_001, true, [10_000, 1]],
    [36_000, false, [10_000, 10_000, 10_000, 6_000]],
  ])('%i, complete %s: come in events of %j days, and each event is read back', (count, isComplete, lengths) => {
    const events = daysListed(days(count), { isComplete });
    expect(events.map(({ data }) => data.localDates.length)).toEqual(lengths);
    expect(events.flatMap(({ data }) => data.localDates)).toEqual(days(count));
    expect(events.map(read)).toEqual(events);
    const marks = events.map(({ data }) => data.isComplete === true);
    expect(marks).toEqual(lengths.map((_, n) => isComplete && n === lengths.length - 1));
  });

  it.each([
    ['localDates', { localDates: '2026-01-01' }],
    ['localDates', { localDates: ['2026-02-30'] }],
    ['localDates', { localDates: [20_260_101] }],
    ['localDates', { localDates: Array(10_001).fill('2026-01-01') }],
    ['isComplete', { localDates: [], isComplete: 1 }],
  ])('are refused when %s is not what a version writes', (field, data) =>
    expect(() => readDayListEvent({ type: 'DaysListed', data })).toThrow(`The field ${field} `),
  );
});
