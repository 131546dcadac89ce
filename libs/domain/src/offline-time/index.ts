export {
  type OfflinePiece,
  offlineTimeDecider,
  type OfflineTimeCommand,
  type OfflineTimeOfDay,
  type PostOfflineTime,
} from './offline-time-decider.js';
export { type OfflineTime, parseOfflineTime } from './parse-offline-time.js';
