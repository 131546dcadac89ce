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
