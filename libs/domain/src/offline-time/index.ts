export { offlineTimeDecider, type PostOfflineTime } from './offline-time-decider.js';
export { type OfflineTime, parseOfflineTime } from './parse-offline-time.js';
