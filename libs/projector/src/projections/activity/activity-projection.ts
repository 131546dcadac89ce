import { type BucketRow, bucketRows, bucketTimes, type DailyRow, dailyRows } from '@app/domain';
import { BUCKETS, DAILY } from '@app/read-models';
import type { ProjectedTable, Projection } from '../../runtime/projection.js';
import { USER_DAYS, type UserDay } from '../streams/user-days.js';

/** Time by five minutes, activity and document. */
const BUCKETS_OF_DAYS: ProjectedTable<UserDay, BucketRow> = {
  ...BUCKETS,
  rowsOf: ({ owner, day }, after) => bucketRows(owner, day.bucketsSince(after)),
};

/** Time by local day and activity. */
const DAYS: ProjectedTable<UserDay, DailyRow> = {
  ...DAILY,
  rowsOf: ({ owner, day }, after) => dailyRows(owner, day.totalsSince(after)),
};

/** The tables of reports: the time of every user, by activity. */
export const ACTIVITY: Projection<UserDay> = {
  name: 'activity',
  checkpoint: 'activity-2',
  fold: USER_DAYS,
  tables: [BUCKETS_OF_DAYS, DAYS],
  dayOf({ owner, day }) {
    return { ...owner, size: day.size, times: () => bucketTimes(day) };
  },
};
