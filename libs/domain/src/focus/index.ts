export type { FocusEvent, FocusSession } from './events.js';
export { type Focus, type FocusCommand, focusDecider, runningSession } from './focus-decider.js';
export { type PastFocusSession, PastSessions } from './past-sessions.js';
export { parseFocusDuration } from './parse-focus-duration.js';
export { readFocusEvent } from './read-focus-event.js';
