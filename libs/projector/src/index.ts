export { type Log, logProjector } from './log-projector.js';
export { Projector, type ProjectorObserver, type ProjectorOptions } from './projector.js';
export {
  rebuild,
  type RebuildObserver,
  type RebuildOptions,
  type RebuildProgress,
  RebuildRunningError,
  REBUILT_TABLES,
} from './rebuild.js';
export { repairUser, type RepairOptions } from './repair.js';
export { Membership, type MembershipOptions, type Roster, rosterIn } from './sharding/membership.js';
export { SharedProjector } from './sharding/shared-projector.js';
export { type ProjectionStatus, readProjectionStatus } from './status.js';
