import fc from 'fast-check';
import type { ActivityEvent, Span } from '../../activity/events.js';
import { ActivityDay } from '../../activity/day/activity-day.js';
import type { LocalDate } from '../../calendar/local-date.js';
import { SHIPPED_TAXONOMY, timeClasses } from '../../taxonomy/index.js';
import { type DayLane, LaneDay } from './day-lanes.js';

const NINE = Date.UTC(2026, 0, 1, 9);
const AT = { localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 60 };
const classes = timeClasses(SHIPPED_TAXONOMY);
const minutes = (from: number, to: number) => ({ startedAt: NINE + from * 60_000, endedAt: NINE + to * 60_000 });
const span = (application: string, from: number, to: number): Span => ({
  ...{ id: `${application} ${from}`, application, ...minutes(from, to) },
});
const recorded = (machine: string, spans: readonly Span[], some: object = {}): ActivityEvent => ({
  type: 'ActivityRecorded',
  data: { deviceId: machine, machine, osUser: 'ada', source: 'computers', ...AT, ...some, spans },
});
const posted = (activity: string, from: number, to: number): ActivityEvent => ({
  type: 'OfflineTimePosted',
  data: { activity, ...AT, ...minutes(from, to) },
});
const lanesOf = (...events: ActivityEvent[]): DayLane[] => {
  const day = new LaneDay();
  events.forEach((event, n) => day.apply(event, BigInt(n)));
  return day.lanes(classes);
};
/** `device source: minute activity seconds, ...` */
const shown = (lanes: readonly DayLane[]) =>
  lanes.map(({ source, device, pieces }) => {
    const parts = pieces.map(({ startMs, activity, seconds }) => `${(startMs - NINE) / 60_000} ${activity} ${seconds}`);
    return `${device?.machine ?? 'hand'} ${source}: ${parts.join(', ')}`;
  });

describe('the lanes of a day', () => {
  it('keep devices apart that ran at the same time, and what was entered by hand', () => {
    const lanes = lanesOf(
      posted('Lunch', 2, 4),
      recorded('phone', [span('chat', 0, 5)], { source: 'mobile' }),
      recorded('laptop', [span('vim', 0, 7)]),
    );
    expect(shown(lanes)).toEqual([
      'laptop computers: 0 vim 300, 5 vim 120',
      'phone mobile: 0 chat 300',
      'hand offline: 0 Lunch 120',
    ]);
    expect(lanes.map(({ seconds }) => seconds)).toEqual([420, 300, 120]);
    expect(lanes[0]?.pieces[0]).toMatchObject({ productivity: 2, utcOffsetMinutes: 60 });
  });

  it('show in each five minutes the activity with the most time', () => {
    const lanes = lanesOf(recorded('laptop', [span('vim', 0, 2), span('chat', 2, 5)]));
    expect(shown(lanes)).toEqual(['laptop computers: 0 chat 300']);
  });

  it('show nothing that was erased or taken back', () => {
    const lanes = lanesOf(
      recorded('laptop', [span('vim', 0, 5)]),
      recorded('desk', [span('vim', 0, 5)]),
      posted('Lunch', 5, 8),
      { type: 'TimeErased', data: { from: NINE, to: NINE + 300_000, deviceId: 'laptop' } },
      { type: 'OfflineTimeRemoved', data: { ...AT, ...minutes(5, 8) } },
    );
    expect(shown(lanes)).toEqual(['desk computers: 0 vim 300']);
  });

  it('name a device as it called itself last, and keep it one lane', () => {
    const lanes = lanesOf(
      recorded('old', [span('vim', 0, 1)], { deviceId: 'd' }),
      recorded('new', [span('vim', 1, 2)], { deviceId: 'd' }),
    );
    expect(shown(lanes)).toEqual(['new computers: 0 vim 120']);
  });

  it('have one piece for each five minutes of an hour that the clock repeats', () => {
    const first = recorded('laptop', [span('vim', 0, 60)], { utcOffsetMinutes: 120 });
    const second = recorded('laptop', [span('vim', 60, 120)], { utcOffsetMinutes: 60 });
    const [lane] = lanesOf(first, second);
    expect(lane?.pieces).toHaveLength(24);
    expect(new Set(lane?.pieces.map(({ startMs }) => startMs)).size).toBe(24);
    expect([lane?.pieces[0]?.utcOffsetMinutes, lane?.pieces[23]?.utcOffsetMinutes]).toEqual([120, 60]);
  });

  it('have together the time of the day, to the millisecond', () => {
    const anySpan = fc.record({
      id: fc.integer({ min: 0, max: 20 }).map(String),
      application: fc.constantFrom('vim', 'mail'),
      startedAt: fc.integer({ min: 0, max: 3_000_000 }).map((ms) => NINE + ms),
      length: fc.integer({ min: 1, max: 900_000 }),
    });
    const anyEvent = fc
      .tuple(fc.constantFrom('laptop', 'desk'), fc.array(anySpan, { maxLength: 5 }))
      .map(([device, spans]) =>
        recorded(
          device,
          spans.map(({ length, ...one }) => ({ ...one, endedAt: one.startedAt + length })),
        ),
      );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 6 }), (events) => {
        const day = new ActivityDay();
        events.forEach((event, n) => day.apply(event, BigInt(n)));
        const all = day.totalsSince().reduce((ms, { durationMs }) => ms + durationMs, 0);
        const lanes = lanesOf(...events);
        expect(Math.round(lanes.reduce((sum, { seconds }) => sum + seconds, 0) * 1000)).toBe(all);
        const pieces = lanes.flatMap((lane) => lane.pieces);
        expect(Math.round(pieces.reduce((sum, { seconds }) => sum + seconds, 0) * 1000)).toBe(all);
        expect(pieces.every(({ seconds }) => seconds <= 300)).toBe(true);
      }),
    );
  });
});
