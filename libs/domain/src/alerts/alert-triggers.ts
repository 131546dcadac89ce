import type { AlertEvent, AlertTrigger } from './events.js';

/**
 * What triggered, newest first, those of removed alerts included; of one moment the later id is the newer.
 * Source: the documented Alerts Feed API, `op=status`, "in reverse chronological order".
 */
export function alertTriggers(events: readonly AlertEvent[]): AlertTrigger[] {
  return events
    .flatMap((event) => (event.type === 'AlertTriggered' ? [event.data] : []))
    .sort((a, b) => b.at - a.at || b.id - a.id);
}
