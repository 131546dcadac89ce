import fc from 'fast-check';
import { durationsWithin, LaidTimes } from './laid-times.js';

const HOUR_MS = 3_600_000;
const time = (startedAt: number, endedAt: number, activity = 'vim', document?: string) => ({
  ...{ lane: 1, activity, document, startedAt, endedAt },
});

describe('laid times', () => {
  it('are found by any stretch that they overlap, each once', () => {
    const stretch = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(stretch), stretch, (given, [from, length]) => {
        const times = given.map(([start, long]) => time((start * HOUR_MS) / 4, ((start + long) * HOUR_MS) / 4));
        const asked = { startMs: (from * HOUR_MS) / 4, endMs: ((from + length) * HOUR_MS) / 4 };
        const expected = times.filter(({ startedAt, endedAt }) => startedAt < asked.endMs && endedAt > asked.startMs);
        const found = new LaidTimes(times).within(asked);
        expect(found).toHaveLength(expected.length);
        expect(new Set(found)).toEqual(new Set(expected));
      }),
    );
  });

  it('are found among many without a look at all of them', () => {
    const hours = Array.from({ length: 50_000 }, (_, n) => n * HOUR_MS);
    const began = process.cpuUsage();
    const times = new LaidTimes(hours.map((startMs) => time(startMs, startMs + 60_000)));
    const found = hours.filter((startMs) => times.within({ startMs, endMs: startMs + HOUR_MS }).length === 1);
    expect(found).toHaveLength(hours.length);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(3_000);
  });

  it('sum up by name within a stretch', () => {
    const durationOf = durationsWithin({ startMs: 10, endMs: 20 }, [
      time(0, 12),
      time(15, 18),
      time(5, 30, 'vim', 'notes'),
      time(20, 25),
    ]);
    const named = (activity: string, document?: string) => durationOf({ activity, document });
    expect([named('vim'), named('vim', 'notes'), named('mail')]).toEqual([5, 10, 0]);
  });
});
