export { clearActivity, writeBuckets, writeDaily } from './activity/write-rows.js';
export {
  type Checkpoint,
  type CheckpointKey,
  forgetCheckpoints,
  hasForeignCheckpoint,
  readCheckpoint,
  writeCheckpoint,
} from './projection/checkpoints.js';
export { countParkedEvents, type ParkedEvent, parkEvents } from './projection/parked-events.js';
export { attachReadModels, openReadModels, type ReadModels, type ReadModelsLocation } from './read-models.js';
export { readActivityYears, readBuckets, readDaily, type YearOfActivities } from './taxonomy/rows-of-activities.js';
export { readReport } from './analytics/read-report.js';
export { reportSql } from './analytics/report-sql.js';
export { isReadModelsUnavailable } from './errors.js';
