import {
  ActivityDay,
  type ActivityEvent,
  activityStream,
  type DayOwner,
  parseActivityStream,
  readActivityEvent,
} from '@app/domain';
import type { StreamFold } from '../../runtime/projection.js';

/** The fold of a user's local day, and its owner. */
export interface UserDay {
  readonly owner: DayOwner;
  readonly day: ActivityDay;
}

/**
 * The fold of a user's local day: the stream `activity-<userId>.<yyyymmdd>`. Every projection of
 * recorded time shares it.
 */
export const USER_DAYS: StreamFold<UserDay, ActivityEvent> = {
  name: 'user-days',
  prefix: 'activity-',
  ownerOf: parseActivityStream,
  erasedBy: 'slices and account',
  begin(stream) {
    const owner = parseActivityStream(stream);
    if (!owner) throw new RangeError('The name of the stream has no user or no day.');
    return { owner, day: new ActivityDay() };
  },
  read: readActivityEvent,
  apply: ({ day }, event, position) => day.apply(event, position),
  sizeOf: ({ day }) => day.size,
  streamsOf: (userId, days) => days.map((localDate) => activityStream(userId, localDate)),
};
