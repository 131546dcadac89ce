import type { AlertEvent, AlertTrigger } from './events.js';

/**
 * The length of the alerts feed in ms: 30 days. Our choice, because the documentation says
 * "recently".
 */
export const ALERT_FEED_MS = 30 * 86_400_000;

/**
 * The triggers from `sinceMs` (epoch ms) on, newest first, also those of removed alerts. With an
 * `alertId` only the triggers of that alert. At the same moment the larger id comes first.
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
