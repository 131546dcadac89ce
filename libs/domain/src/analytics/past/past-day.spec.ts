import fc from 'fast-check';
import { ActivityDay } from '../../activity/day/activity-day.js';
import type { ActivityEvent, Span } from '../../activity/events.js';
import type { LocalDate } from '../../calendar/local-date.js';
import { inOneGo } from '../../in-one-go.js';
import { survivorsWithOrigins } from '../../privacy/survivors.js';
import { type HeardEvent, PastDay } from './past-day.js';

const NINE = Date.UTC(2026, 0, 1, 9);
const MINUTE = 60_000;
const OF_DAY = { localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 60 };
const minutes = (from: number, to: number) => ({ startedAt: NINE + from * MINUTE, endedAt: NINE + to * MINUTE });
const span = (id: string, from: number, to: number, application = 'vim'): Span => ({
  ...{ id, application, ...minutes(from, to) },
});
const recorded = (deviceId: string, ...spans: Span[]): ActivityEvent => ({
  type: 'ActivityRecorded',
  data: { deviceId, machine: 'm', osUser: 'u', source: 'computers', ...OF_DAY, spans },
});
const posted = (activity: string, from: number, to: number): ActivityEvent => ({
  type: 'OfflineTimePosted',
  data: { activity, ...OF_DAY, ...minutes(from, to) },
});
const erased = (from: number, to: number, activities?: string[]): ActivityEvent => ({
  type: 'TimeErased',
  data: { from: NINE + from * MINUTE, to: NINE + to * MINUTE, ...(activities && { activities }) },
});

/** The events, heard at the moments 1, 2, 3 and so on. */
const heardInOrder = (events: readonly ActivityEvent[]): HeardEvent[] =>
  events.map((event, n) => ({ event, firstRecordedMs: n + 1, isImported: false }));

function pastOf(momentMs: number, heard: readonly HeardEvent[]): PastDay {
  const day = new PastDay(momentMs);
  heard.forEach((one) => day.apply(one));
  return day;
}

const keys = (texts: readonly object[]) => texts.map((one) => JSON.stringify(one)).sort();
const timesAt = (momentMs: number, heard: readonly HeardEvent[]) => keys(pastOf(momentMs, heard).times());

/** The minutes of each activity. */
const minutesAt = (momentMs: number, heard: readonly HeardEvent[]) => {
  const sums: Record<string, number> = {};
  for (const { activity, durationMs } of pastOf(momentMs, heard).times())
    sums[activity] = (sums[activity] ?? 0) + durationMs / MINUTE;
  return sums;
};

/** What the tables have of a day after these events. */
function timesNow(events: readonly ActivityEvent[]) {
  const day = new ActivityDay();
  events.forEach((event, n) => day.apply(event, BigInt(n)));
  const times = day
    .bucketsSince()
    .filter(({ durationMs }) => durationMs > 0)
    .map(({ bucketStartUtc, utcOffsetMinutes, source, activity, document, page, durationMs }) => ({
      ...{ startMs: bucketStartUtc, utcOffsetMinutes, source, activity, document, page, durationMs },
    }));
  return keys(times);
}

describe('a day at a moment in the past', () => {
  it('has what the log had heard by then, the moment itself included', () => {
    const heard = heardInOrder([recorded('d', span('a', 0, 5)), recorded('d', span('b', 5, 12, 'mail'))]);
    expect(minutesAt(0, heard)).toEqual({});
    expect(minutesAt(1, heard)).toEqual({ vim: 5 });
    expect(minutesAt(2, heard)).toEqual({ vim: 5, mail: 7 });
  });

  it('never has what was erased since, and has the rest of it', () => {
    const heard = heardInOrder([
      recorded('d', span('a', 0, 10), span('b', 10, 20, 'mail')),
      erased(5, 20, ['vim']),
      recorded('d', span('c', 5, 10, 'draw')),
    ]);
    expect(minutesAt(1, heard)).toEqual({ vim: 5, mail: 10 });
  });

  it('tells how much of it came by import, without what an import brought twice', () => {
    const device = heardInOrder([recorded('d', span('a', 0, 10))]);
    const imported: HeardEvent[] = [
      { event: recorded('d', span('x', 5, 20)), firstRecordedMs: 5, isImported: true },
      { event: posted('Lunch', 30, 40), firstRecordedMs: 6, isImported: true },
    ];
    const all = [...device, ...imported];
    expect([1, 5, 6].map((moment) => inOneGo(pastOf(moment, all).importedMs()) / MINUTE)).toEqual([0, 10, 20]);
  });
});

const minute = fc.integer({ min: 0, max: 59 });
const stretch = fc.tuple(minute, minute).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
const anyTime: fc.Arbitrary<ActivityEvent> = fc.oneof(
  fc
    .record({ device: fc.constantFrom('d', 'e'), id: fc.integer({ min: 0, max: 9 }), of: stretch })
    .map(({ device, id, of: [from, to] }) => recorded(device, span(`${id}`, from, to, id % 2 ? 'vim' : 'mail'))),
  stretch.map(([from, to]) => posted('Lunch', from, to)),
);
const anyErasure = fc
  .tuple(stretch, fc.option(fc.constantFrom('vim', 'Lunch'), { nil: undefined }))
  .map(([[from, to], name]) => erased(from, to, name === undefined ? undefined : [name]));

describe('random days', () => {
  it('are at any moment what a server shows that heard nothing after it', () => {
    fc.assert(
      fc.property(fc.array(anyTime, { maxLength: 20 }), fc.nat(21), (events, moment) => {
        expect(timesAt(moment, heardInOrder(events))).toEqual(timesNow(events.slice(0, moment)));
      }),
    );
  });

  it('are now what reports show today, erasures and all', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: anyTime }, anyErasure), { maxLength: 20 }), (events) => {
        expect(timesAt(events.length, heardInOrder(events))).toEqual(timesNow(events));
      }),
    );
  });

  it('with an erasure are at any earlier moment what was there then, less what was erased', () => {
    fc.assert(
      fc.property(fc.array(anyTime, { maxLength: 20 }), anyErasure, fc.nat(20), (events, erasure, moment) => {
        expect(timesAt(moment, heardInOrder([...events, erasure]))).toEqual(
          timesNow([...events.slice(0, moment), erasure]),
        );
      }),
    );
  });

  it('are the same while the erasure of a part of them is under way, and after it', () => {
    fc.assert(
      fc.property(fc.array(anyTime, { maxLength: 20 }), anyErasure, fc.nat(20), (events, erasure, moment) => {
        const heard = heardInOrder([...events, erasure]);
        const momentsOf = new Map(heard.map(({ event, firstRecordedMs }) => [event, firstRecordedMs]));
        const survivors = survivorsWithOrigins(heard.map(({ event }) => event)).map(({ event, of }): HeardEvent => ({
          ...{ event, firstRecordedMs: momentsOf.get(of) ?? Infinity, isImported: false },
        }));
        const begin: HeardEvent = {
          event: { type: 'DayRewritten', data: { erasureId: 'e' } },
          ...{ firstRecordedMs: 100, isImported: false },
        };
        const before = timesAt(moment, heard);
        expect(timesAt(moment, [...heard, begin, ...survivors])).toEqual(before);
        expect(timesAt(moment, [begin, ...survivors])).toEqual(before);
      }),
    );
  });
});
