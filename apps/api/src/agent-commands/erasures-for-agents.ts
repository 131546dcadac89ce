import { type Erasure, type ErasedRange, startOfDay, addDays, type SliceBound, zoneClock } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { Erasures } from '../privacy/erasures.js';
import type { AgentErasureDto } from './commands.dto.js';

/**
 * The erased time of a user. An agent may still hold records of it. An agent that was away sends
 * nothing of it afterwards.
 */
@Injectable()
export class ErasuresForAgents {
  constructor(private readonly erasures: Erasures) {}

  /**
   * The erased ranges of the last 90 days, and the activities that were erased in the last 24
   * hours. At most 41. `now` is epoch ms.
   */
  async of(userId: string, timeZone: string, now: number): Promise<AgentErasureDto[]> {
    const newest = await this.erasures.newest(userId);
    if (!newest || newest.isAccount) return [];
    const named = this.erasures.namedLately(userId, now);
    const asked = askedNow(newest).filter(({ erasureId }) => named.every((range) => range.erasureId !== erasureId));
    return [...newest.ranges, ...named, ...asked].flatMap((range) => spoken(range, timeZone) ?? []);
  }
}

/**
 * The range of an erasure that is not done in the log yet. Only then the log has the name of an
 * activity. What a category was is for the server to say, so such a slice is not told.
 */
function askedNow({ erasureId, requestedAt, slice }: Erasure): (ErasedRange & { activity?: string })[] {
  return slice && slice.category === undefined ? [{ erasureId, requestedAt, ...slice }] : [];
}

/** Undefined when the range is empty: it lies behind the request. */
function spoken(range: ErasedRange & { activity?: string }, timeZone: string): AgentErasureDto | undefined {
  const { erasureId, requestedAt, from, to, activity, device } = range;
  const begin = from === undefined ? 0 : startOf(from, timeZone);
  const end = Math.min(requestedAt, to === undefined ? Infinity : endOf(to, { requestedAt, timeZone }));
  if (begin >= end) return undefined;
  return {
    ...{ id: erasureId, from: new Date(begin).toISOString(), to: new Date(end).toISOString() },
    ...(activity !== undefined && { activity }),
    ...(device !== undefined && { device }),
  };
}

const startOf = (bound: SliceBound, timeZone: string): number =>
  typeof bound === 'number' ? bound : startOfDay(bound, timeZone);

/** A date is inclusive. The day of the request, or a later one, ends with the request. */
function endOf(bound: SliceBound, { requestedAt, timeZone }: { requestedAt: number; timeZone: string }): number {
  if (typeof bound === 'number') return bound;
  return bound >= zoneClock(timeZone).localDateAt(requestedAt) ? requestedAt : startOfDay(addDays(bound, 1), timeZone);
}
