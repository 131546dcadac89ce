import fc from 'fast-check';
import type { LocalDate } from '../calendar/local-date.js';
import type { Asked } from '../decider.js';
import { closedDayDecider, type SummaryCommand } from './closed-day-decider.js';
import type { ClosedDay, DayTotals, SummaryEvent } from './events.js';
import { newestSummaries } from './newest-summaries.js';

const metadata = { now: 0, principalId: 'system' };
const TODAY = '2026-11-21' as LocalDate;
const YESTERDAY = '2026-11-20' as LocalDate;
const decider = closedDayDecider(TODAY);

const worked = (ms: number): DayTotals => ({
  levels: { [-2]: 0, [-1]: 0, 0: 0, 1: 0, 2: ms },
  overviews: ms === 0 ? {} : { 'Software Development': ms },
});
const moved = (ms: number): DayTotals => ({ ...worked(ms), overviews: { Business: ms } });
const FROZEN = { timeZone: 'Europe/Berlin', taxonomyRevision: 4 };
const day = (activityRevision: number, totals: DayTotals, localDate = TODAY): ClosedDay => ({
  ...{ localDate, ...FROZEN, activityRevision, ...totals },
});
const closed = (...of: Parameters<typeof day>): SummaryEvent => ({ type: 'DayClosed', data: day(...of) });
const restated = (...of: Parameters<typeof day>): SummaryEvent => ({ type: 'DayRestated', data: day(...of) });
const close = (activityRevision: number, totals: DayTotals): Asked<SummaryCommand> => ({
  type: 'CloseDay',
  data: { ...FROZEN, activityRevision, ...totals },
});
const restate = (activityRevision: number, totals: DayTotals): Asked<SummaryCommand> => ({
  type: 'RestateDay',
  data: { activityRevision, ...totals },
});
const decide = (given: readonly SummaryEvent[], when: Asked<SummaryCommand>) =>
  decider.decide({ ...when, metadata }, given.reduce(decider.evolve, decider.initialState));

describe('a day', () => {
  it.each<[title: string, given: SummaryEvent[], when: Asked<SummaryCommand>, then: SummaryEvent[]]>([
    ['is closed', [], close(3, worked(60)), [closed(3, worked(60))]],
    [
      'is closed when another day is closed already',
      [closed(9, worked(60), YESTERDAY)],
      close(0, worked(1)),
      [closed(0, worked(1))],
    ],
    ['is not closed again, with any totals', [closed(3, worked(60))], close(4, worked(70)), []],
    ['is not closed without time', [], close(3, worked(0)), []],
    [
      'is restated under its frozen taxonomy',
      [closed(3, worked(60))],
      restate(4, worked(70)),
      [restated(4, worked(70))],
    ],
    ['is restated to nothing', [closed(3, worked(60))], restate(4, worked(0)), [restated(4, worked(0))]],
    [
      'is restated after that',
      [closed(3, worked(6)), restated(4, worked(0))],
      restate(5, worked(7)),
      [restated(5, worked(7))],
    ],
    ['is restated when time only moved', [closed(3, worked(60))], restate(4, moved(60)), [restated(4, moved(60))]],
    ['is not restated before it is closed', [closed(3, worked(60), YESTERDAY)], restate(4, worked(70)), []],
    ['is not restated to the same totals', [closed(3, worked(60))], restate(4, worked(60)), []],
    ['is not restated by a process that has read no more', [closed(3, worked(60))], restate(3, worked(50)), []],
    ['is not restated by a slower process', [closed(3, worked(6)), restated(5, worked(7))], restate(4, worked(8)), []],
  ])('%s', (_title, given, when, then) => expect(decide(given, when)).toEqual(then));

  it('ends with the totals of its newest event, for any number and order of processes', () => {
    const totals = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(totals, fc.array(fc.nat({ max: 5 }), { maxLength: 20 }), (msByRevision, looks) => {
        const newest = msByRevision.length - 1;
        const events: SummaryEvent[] = [];
        for (const look of [...looks, newest]) {
          const revision = Math.min(look, newest);
          const seen = worked(msByRevision[revision] as number);
          for (const command of [close(revision, seen), restate(revision, seen)])
            events.push(...decide(events, command));
        }
        const summary = newestSummaries(events).get(TODAY);
        const isClosed = events.length > 0;
        expect(summary?.levels ?? worked(0).levels).toEqual(worked(msByRevision[newest] as number).levels);
        expect(events.filter(({ type }) => type === 'DayClosed')).toHaveLength(isClosed ? 1 : 0);
        const revisions = events.map(({ data }) => data.activityRevision);
        expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
      }),
    );
  });
});

describe('the summaries of a user', () => {
  it('are the newest totals of each day', () => {
    const events = [closed(1, worked(1), YESTERDAY), closed(3, worked(60)), restated(2, worked(0), YESTERDAY)];
    expect([...newestSummaries(events)]).toEqual([
      [YESTERDAY, day(2, worked(0), YESTERDAY)],
      [TODAY, day(3, worked(60))],
    ]);
  });
});
