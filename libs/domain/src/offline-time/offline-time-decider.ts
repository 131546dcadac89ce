import type { ActivityEvent, OfflineTimePosted } from '../activity/events.js';
import { erasedBy } from '../activity/erased-by.js';
import { NO_DOCUMENT, NO_PAGE } from '../activity/naming.js';
import type { Command, Decider } from '../decider.js';
import { DomainError } from '../domain-error.js';

/** Posts offline time inside one local day and one offset. */
export interface PostOfflineTime extends Command {
  readonly type: 'PostOfflineTime';
  readonly data: OfflineTimePosted['data'];
}

/** The offline time of a day. */
export type OfflineTimeOfDay = readonly OfflineTimePosted['data'][];

/** Of one day. A person enters a dozen. */
const MOST_OF_A_DAY = 1_000;

/**
 * The rules for offline time in an `activity-` stream: new offline time must not overlap earlier
 * offline time. The same time again is a retry: it is accepted and gives no event.
 * Refuses with `overlaps_offline_time` and `limit_reached`.
 */
export const offlineTimeDecider: Decider<OfflineTimeOfDay, PostOfflineTime, ActivityEvent> = {
  initialState: [],

  decide({ data }, posted) {
    const overlapped = posted.find(({ startedAt, endedAt }) => startedAt < data.endedAt && data.startedAt < endedAt);
    if (!overlapped) {
      if (posted.length < MOST_OF_A_DAY) return [{ type: 'OfflineTimePosted', data }];
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

  evolve(posted, event) {
    switch (event.type) {
      case 'OfflineTimePosted':
        return [...posted, event.data];
      case 'TimeErased': {
        const { from, to } = event.data;
        const isErased = erasedBy(event.data);
        return posted.flatMap((one) => {
          const name = { activity: one.activity, document: one.details ?? NO_DOCUMENT, page: NO_PAGE };
          const isNamed = isErased({ ...name, deviceId: undefined });
          if (!isNamed || one.endedAt <= from || to <= one.startedAt) return [one];
          const before = { ...one, endedAt: Math.min(one.endedAt, from) };
          const after = { ...one, startedAt: Math.max(one.startedAt, to) };
          return [before, after].filter(({ startedAt, endedAt }) => startedAt < endedAt);
        });
      }
      default:
        return posted;
    }
  },
};
