export { type Log, logProjector } from './runtime/log-projector.js';
export { Projector, type ProjectorObserver, type ProjectorOptions } from './runtime/projector.js';
export {
  rebuild,
  type RebuildObserver,
  type RebuildOptions,
  type RebuildProgress,
  RebuildRunningError,
  REBUILT_TABLES,
} from './runtime/rebuilding/rebuild.js';
export { logReactors } from './reactors/log-reactors.js';
export { type ReactorObserver, type ReactorOptions, shareOf, type UserShare } from './reactors/reaction.js';
export { Reactors } from './reactors/reactors.js';
export type { WallClock } from './reactors/wall-clock.js';
export { recordedDays } from './privacy/recorded-days.js';
export { repairUser, type RepairOptions } from './runtime/rebuilding/repair.js';
export { SharedWork, type SharedWorkOptions, type Worker } from './sharding/shared-work.js';
export { type ProjectionStatus, readProjectionStatus } from './runtime/status.js';
