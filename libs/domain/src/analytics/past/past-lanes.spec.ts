import fc from 'fast-check';
import type { ActivityEvent } from '../../activity/events.js';
import type { LocalDate } from '../../calendar/local-date.js';
import { SHIPPED_TAXONOMY, timeClasses } from '../../taxonomy/index.js';
import { LaneDay } from '../day/index.js';
import { type HeardEvent, PastDay } from './past-day.js';
import { PastLanes } from './past-lanes.js';

const NINE = Date.UTC(2026, 0, 1, 9);
const OF_DAY = { localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 60 };
const classes = timeClasses(SHIPPED_TAXONOMY);
const minutes = (from: number, to: number) => ({ startedAt: NINE + from * 60_000, endedAt: NINE + to * 60_000 });
const recorded = (deviceId: string, id: number, [from, to]: readonly [number, number], machine = deviceId) => {
  const spans = [{ id: `${id}`, application: id % 2 ? 'vim' : 'mail', ...minutes(from, to) }];
  const data = { deviceId, machine, osUser: 'u', source: 'computers', ...OF_DAY, spans } as const;
  return { type: 'ActivityRecorded', data } satisfies ActivityEvent;
};
const posted = ([from, to]: readonly [number, number]): ActivityEvent => ({
  type: 'OfflineTimePosted',
  data: { activity: 'Lunch', ...OF_DAY, ...minutes(from, to) },
});
const erased = ([from, to]: readonly [number, number]): ActivityEvent => ({
  type: 'TimeErased',
  data: { from: NINE + from * 60_000, to: NINE + to * 60_000 },
});

/** The events, heard at the moments 1, 2, 3 and so on. */
const heardInOrder = (events: readonly ActivityEvent[]): HeardEvent[] =>
  events.map((event, n) => ({ event, firstRecordedMs: n + 1, isImported: false }));

function lanesAt(momentMs: number, events: readonly ActivityEvent[]) {
  const day = new PastLanes(momentMs);
  heardInOrder(events).forEach((one) => day.apply(one));
  return day.lanes(classes);
}

/** What the page shows now after these events. */
function lanesNow(events: readonly ActivityEvent[]) {
  const day = new LaneDay();
  events.forEach((event, n) => day.apply(event, BigInt(n + 1)));
  return day.lanes(classes);
}

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
const anyTime: fc.Arbitrary<ActivityEvent> = fc.oneof(
  fc
    .tuple(fc.constantFrom('d', 'e'), fc.integer({ min: 0, max: 9 }), stretch, fc.constantFrom('old', 'new'))
    .map(([device, id, of, machine]) => recorded(device, id, of, machine)),
  stretch.map(posted),
);
const anyEvents = fc.array(fc.oneof({ weight: 4, arbitrary: anyTime }, stretch.map(erased)), { maxLength: 20 });

describe('the lanes of a day at a moment in the past', () => {
  it('have what each device had sent by then, under the name that it had', () => {
    const events = [recorded('d', 1, [0, 5], 'old'), recorded('e', 2, [0, 5]), recorded('d', 3, [5, 10], 'new')];
    const shown = (moment: number) => lanesAt(moment, events).map((lane) => [lane.device?.machine, lane.seconds]);
    expect([0, 1, 3].map(shown)).toEqual([
      [],
      [['old', 300]],
      [
        ['e', 300],
        ['new', 600],
      ],
    ]);
  });

  it('are what the page showed that heard nothing after it', () => {
    fc.assert(
      fc.property(fc.array(anyTime, { maxLength: 20 }), fc.nat(21), (events, moment) => {
        expect(lanesAt(moment, events)).toEqual(lanesNow(events.slice(0, moment)));
      }),
    );
  });

  it('are now what the page shows, and never have what was erased since', () => {
    fc.assert(
      fc.property(anyEvents, stretch, fc.nat(20), (events, of, moment) => {
        expect(lanesAt(events.length, events)).toEqual(lanesNow(events));
        const [before, after] = [events.slice(0, moment), events.slice(moment)];
        const erasures = after.filter(({ type }) => type === 'TimeErased');
        expect(lanesAt(moment, [...events, erased(of)])).toEqual(lanesNow([...before, ...erasures, erased(of)]));
      }),
    );
  });

  it('sum to the time of the day at the same moment', () => {
    fc.assert(
      fc.property(anyEvents, fc.nat(20), (events, moment) => {
        const day = new PastDay(moment);
        heardInOrder(events).forEach((one) => day.apply(one));
        const ofDay = day.times().reduce((sum, { durationMs }) => sum + durationMs, 0);
        expect(lanesAt(moment, events).reduce((sum, { seconds }) => sum + seconds * 1000, 0)).toBe(ofDay);
      }),
    );
  });
});
