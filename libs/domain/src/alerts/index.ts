export { alertOwnerDecider, type AlertOwnerListed, type ListAlertOwner, readAlertOwnerEvent } from './alert-owners.js';
export { ALERT_LIMITS, type AlertCommand, alertDecider, type Alerts, type TriggerAlert } from './alert-decider.js';
export { ALERT_FEED_MS, alertTriggers } from './alert-triggers.js';
export { describeAlert } from './describe-alert.js';
export type { Alert, AlertDefinition, AlertEvent, AlertSubject, AlertTrigger } from './events.js';
export { type AlertDay, isReached, timeOfAlert, type TimeSlice } from './judge-alert.js';
export { parseAlertFeed } from './parse-alert-feed.js';
export { readAlertEvent } from './read-alert-event.js';
export { timeSlices } from './time-slices.js';
