import fc from 'fast-check';
import { BUCKET_MS } from '../../calendar/five-minutes.js';
import type { LocalDate } from '../../calendar/local-date.js';
import { ActivityDay } from './activity-day.js';
import type { ActivityEvent, ActivityRecorded, Span } from '../events.js';

const NINE = Date.UTC(2026, 0, 1, 9);
const MINUTE = 60_000;
const minutes = (from: number, to: number) => ({ startedAt: NINE + from * MINUTE, endedAt: NINE + to * MINUTE });

const recorded = (
  deviceId: string,
  spans: readonly Span[],
  source: 'computers' | 'mobile' = 'computers',
): ActivityRecorded => ({
  type: 'ActivityRecorded',
  data: {
    deviceId,
    machine: 'm',
    osUser: 'u',
    source,
    localDate: '2026-01-01' as LocalDate,
    utcOffsetMinutes: 60,
    spans,
  },
});

const foldOf = (...events: ActivityEvent[]): ActivityDay => {
  const day = new ActivityDay();
  events.forEach((event, index) => day.apply(event, BigInt(index)));
  return day;
};

/** [minute of the bucket after nine, activity, seconds], in order. */
const bucketsOf = (day: ActivityDay, since?: bigint) =>
  day
    .bucketsSince(since)
    .map((total) => [(total.bucketStartUtc - NINE) / MINUTE, total.activity, total.durationMs / 1000] as const)
    .sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1]));

describe('the fold of a day', () => {
  it('weighs what it holds: a piece of a whole day weighs as the pieces of its buckets', () => {
    const whole = foldOf(recorded('d', [{ id: '1', application: 'vim', ...minutes(0, 14 * 60) }]));
    const short = (n: number): Span => ({ id: `${n}`, application: 'vim', ...minutes(n * 5, n * 5 + 5) });
    const pieces = foldOf(
      recorded(
        'd',
        Array.from({ length: 14 * 12 }, (_, n) => short(n)),
      ),
    );
    expect(bucketsOf(whole)).toEqual(bucketsOf(pieces));
    expect(whole.size).toBeGreaterThan(pieces.size / 3);
    expect(foldOf(recorded('d', [short(0)])).size).toBe(2);
  });

  it('cuts a span at five-minute edges', () => {
    const day = foldOf(recorded('d', [{ id: '1', application: 'vim', ...minutes(3, 11) }]));
    expect(bucketsOf(day)).toEqual([
      [0, 'vim', 120],
      [5, 'vim', 300],
      [10, 'vim', 60],
    ]);
  });

  it('keeps the milliseconds of every piece', () => {
    const spans = [1, 2, 3].map((n) => ({
      id: `${n}`,
      application: 'vim',
      startedAt: NINE + n * 1000,
      endedAt: NINE + n * 1000 + 333,
    }));
    expect(foldOf(recorded('d', spans)).bucketsSince()[0]?.durationMs).toBe(999);
  });

  it('ignores a span id that it has seen, in the same event and in a later one', () => {
    const once = { id: '1', application: 'vim', ...minutes(0, 1) };
    const day = foldOf(recorded('d', [once, once]), recorded('d', [{ ...once, ...minutes(2, 3) }]));
    expect(bucketsOf(day)).toEqual([[0, 'vim', 60]]);
  });

  it('takes the id of another device, or of the same one under another source, for another span', () => {
    const span = { id: '1', application: 'vim', ...minutes(0, 1) };
    const day = foldOf(recorded('d', [span]), recorded('e', [span]), recorded('d', [span], 'mobile'));
    expect(day.totalsSince().map(({ source, durationMs }) => [source, durationMs])).toEqual([
      ['computers', 120_000],
      ['mobile', 60_000],
    ]);
  });

  it('takes a known id of any device for a repeat in an event of version 1', () => {
    const span = { id: '1', application: 'vim', ...minutes(0, 1) };
    const { type, data } = recorded('e', [span]);
    const day = foldOf(recorded('d', [span]), { type, data: { ...data, idScope: 'day' } });
    expect(bucketsOf(day)).toEqual([[0, 'vim', 60]]);
  });

  it('gives an overlap of one device to the span that arrived first, and adds devices up', () => {
    const day = foldOf(
      recorded('laptop', [{ id: '1', application: 'vim', ...minutes(0, 3) }]),
      recorded('laptop', [{ id: '2', application: 'mail', ...minutes(1, 5) }]),
      recorded('desktop', [{ id: '3', application: 'mail', ...minutes(0, 5) }]),
    );
    expect(bucketsOf(day)).toEqual([
      [0, 'mail', 120 + 300],
      [0, 'vim', 180],
    ]);
  });

  it('counts offline time under its own source, with its details as the document', () => {
    const day = foldOf({
      type: 'OfflineTimePosted',
      data: {
        activity: 'Meeting',
        details: 'Planning',
        localDate: '2026-01-01' as LocalDate,
        utcOffsetMinutes: 60,
        ...minutes(0, 2),
      },
    });
    expect(day.bucketsSince()).toMatchObject([
      { source: 'offline', activity: 'Meeting', document: 'Planning', durationMs: 120_000 },
    ]);
  });

  it('takes away offline time that was removed, in part too, and nothing that a device saw', () => {
    const { localDate, utcOffsetMinutes } = recorded('d', []).data;
    const at = { localDate, utcOffsetMinutes };
    const posted = (from: number, to: number): ActivityEvent => ({
      type: 'OfflineTimePosted',
      data: { activity: 'vim', ...at, ...minutes(from, to) },
    });
    const day = foldOf(
      recorded('d', [{ id: '1', application: 'vim', ...minutes(0, 5) }]),
      posted(0, 5),
      posted(5, 8),
      { type: 'OfflineTimeRemoved', data: { ...at, ...minutes(1, 7) } },
      posted(4, 5),
    );
    expect(day.totalsSince().map(({ source, durationMs }) => [source, durationMs / MINUTE])).toEqual([
      ['computers', 5],
      ['offline', 3],
    ]);
    expect(bucketsOf(day, 2n).map(([minute, , seconds]) => [minute, seconds])).toEqual([
      [0, 120],
      [5, 60],
    ]);
  });

  it('takes many entries of a day with many pieces away in little time', () => {
    const { localDate, utcOffsetMinutes } = recorded('d', []).data;
    const at = { localDate, utcOffsetMinutes };
    const spans = Array.from({ length: 15_000 }, (_, n) => ({
      ...{ id: `${n}`, application: 'vim', startedAt: NINE + n * 1000, endedAt: NINE + n * 1000 + 1000 },
    }));
    const entries = Array.from({ length: 1_000 }, (): ActivityEvent[] => [
      { type: 'OfflineTimePosted', data: { activity: 'vim', ...at, ...minutes(0, 5) } },
      { type: 'OfflineTimeRemoved', data: { ...at, ...minutes(0, 5) } },
    ]);
    const began = process.cpuUsage();
    expect(foldOf(recorded('d', spans), ...entries.flat()).totalsSince()).toMatchObject([
      { source: 'computers', durationMs: 15_000_000 },
      { source: 'offline', durationMs: 0 },
    ]);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(3_000);
  });

  it('takes erased time away, down to a total of nothing, and counts what is recorded there afterwards', () => {
    const day = foldOf(
      recorded('d', [
        { id: '1', application: 'vim', ...minutes(0, 2) },
        { id: '2', application: 'mail', ...minutes(2, 4) },
      ]),
      { type: 'TimeErased', data: { from: NINE, to: NINE + 3 * MINUTE } },
      recorded('d', [{ id: '3', application: 'vim', ...minutes(1, 2) }]),
      { type: 'TimeErased', data: { from: NINE, to: NINE + 5 * MINUTE, activities: ['mail'] } },
    );
    expect(bucketsOf(day)).toEqual([
      [0, 'mail', 0],
      [0, 'vim', 60],
    ]);
    expect(bucketsOf(day, 2n)).toEqual([[0, 'mail', 0]]);
  });

  it('takes away the time of one device, and leaves that of others and what was entered by hand', () => {
    const vim = { id: '1', application: 'vim', ...minutes(0, 2) };
    const { localDate, utcOffsetMinutes } = recorded('d', []).data;
    const day = foldOf(
      recorded('d', [vim]),
      recorded('e', [vim]),
      { type: 'OfflineTimePosted', data: { activity: 'vim', localDate, utcOffsetMinutes, ...minutes(0, 1) } },
      { type: 'TimeErased', data: { from: NINE, to: NINE + 5 * MINUTE, deviceId: 'd', activities: ['vim'] } },
    );
    expect(day.totalsSince().map(({ source, durationMs }) => [source, durationMs])).toEqual([
      ['offline', 60_000],
      ['computers', 120_000],
    ]);
    expect(day.devicesSince().map(({ deviceId, durationMs }) => [deviceId, durationMs])).toEqual([
      ['e', 120_000],
      ['d', 0],
    ]);
  });

  it('gives only what changed after a position', () => {
    const day = foldOf(
      recorded('d', [{ id: '1', application: 'vim', ...minutes(0, 1) }]),
      recorded('d', [{ id: '2', application: 'vim', ...minutes(7, 8) }]),
    );
    expect(bucketsOf(day, 0n)).toEqual([[5, 'vim', 60]]);
  });

  it('adds up each activity of the day, as new as its newest part, and gives only what changed', () => {
    const day = foldOf(
      recorded('d', [{ id: '1', application: 'vim', title: 'a', ...minutes(0, 1) }]),
      recorded('d', [{ id: '2', application: 'vim', title: 'b', ...minutes(7, 9) }]),
      recorded('d', [{ id: '3', application: 'mail', ...minutes(10, 11) }], 'mobile'),
    );
    const vim = { source: 'computers', activity: 'vim', durationMs: 180_000, version: 1n };
    const mail = { source: 'mobile', activity: 'mail', durationMs: 60_000, version: 2n };
    expect(day.totalsSince()).toEqual([vim, mail]);
    expect(day.totalsSince(1n)).toEqual([mail]);
    expect(day.totalsSince(2n)).toEqual([]);
  });

  it('holds, for any history of overlapping spans, the union of each device and no second more', () => {
    const span = fc.record({
      device: fc.constantFrom('laptop', 'desktop', 'phone'),
      id: fc.integer({ min: 0, max: 30 }).map(String),
      application: fc.constantFrom('vim', 'mail', 'chat'),
      start: fc.integer({ min: 0, max: 3_000 }),
      length: fc.integer({ min: 1, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(span, { maxLength: 6 }), { maxLength: 12 }), (batches) => {
        const seen = new Set<string>();
        const counted = new Map<string, Map<number, string>>();
        const day = new ActivityDay();
        batches.forEach((batch, position) => {
          for (const device of new Set(batch.map((s) => s.device))) {
            const mine = batch.filter((s) => s.device === device);
            const spans = mine.map(({ id, application, start, length }) => ({
              id,
              application,
              startedAt: NINE + start * 1000,
              endedAt: NINE + (start + length) * 1000,
            }));
            day.apply(recorded(device, spans), BigInt(position));
            for (const { id, application, start, length } of mine) {
              if (seen.has(`${device} ${id}`)) continue;
              seen.add(`${device} ${id}`);
              const moments = counted.get(device) ?? new Map<number, string>();
              counted.set(device, moments);
              for (let s = start; s < start + length; s++) if (!moments.has(s)) moments.set(s, application);
            }
          }
        });
        const expected = new Map<string, number>();
        for (const moments of counted.values()) {
          for (const [second, application] of moments) {
            const key = `${NINE + Math.floor((second * 1000) / BUCKET_MS) * BUCKET_MS} ${application}`;
            expected.set(key, (expected.get(key) ?? 0) + 1000);
          }
        }
        const actual = new Map(day.bucketsSince().map((t) => [`${t.bucketStartUtc} ${t.activity}`, t.durationMs]));
        expect(actual).toEqual(expected);
        const sum = (totals: readonly { durationMs: number }[]) =>
          totals.reduce((ms, total) => ms + total.durationMs, 0);
        expect(sum(day.totalsSince())).toBe(sum(day.bucketsSince()));
      }),
    );
  });
});
