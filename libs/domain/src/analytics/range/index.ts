export {
  type ActivityEntry,
  type ActivityTable,
  activityTable,
  byOverview,
  type DocumentTable,
  documentTable,
  type DocumentTime,
} from './activity-table.js';
export {
  type ActivityTime,
  byHourOfWeek,
  type CategoryTime,
  type HourOfWeekSums,
  hoursOfWeek,
  type IntervalSums,
  intervalSums,
  levelSums,
  type RangeActivities,
  rangeActivities,
} from './range-report.js';
