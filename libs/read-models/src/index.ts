export {
  BUCKETS,
  DAILY,
  emptyTables,
  EncodedRows,
  hasRows,
  type RowTable,
  type TableShape,
  writeEncoded,
  writeRows,
} from './activity/write-rows.js';
export {
  type Checkpoint,
  type CheckpointKey,
  type CheckpointKeys,
  forgetCheckpoints,
  hasForeignCheckpoint,
  leastCheckpoint,
  readCheckpoint,
  readCheckpoints,
  writeCheckpoint,
  writeCheckpoints,
} from './projection/checkpoints.js';
export { readLiveMembers, writeHeartbeat, writeLeave } from './projection/members.js';
export { readRebuild, type RebuildRecord, writeRebuild } from './projection/rebuilds.js';
export {
  dropSideTables,
  makeSideTables,
  markSideTables,
  mergeSideTable,
  sideTableOf,
  type SidePurpose,
  swapSideTables,
} from './projection/side-tables.js';
export { countParkedEvents, type ParkedEvent, parkEvents } from './projection/parked-events.js';
export {
  attachReadModels,
  openReadModels,
  type ReadModels,
  type ReadModelsLocation,
  type ServerLocation,
} from './read-models.js';
export { DEVICE_DAYS } from './devices/device-days-table.js';
export { type DeviceTime, readDevices } from './devices/read-devices.js';
export { NativeColumns } from './formats/native-columns.js';
export { readReport, type ReportOwner } from './analytics/read-report.js';
export { type BoundQuery, type TimeAsked, timeSql } from './analytics/time-sql.js';
export { isReadModelsUnavailable } from './errors.js';
export { arePartsGone, engineTime, eraseDayRows, eraseUserRows, tablesOnHand } from './privacy/erase-rows.js';
export { readWeekdays, type WeekdayTime } from './privacy/read-weekdays.js';
