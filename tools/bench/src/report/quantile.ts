/**
 * The smallest value that is at least as large as the share `q` (0 to 1) of the values. It is the
 * nearest rank, so always a measured value. Throws RangeError when there are no values.
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('There is no quantile of no values.');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
