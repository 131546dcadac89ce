export { daysOfSlice, erasuresOf, parseSliceBound, type Slice, type SliceBound, sliceOfDay } from './erased-slice.js';
export {
  type Erasure,
  type ErasureCommand,
  erasureDecider,
  type ErasurePhase,
  type NoteErasure,
  type RequestErasure,
} from './erasure-decider.js';
export { rangesWith } from './erased-ranges.js';
export type { ErasedDay, ErasedRange, ErasureEvent, ErasureProgress, ErasureRequested } from './events.js';
export { goneTime } from './gone-time.js';
export { durationsWithin, type LaidTime, LaidTimes } from './laid-times.js';
export {
  type Bucket,
  type BucketSeconds,
  bucketsOf,
  deviceOfLane,
  isDeviceOfImport,
  laidTimeIn,
  layGrowth,
  readTimedRow,
  type RowsOfName,
  type TimedRow,
} from './lay-rows.js';
export { parseSlice, type SpokenSlice } from './parse-slice.js';
export { type ImportedLine, placeOf, readImportedLine } from './read-imported-line.js';
export { readErasureEvent } from './read-erasure-event.js';
export { rewrittenDay, type Survivor, survivorsOf, survivorsWithOrigins } from './survivors.js';
export { lastFullQuarter, type UserWeekday, type WeekdayAverage, WeekdayStatistics } from './weekday-statistics.js';
