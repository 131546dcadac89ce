import fc from 'fast-check';
import type { LocalDate } from '../../calendar/local-date.js';
import { SHIPPED_TAXONOMY, timeClasses } from '../../taxonomy/index.js';
import { dayFrame } from './day-frame.js';
import { type BucketTime, dayReport } from './day-report.js';

const frame = dayFrame('2026-11-29' as LocalDate, 'Europe/Berlin');
const classes = timeClasses(SHIPPED_TAXONOMY);
const MINUTE_MS = 60_000;
const bucket = (minutes: number, activity: string, some: Partial<BucketTime> = {}): BucketTime => ({
  ...{ startMs: frame.startMs + minutes * MINUTE_MS, utcOffsetMinutes: 60, source: 'computers' },
  ...{ activity, document: 'No Details', page: '', durationMs: 5 * MINUTE_MS },
  ...some,
});

describe('the report of a day', () => {
  it('sums levels, hours, activities and categories', () => {
    const report = dayReport(
      frame,
      [bucket(485, 'github.com'), bucket(490, 'github.com'), bucket(540, 'youtube.com', { durationMs: 90_500 })],
      classes,
    );
    expect(report.seconds).toBe(690.5);
    expect(report.levelSeconds).toEqual([90.5, 0, 0, 0, 600]);
    expect(report.pulse).toBe(86);
    expect(report.hours).toHaveLength(24);
    expect(report.hours[8]?.levelSeconds).toEqual([0, 0, 0, 0, 600]);
    expect(report.hours[9]?.levelSeconds).toEqual([90.5, 0, 0, 0, 0]);
    expect(report.activities.map(({ activity, seconds }) => [activity, seconds])).toEqual([
      ['github.com', 600],
      ['youtube.com', 90.5],
    ]);
    expect(report.categories.map(({ category }) => category)).toEqual(['General Software Development', 'Video']);
  });

  it('shows in each five minutes the activity with most time, for each source', () => {
    const report = dayReport(
      frame,
      [
        bucket(485, 'github.com', { durationMs: 100_000 }),
        bucket(485, 'youtube.com', { durationMs: 120_000 }),
        bucket(485, 'github.com', { durationMs: 30_000, document: 'another' }),
        bucket(485, 'Meeting', { source: 'offline' }),
      ],
      classes,
    );
    expect(report.timeline.map(({ source, activity, seconds }) => [source, activity, seconds])).toEqual([
      ['computers', 'github.com', 250],
      ['offline', 'Meeting', 300],
    ]);
  });

  it('is empty for a day without time, with all its hours', () => {
    const report = dayReport(frame, [], classes);
    expect(report).toMatchObject({ seconds: 0, pulse: null, timeline: [], activities: [], categories: [] });
    expect(report.hours).toHaveLength(24);
  });

  it('adds the hour of time that was recorded in another zone', () => {
    const report = dayReport(frame, [bucket(60, 'github.com', { utcOffsetMinutes: -300 })], classes);
    expect(report.hours).toHaveLength(25);
    expect(report.hours.filter(({ levelSeconds }) => levelSeconds[4] > 0)).toMatchObject([
      { hour: 19, utcOffsetMinutes: -300 },
    ]);
  });

  it('has the same sum by hour, by level, by activity and by category', () => {
    const anyTime = fc.record({
      minutes: fc.integer({ min: 0, max: 287 }).map((n) => n * 5),
      activity: fc.constantFrom('github.com', 'youtube.com', 'vim', 'xn--bcher-kva.example', 'bücher.example'),
      durationMs: fc.integer({ min: 1, max: 300_000 }),
    });
    fc.assert(
      fc.property(fc.array(anyTime), (times) => {
        const report = dayReport(
          frame,
          times.map(({ minutes, activity, durationMs }) => bucket(minutes, activity, { durationMs })),
          classes,
        );
        const sum = (numbers: readonly number[]) => Math.round(numbers.reduce((all, one) => all + one, 0) * 1000);
        const all = times.reduce((ms, { durationMs }) => ms + durationMs, 0);
        expect(sum([report.seconds])).toBe(all);
        expect(sum(report.levelSeconds)).toBe(all);
        expect(sum(report.hours.flatMap(({ levelSeconds }) => levelSeconds))).toBe(all);
        expect(sum(report.timeline.map(({ seconds }) => seconds))).toBe(all);
        expect(sum(report.activities.map(({ seconds }) => seconds))).toBe(all);
        expect(sum(report.categories.map(({ seconds }) => seconds))).toBe(all);
      }),
    );
  });
});
