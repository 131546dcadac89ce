import type { Slice } from './erased-slice.js';
import type { ErasedRange } from './events.js';

/** Agents keep records for so long: older ranges matter to none. */
const RANGE_MS = 90 * 86_400_000;
const MOST_RANGES = 20;

/** A request for an erasure of time. */
interface RequestedErasure {
  readonly erasureId: string;
  readonly requestedAt: number;
  /** Undefined for an erasure of the account. */
  readonly slice: Slice | undefined;
}

/**
 * The ranges after an erasure: the newest 20 of the last 90 days. A slice with the name of an
 * activity or a category adds none: a range without the name would be more than was erased, and the
 * name must not stay in the log.
 */
export function rangesWith(
  before: readonly ErasedRange[],
  { erasureId, requestedAt, slice }: RequestedErasure,
): readonly ErasedRange[] {
  const recent = before.filter((range) => range.requestedAt > requestedAt - RANGE_MS);
  if (!slice || slice.activity !== undefined || slice.category !== undefined) return recent.slice(-MOST_RANGES);
  const { from, to, device } = slice;
  const range = {
    ...{ erasureId, requestedAt },
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(device !== undefined && { device }),
  };
  return [...recent, range].slice(-MOST_RANGES);
}
