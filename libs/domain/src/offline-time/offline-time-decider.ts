import type { ActivityEvent, OfflineTimePosted, TimeErased } from '../activity/events.js';
import { erasedBy } from '../activity/erased-by.js';
import { NO_DOCUMENT, NO_PAGE } from '../activity/naming.js';
import type { Command, Decider } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { VersionedMap } from '../versioned-map.js';

/** Posts offline time inside one local day and one offset. */
export interface PostOfflineTime extends Command {
  readonly type: 'PostOfflineTime';
  readonly data: OfflineTimePosted['data'];
}

/** The offline time of a day, by numbers in the order in which it came. */
export interface OfflineTimeOfDay {
  readonly pieces: ReadonlyMap<number, OfflineTimePosted['data']>;
  /** The number of the next piece. */
  readonly next: number;
}

/** Of one day. A person enters a dozen. */
const MOST_OF_A_DAY = 1_000;

/**
 * The rules for offline time in an `activity-` stream: new offline time must not overlap earlier
 * offline time. The same time again is a retry: it is accepted and gives no event.
 * Refuses with `overlaps_offline_time` and `limit_reached`.
 */
export const offlineTimeDecider: Decider<OfflineTimeOfDay, PostOfflineTime, ActivityEvent> = {
  initialState: { pieces: new VersionedMap(), next: 0 },

  decide({ data }, { pieces }) {
    const overlapped = [...pieces.values()].find((one) => overlap(one, data));
    if (!overlapped) {
      if (pieces.size < MOST_OF_A_DAY) return [{ type: 'OfflineTimePosted', data }];
      throw new DomainError('limit_reached', `A day has ${MOST_OF_A_DAY} pieces of offline time at most.`);
    }
    const isSame =
      overlapped.activity === data.activity &&
      overlapped.details === data.details &&
      overlapped.startedAt === data.startedAt &&
      overlapped.endedAt === data.endedAt;
    if (isSame) return [];
    throw new DomainError('overlaps_offline_time', 'There is offline time already in this stretch of time.');
  },

  evolve(state, event) {
    switch (event.type) {
      case 'OfflineTimePosted':
        return added(state, event.data);
      case 'TimeErased':
        return withoutErased(state, event.data);
      default:
        return state;
    }
  },
};

type Stretch = Pick<OfflineTimePosted['data'], 'startedAt' | 'endedAt'>;

const overlap = (one: Stretch, other: Stretch): boolean =>
  one.startedAt < other.endedAt && other.startedAt < one.endedAt;

/** A step costs the same however many pieces there are: the map is changed, and not copied. */
function added({ pieces, next }: OfflineTimeOfDay, piece: OfflineTimePosted['data']): OfflineTimeOfDay {
  return { pieces: VersionedMap.of(pieces).with(next, piece), next: next + 1 };
}

function withoutErased(state: OfflineTimeOfDay, erasure: TimeErased['data']): OfflineTimeOfDay {
  const { from, to } = erasure;
  const isErased = erasedBy(erasure);
  const hit = [...state.pieces].filter(
    ([, one]) =>
      overlap(one, { startedAt: from, endedAt: to }) &&
      isErased({ activity: one.activity, document: one.details ?? NO_DOCUMENT, page: NO_PAGE, deviceId: undefined }),
  );
  let left = state;
  for (const [number, one] of hit) {
    left = { ...left, pieces: VersionedMap.of(left.pieces).without(number) };
    const before = { ...one, endedAt: Math.min(one.endedAt, from) };
    const after = { ...one, startedAt: Math.max(one.startedAt, to) };
    for (const rest of [before, after]) if (rest.startedAt < rest.endedAt) left = added(left, rest);
  }
  return left;
}
