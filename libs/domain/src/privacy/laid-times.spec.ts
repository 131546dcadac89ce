import fc from 'fast-check';
import { durationsIn, LaidTimes } from './laid-times.js';
import type { LaidTime } from './lay-rows.js';

const MINUTE = 60_000;
const time = (from: number, to: number, activity = 'vim', document?: string): LaidTime => ({
  ...{ lane: 1, activity, document, startedAt: from * MINUTE, endedAt: to * MINUTE },
});
const stretch = (from: number, to: number) => ({ startMs: from * MINUTE, endMs: to * MINUTE });

describe('imported time', () => {
  const someTime = fc
    .tuple(fc.integer({ min: -200, max: 400 }), fc.integer({ min: 1, max: 300 }))
    .map(([from, length]) => time(from, from + length));
  it('is found once by every stretch that it overlaps, and by no other', () => {
    fc.assert(
      fc.property(fc.array(someTime), fc.array(someTime), someTime, (first, second, { startedAt, endedAt }) => {
        const times = new LaidTimes(first);
        times.add(second);
        const found = times.overlapping({ startMs: startedAt, endMs: endedAt });
        const expected = [...first, ...second].filter((one) => one.startedAt < endedAt && one.endedAt > startedAt);
        expect(found).toHaveLength(expected.length);
        expect(new Set(found)).toEqual(new Set(expected));
      }),
    );
  });

  it('is summed by activity and document, only within the stretch', () => {
    const times = [time(0, 10), time(20, 40), time(5, 15, 'vim', 'notes'), time(0, 60, 'mail')];
    const of = durationsIn(stretch(5, 30), times);
    expect([of({ activity: 'vim', document: undefined }), of({ activity: 'vim', document: 'notes' })]).toEqual([
      15 * MINUTE,
      10 * MINUTE,
    ]);
    expect(of({ activity: 'calc', document: undefined })).toBe(0);
  });

  it('of tens of thousands is found in time that grows with what is found', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => time(5 * n, 5 * n + 5, `a${n}`));
    const times = new LaidTimes(many);
    const beganMs = performance.now();
    for (const { startedAt, endedAt, activity } of many) {
      const bucket = { startMs: startedAt, endMs: endedAt };
      const durationOf = durationsIn(bucket, times.overlapping(bucket));
      if (durationOf({ activity, document: undefined }) !== 5 * MINUTE) throw new Error(`${activity} has no time`);
    }
    // Linear: 0.1 s. A look at all times for each one: 10 s and more.
    expect(performance.now() - beganMs).toBeLessThan(4_000);
  });
});
