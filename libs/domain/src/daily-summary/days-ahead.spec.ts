import type { LocalDate } from '../calendar/local-date.js';
import { type DayAhead, dayAheadDecider, type DayAheadListed, readDayAheadEvent } from './days-ahead.js';

const day = (userId: string, localDate = '2090-01-01'): DayAhead => ({ userId, localDate: localDate as LocalDate });
const listed = (...of: Parameters<typeof day>): DayAheadListed => ({ type: 'DayAheadListed', data: day(...of) });
const list = (given: DayAheadListed[], data: DayAhead) => {
  const decider = dayAheadDecider(data);
  const metadata = { now: 0, principalId: 'system' };
  return decider.decide({ type: 'ListDayAhead', data, metadata }, given.reduce(decider.evolve, false));
};

describe('a day ahead', () => {
  it.each<[title: string, given: DayAheadListed[], then: DayAheadListed[]]>([
    ['is listed', [], [listed('ada')]],
    ['is listed beside others', [listed('bob'), listed('ada', '2090-01-02')], [listed('ada')]],
    ['is listed once', [listed('ada'), listed('bob')], []],
  ])('%s', (_title, given, then) => expect(list(given, day('ada'))).toEqual(then));

  it('is read as it was written, and otherwise refused', () => {
    expect(readDayAheadEvent(listed('ada'))).toEqual(listed('ada'));
    expect(readDayAheadEvent({ type: 'DayClosed', data: {} })).toBeUndefined();
    expect(() => readDayAheadEvent({ type: 'DayAheadListed', data: { userId: 1 } })).toThrow('The field userId ');
    expect(() => readDayAheadEvent(listed('ada', '2090-02-30'))).toThrow('The field localDate ');
  });
});
