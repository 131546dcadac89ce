import type { AlertEvent, AlertTrigger } from './events.js';

/** How far back the alerts feed goes, in ms. Our choice, where "recently" is all that is documented: 30 days. */
export const ALERT_FEED_MS = 30 * 86_400_000;

/**
 * What triggered at `sinceMs` (epoch ms) or later, newest first, those of removed alerts included; given an `alertId`, of
 * that alert alone. Of one moment the later id is the newer.
 * Source: the documented Alerts Feed API, `op=status`, "in reverse chronological order".
 */
export function alertTriggers(
  events: readonly AlertEvent[],
  { sinceMs, alertId }: { readonly sinceMs: number; readonly alertId: number | undefined },
): AlertTrigger[] {
  return events
    .flatMap((event) => (event.type === 'AlertTriggered' ? [event.data] : []))
    .filter((trigger) => trigger.at >= sinceMs && (alertId === undefined || trigger.alertId === alertId))
    .sort((a, b) => b.at - a.at || b.id - a.id);
}
