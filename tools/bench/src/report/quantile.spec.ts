import fc from 'fast-check';
import { median, quantile } from './quantile.js';

describe('quantile', () => {
  it.each([
    [[7], 0.5, 7],
    [[1, 2, 3], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2],
    [[5, 1, 4, 2, 3], 0.99, 5],
    [[3, 1, 2], 0, 1],
    [[3, 1, 2], 1, 3],
    [[10, 9, 100], 0.5, 10],
  ])('of %j at %d is %d', (values, q, expected) => {
    expect(quantile(values, q)).toBe(expected);
  });

  it('is not exceeded by at least its share of the values, and is the smallest such value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, q) => {
          const found = quantile(values, q);
          const within = (limit: number) => values.filter((value) => value <= limit).length;
          expect(within(found)).toBeGreaterThanOrEqual(q * values.length);
          for (const smaller of values.filter((value) => value < found)) {
            expect(within(smaller)).toBeLessThan(q * values.length);
          }
        },
      ),
    );
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    expect(median(values)).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });

  it('refuses no values', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
