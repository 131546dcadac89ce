/** A stretch of time in epoch ms. Half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const BUCKET_MS = 300_000;

/**
 * The time without anyone at a moment of a day: from the end of the piece before to the start of
 * the next one. Undefined when a piece holds the moment. `starts` are those of five-minute pieces.
 *
 *     pieces  [][]        [][]
 *     moment        ^
 *     gap         [      ]
 */
export function gapAt(moment: number, starts: readonly number[], day: Stretch): Stretch | undefined {
  let { from, to } = day;
  for (const start of starts) {
    if (start <= moment && moment < start + BUCKET_MS) return undefined;
    if (start + BUCKET_MS <= moment) from = Math.max(from, start + BUCKET_MS);
    else to = Math.min(to, start);
  }
  return { from, to };
}

/**
 * What a drag from one moment to another selects of a gap, in whole pieces. All of it for a click.
 */
export function selectedOf(gap: Stretch, a: number, b: number): Stretch {
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  if (last - first < BUCKET_MS / 2) return gap;
  const from = Math.min(Math.max(gap.from, nearest(first)), gap.to - BUCKET_MS);
  return { from, to: Math.max(Math.min(gap.to, nearest(last)), from + BUCKET_MS) };
}

const nearest = (ms: number): number => Math.round(ms / BUCKET_MS) * BUCKET_MS;
