export { bucketTimes } from './bucket-times.js';
export { type DayFrame, dayFrame, type DayHour } from './day-frame.js';
export { type DayLane, LaneDay } from './day-lanes.js';
export {
  type BucketTime,
  type DayReport,
  dayReport,
  type HourSums,
  type LevelSeconds,
  type NamedTime,
  sumsOf,
  type TimelinePiece,
  type TimeSums,
} from './day-report.js';
export type { ShownPiece } from './timeline.js';
export { activitiesOf, sumOfDay, type TimeToSum } from './sum-of-day.js';
