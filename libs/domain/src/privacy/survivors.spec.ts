import fc from 'fast-check';
import { ActivityDay } from '../activity/day/activity-day.js';
import type { ActivityEvent, ActivityRecorded, Span, TimeErased } from '../activity/events.js';
import type { LocalDate } from '../calendar/local-date.js';
import { rewrittenDay, survivorsOf } from './survivors.js';

const NINE = Date.UTC(2026, 0, 1, 9);
const MINUTE = 60_000;
const OF_DAY = { localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 60 };
const minutes = (from: number, to: number) => ({ startedAt: NINE + from * MINUTE, endedAt: NINE + to * MINUTE });
const recorded = (deviceId: string, ...spans: Span[]): ActivityEvent => ({
  type: 'ActivityRecorded',
  data: { deviceId, machine: 'm', osUser: 'u', source: 'computers', ...OF_DAY, spans },
});
const posted = (activity: string, from: number, to: number): ActivityEvent => ({
  type: 'OfflineTimePosted',
  data: { activity, ...OF_DAY, ...minutes(from, to) },
});
const erased = (from: number, to: number, names: Partial<TimeErased['data']> = {}): TimeErased => ({
  type: 'TimeErased',
  data: { from: NINE + from * MINUTE, to: NINE + to * MINUTE, ...names },
});
const span = (id: string, from: number, to: number, named: string | Partial<Span> = 'vim'): Span => ({
  ...{ id, application: 'vim', ...minutes(from, to) },
  ...(typeof named === 'string' ? { application: named } : named),
});

/** The time of a day's events, without their positions. */
function timeOf(events: readonly ActivityEvent[]) {
  const day = new ActivityDay();
  events.forEach((event, n) => day.apply(event, BigInt(n)));
  return day
    .bucketsSince()
    .filter(({ durationMs }) => durationMs > 0)
    .map(({ version: _version, ...total }) => JSON.stringify(total))
    .sort();
}

const spansOf = (events: readonly ActivityEvent[]) =>
  events.flatMap((event) => (event.type === 'ActivityRecorded' ? event.data.spans : []));

describe('what survives an erasure', () => {
  it('is what was not meant', () => {
    const given = [recorded('d', span('a', 0, 5), span('b', 5, 10, 'mail')), erased(0, 10, { activities: ['mail'] })];
    expect(survivorsOf(given)).toEqual([recorded('d', span('a', 0, 5))]);
  });

  it('is not what the user took back by hand, neither its time nor its name', () => {
    const removed: ActivityEvent = { type: 'OfflineTimeRemoved', data: { ...OF_DAY, ...minutes(0, 5) } };
    const given = [posted('secret', 0, 5), posted('meeting', 5, 10), removed, erased(30, 40)];
    expect(survivorsOf(given)).toEqual([posted('meeting', 5, 10)]);
  });

  it('of a document is the other documents of the activity', () => {
    const documents = [{ activity: 'vim', document: 'secret', page: '' }];
    const given = [
      recorded('d', span('a', 0, 5, { title: 'plain' }), span('b', 5, 10, { title: 'secret' })),
      erased(0, 10, { documents }),
    ];
    expect(survivorsOf(given)).toEqual([recorded('d', span('a', 0, 5, { title: 'plain' }))]);
  });

  it('frees the ids of erased spans, in a fold that knew them as in a replay of the truncated day', () => {
    const gone = [recorded('d', span('a', 0, 5), span('b', 5, 10, 'mail')), erased(0, 10, { activities: ['mail'] })];
    const rewritten: ActivityEvent[] = [{ type: 'DayRewritten', data: { erasureId: 'e' } }, ...survivorsOf(gone)];
    const later = recorded('d', span('b', 20, 30, 'draw'));
    const [live, replayed] = [timeOf([...gone, ...rewritten, later]), timeOf([...rewritten, later])];
    expect(live).toEqual(timeOf([recorded('d', span('a', 0, 5), span('b', 20, 30, 'draw'))]));
    expect(replayed).toEqual(live);
  });

  it('stays at its local time when another zone had come first', () => {
    const inZone = (deviceId: string, utcOffsetMinutes: number, ...spans: Span[]): ActivityEvent => {
      const event = recorded(deviceId, ...spans) as ActivityRecorded;
      return { ...event, data: { ...event.data, utcOffsetMinutes } };
    };
    const gone = [
      inZone('d', 60, span('a', 0, 5)),
      inZone('e', -480, span('b', 0, 5)),
      erased(0, 5, { deviceId: 'd' }),
    ];
    const rewritten: ActivityEvent[] = [{ type: 'DayRewritten', data: { erasureId: 'e' } }, ...survivorsOf(gone)];
    const later = inZone('d', -480, span('c', 0, 5));
    expect(timeOf([...gone, ...rewritten, later])).toEqual(timeOf([...rewritten, later]));
  });

  it('has a span on both sides of the hole, the second under an id that the day does not have', () => {
    const given = [recorded('d', span('a', 0, 10), span('a~1', 20, 30)), erased(4, 6)];
    expect(spansOf(survivorsOf(given))).toEqual([span('a', 0, 4), span('a~2', 6, 10), span('a~1', 20, 30)]);
  });

  it('holds nothing of a span that lost all its time to another, in both erasures', () => {
    const given = [recorded('d', span('a', 0, 10), span('b', 2, 8, 'mail')), erased(0, 4, { activities: ['vim'] })];
    expect(JSON.stringify(survivorsOf(given))).not.toContain('mail');
  });

  it('keeps time that was posted by hand, cut', () => {
    expect(survivorsOf([posted('Meeting', 0, 60), erased(0, 30)])).toEqual([posted('Meeting', 30, 60)]);
  });

  it('is cut into events of a size that can be appended', () => {
    const title = 'x'.repeat(255);
    const spans = Array.from({ length: 1_000 }, (_, n) => span(`s${n}`, n, n + 1, { title }));
    const events = survivorsOf([recorded('d', ...spans), erased(0, 1)]);
    expect(spansOf(events)).toEqual(spans.slice(1));
    for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(65_000);
    expect(events.length).toBeLessThan(10);
  });

  it('is written in the version in which ids are unique for each device', () => {
    const { type, data } = recorded('d', span('a', 0, 10)) as ActivityRecorded;
    expect(survivorsOf([{ type, data: { ...data, idScope: 'day' } }])).toEqual([{ type, data }]);
  });

  const names = fc.constantFrom('vim', 'mail', 'web');
  const minute = fc.integer({ min: 0, max: 60 });
  const times = fc
    .tuple(minute, fc.integer({ min: 1, max: 20 }))
    .map(([from, length]) => [from, from + length] as const);
  const anySpan = fc
    .tuple(fc.constantFrom('1', '2', '3', '4', '1~1', '2~1', '2~2'), times, names)
    .map(([id, [from, to], name]) => span(id, from, to, name));
  const anyEvent = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constantFrom('d', 'e'), fc.array(anySpan)).map(([d, spans]) => recorded(d, ...spans)),
    },
    fc.tuple(names, times).map(([name, [from, to]]) => posted(name, from, to)),
    fc
      .tuple(times, fc.option(fc.array(names), { nil: undefined }), fc.constantFrom(undefined, 'd', 'e'))
      .map(([[from, to], activities, deviceId]) =>
        erased(from, to, { ...(activities && { activities }), ...(deviceId && { deviceId }) }),
      ),
  );

  it('comes to the same time as the day, alone and behind the day, and again survives as it is', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (given) => {
        const survivors = survivorsOf(given);
        const rewritten: ActivityEvent = { type: 'DayRewritten', data: { erasureId: 'e' } };
        expect(timeOf([rewritten, ...survivors])).toEqual(timeOf(given));
        expect(timeOf([...given, rewritten, ...survivors])).toEqual(timeOf(given));
        expect(survivorsOf(survivors)).toEqual(survivors);
        const ids = survivors.flatMap((event) =>
          event.type === 'ActivityRecorded' ? event.data.spans.map(({ id }) => `${event.data.deviceId} ${id}`) : [],
        );
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a rewritten day', () => {
  const events = [recorded('d', span('a', 0, 10), span('b', 10, 20), span('c', 20, 30)), erased(5, 20)];
  const rewritten = (now: number) => rewrittenDay('e', { events, survivors: survivorsOf(events), now });

  it('remembers the activities that lost time, and no name of theirs', () => {
    const [day, ...more] = rewritten(NINE + 60 * MINUTE);
    expect(more).toEqual([]);
    expect(day?.data.heard?.map(([, until]) => until)).toEqual([NINE + 10 * MINUTE, NINE + 20 * MINUTE]);
    expect(JSON.stringify(day)).not.toContain('vim');
  });

  it('forgets what is older than a week', () => {
    const WEEK = 7 * 24 * 60 * MINUTE;
    expect(rewritten(NINE + 10 * MINUTE + WEEK)[0]?.data.heard).toHaveLength(1);
    expect(rewritten(NINE + 20 * MINUTE + WEEK)).toEqual([{ type: 'DayRewritten', data: { erasureId: 'e' } }]);
  });

  it('remembers what an earlier erasure of the day remembered', () => {
    const now = NINE + 60 * MINUTE;
    const [first] = rewritten(now);
    const again = [first, ...survivorsOf(events), erased(0, 60)] as ActivityEvent[];
    const [second] = rewrittenDay('f', { events: again, survivors: survivorsOf(again), now });
    const heard = new Map(second?.data.heard);
    for (const [activity, until] of first?.data.heard ?? []) expect(heard.get(activity)).toBe(until);
    expect(heard.size).toBe(3);
  });

  it('tells much of one day in several events, each small enough to append', () => {
    const spans = Array.from({ length: 9_000 }, (_, n) => span(`s${n}`, n / 100, (n + 1) / 100));
    const day = rewrittenDay('e', { events: [recorded('d', ...spans)], survivors: [], now: NINE });
    expect(day.map(({ data }) => data.heard?.length)).toEqual([4_000, 4_000, 1_000]);
    for (const event of day) expect(JSON.stringify(event).length).toBeLessThan(256_000);
  });
});
