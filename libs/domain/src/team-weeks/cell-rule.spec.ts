import fc from 'fast-check';
import { isCellPublished, isSpread, publishedHours } from './cell-rule.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const minutes = (...each: number[]) => each.map((one) => Math.round(one * MINUTE_MS));

describe('a cell', () => {
  it.each<[title: string, minutes: number[]]>([
    ['of five members with an hour each', [60, 60, 60, 60, 60]],
    ['of five members with eight hours each', [480, 480, 480, 480, 480]],
    ['of eight members with an hour each', [60, 60, 60, 60, 60, 60, 60, 60]],
    ['of many members who differ', [15, 30, 60, 90, 120, 240, 600]],
    ['beside members without time', [0, 0, 0, 120, 180, 240, 300, 400]],
    // 20 % of 600 is 120.
    ['whose three smaller ones are a fifth of the largest', [600, 300, 60, 40, 20]],
  ])('%s is published', (_title, each) => expect(isCellPublished(minutes(...each), 5)).toBe(true));

  it.each<[title: string, minutes: number[]]>([
    ['of no members', []],
    ['of four', [60, 60, 60, 60]],
    ['of five, when one has less than 15 minutes', [60, 60, 60, 60, 14.9]],
    ['of two heavy members beside three light ones', [3000, 3000, 15, 15, 15]],
    ['whose three smaller ones are less than a fifth of the largest', [600, 300, 60, 39, 20]],
    // Rounded to 1 h: the three others have less than 46 minutes together, and 15 at least each.
    ['in which two members learn the time of the others by the limit of 15 minutes', [22, 22, 15, 15, 15]],
  ])('%s is not published', (_title, each) => expect(isCellPublished(minutes(...each), 5)).toBe(false));

  it('of many members whose times hardly differ is refused at once', () => {
    const each = Array.from({ length: 200 }, (_, n) => 20 + n / 60);
    const begunAt = process.cpuUsage();
    for (let n = 0; n < 20; n++) expect(isCellPublished(minutes(...each), 5)).toBe(false);
    // Each pair of 200 members was tried: 3 s for one cell.
    expect(process.cpuUsage(begunAt).user / 1_000).toBeLessThan(1_000);
    expect(isCellPublished(minutes(...each.map((one, n) => one + (n < 3 ? 0 : 15))), 5)).toBe(true);
  });

  it('needs more people when the setting asks for more', () => {
    expect(isCellPublished(minutes(60, 90, 120, 150, 180, 240), 6)).toBe(true);
    expect(isCellPublished(minutes(60, 90, 120, 150, 180), 6)).toBe(false);
  });

  it.each([
    [29, 0],
    [30, 1],
    [89, 1],
    [90, 2],
  ])('of %i minutes is shown as %i hours', (of, hours) => expect(publishedHours(of * MINUTE_MS)).toBe(hours));
});

/** Times of a cohort: few members, and values near the limits. */
const TIMES = fc
  .tuple(
    fc.integer({ min: 5, max: 8 }),
    fc.constantFrom(30, 90, 300, 3_000),
    fc.integer({ min: 0, max: 900 }),
    fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 8, maxLength: 8 }),
  )
  .map(([members, most, floor, parts]) =>
    parts.slice(0, members).map((part) => Math.round((Math.max(part, floor) / 1_000) * most * MINUTE_MS)),
  );

/** Each pair of different members of so many. */
const pairsOf = (members: number): [number, number][] =>
  Array.from({ length: members }, (_, a) => a).flatMap((a) =>
    Array.from({ length: members - a - 1 }, (_, n): [number, number] => [a, a + n + 1]),
  );

/**
 * The widest range in which one of the others can be, as far as a reader finds one who tries random
 * times. The reader knows the times of two members, the published hours, and the whole rule. The
 * others may exchange their times, so the range is the same for each of them.
 */
function rangeFound(times: readonly number[], known: readonly [number, number], random: () => number) {
  const others = times.filter((_, n) => !known.includes(n));
  const ofKnown = known.map((n) => times[n] as number);
  const hours = publishedHours(sumOf(times));
  let [low, high] = [Math.min(...others), Math.max(...others)];
  for (let n = 0; n < 400 && !isWide(low, high); n++) {
    const left = (hours - 0.5 + random()) * HOUR_MS - sumOf(ofKnown);
    // Half of the tries give each member the 15 minutes that count, and share out the rest.
    const base = n % 2 === 0 ? 0 : 15 * MINUTE_MS;
    const power = 12 * random();
    const parts = others.map(() => random() ** power);
    const shared = left - base * others.length;
    const tried = parts.map((part) => base + Math.floor((shared * part) / sumOf(parts)));
    const all = [...ofKnown, ...tried];
    if (shared < 0 || publishedHours(sumOf(all)) !== hours || !isCellPublished(all, 5)) continue;
    low = Math.min(low, ...tried);
    high = Math.max(high, ...tried);
  }
  return [low, high] as const;
}
const sumOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const isWide = (low: number, high: number) => high - low >= HOUR_MS || high - low >= 0.4 * Math.max(high, 1);

describe('a published cell', () => {
  it('has five people, is not the time of two, and does not depend on their order', () => {
    fc.assert(
      fc.property(TIMES, (times) => {
        if (!isCellPublished(times, 5)) return;
        const sorted = [...times].sort((a, b) => b - a);
        expect(sorted[4]).toBeGreaterThanOrEqual(15 * MINUTE_MS);
        expect(sumOf(sorted.slice(2))).toBeGreaterThanOrEqual((sorted[0] ?? 0) / 5);
        expect(isCellPublished(sorted, 5)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves each member open by an hour or 40 %, to two others who know the rule and their own time', () => {
    let [published, close] = [0, 0];
    fc.assert(
      fc.property(TIMES, fc.integer({ min: 1, max: 1_000_000 }), (times, start) => {
        if (!isCellPublished(times, 5)) return;
        published++;
        if (!isSpread(times)) close++;
        let seed = start;
        const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
        for (const pair of pairsOf(times.length)) {
          const [low, high] = rangeFound(times, pair, random);
          expect({ pair, low, high, isWide: isWide(low, high) }).toMatchObject({ isWide: true });
        }
      }),
      { numRuns: 300 },
    );
    // Otherwise this test tried nothing.
    expect([published > 60, close > 5]).toEqual([true, true]);
  });
});
