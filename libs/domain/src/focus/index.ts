export { sumOfRuns } from './enforcements.js';
export type {
  BlockedLevel,
  EnforcementCounts,
  FedFocusEvent,
  FocusBlocking,
  FocusEvent,
  FocusSession,
} from './events.js';
export { type Focus, type FocusCommand, focusDecider, runningSession } from './focus-decider.js';
export { MOST_ALLOWED, MOST_COUNTED } from './limits.js';
export { type PastFocusSession, PastSessions } from './past-sessions.js';
export { parseFocusDuration } from './parse-focus-duration.js';
export { readFocusEvent } from './read-focus-event.js';
