import { type Alert, type AlertTrigger, describeAlert, isoDateTime } from '@app/domain';
import { asciiJson } from '../http/ascii-json.js';
import { floatJson } from '../http/bodies/float-json.js';

/**
 * Alerts as the JSON array of `op=list`, in the given order. `amount` is the hours of the alert,
 * always with a fraction. Source: the documented Alerts Feed API, "Output Format".
 */
export function renderAlerts(alerts: readonly Alert[]): string {
  const items = alerts.map(
    (alert) => `{"id":${alert.id},"description":${asciiJson(describeAlert(alert))},"amount":${floatJson(alert.hours)}}`,
  );
  return `[${items.join(',')}]`;
}

/**
 * Triggers as the JSON array of `op=status`, in the given order. `created_at` is the moment in the
 * zone that the user had then. Source: the documented Alerts Feed API, "Output Format"; form of the
 * time as recorded.
 */
export function renderAlertTriggers(triggers: readonly AlertTrigger[]): string {
  return asciiJson(
    triggers.map(({ id, alertId, description, at, utcOffsetMinutes }) => ({
      ...{ id, alert_id: alertId, description, created_at: isoDateTime(at, utcOffsetMinutes) },
    })),
  );
}
