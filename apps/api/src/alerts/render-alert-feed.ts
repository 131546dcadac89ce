import { type Alert, type AlertTrigger, describeAlert, isoDateTime } from '@app/domain';
import { asciiJson } from '../http/ascii-json.js';
import { floatJson } from '../http/float-json.js';

/**
 * Alerts as the JSON array of `op=list`, in the order given: `amount` is the hours of the alert, always with a fraction.
 * Source: the documented Alerts Feed API, "Output Format".
 */
export function renderAlerts(alerts: readonly Alert[]): string {
  const items = alerts.map(
    (alert) => `{"id":${alert.id},"description":${asciiJson(describeAlert(alert))},"amount":${floatJson(alert.hours)}}`,
  );
  return `[${items.join(',')}]`;
}

/**
 * What triggered as the JSON array of `op=status`, in the order given: `created_at` is the moment in the zone that the
 * user had then. Source: the documented Alerts Feed API, "Output Format"; form of the time as recorded.
 */
export function renderAlertTriggers(triggers: readonly AlertTrigger[]): string {
  return asciiJson(
    triggers.map(({ id, alertId, description, at, utcOffsetMinutes }) => ({
      ...{ id, alert_id: alertId, description, created_at: isoDateTime(at, utcOffsetMinutes) },
    })),
  );
}
