export {
  type ActivityTime,
  type CategoryTime,
  type HourOfWeekSums,
  type HourOfWeekTime,
  hoursOfWeek,
  type IntervalSums,
  type RangeReport,
  rangeReport,
} from './range-report.js';
