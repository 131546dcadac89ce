import type { ActivityEvent, OfflineTimePosted } from '../activity/events.js';
import type { Command, Decider } from '../decider.js';
import { DomainError } from '../domain-error.js';

/** Posts what falls in one local day and one offset. */
export interface PostOfflineTime extends Command {
  readonly type: 'PostOfflineTime';
  readonly data: OfflineTimePosted['data'];
}

/** The offline time that is in a day. */
export type OfflineTimeOfDay = readonly OfflineTimePosted['data'][];

/**
 * What an `activity-` stream lets a user add of offline time: nothing that overlaps what they added before. Exactly what is
 * there already is no refusal and gives no event: it is a retry. Refuses with `overlaps_offline_time`.
 */
export const offlineTimeDecider: Decider<OfflineTimeOfDay, PostOfflineTime, ActivityEvent> = {
  initialState: [],

  decide({ data }, posted) {
    const overlapped = posted.find(({ startedAt, endedAt }) => startedAt < data.endedAt && data.startedAt < endedAt);
    if (!overlapped) return [{ type: 'OfflineTimePosted', data }];
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
        const { from, to, activities } = event.data;
        return posted.flatMap((one) => {
          const isKept =
            (activities && !activities.includes(one.activity)) || one.endedAt <= from || to <= one.startedAt;
          if (isKept) return [one];
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
