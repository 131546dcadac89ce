import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { FIRST_ID, idAfter } from '../numbering.js';
import { passingOver } from '../events/passing-over.js';
import { VersionedMap } from '../versioned-map.js';
import { describeTrigger } from './describe-alert.js';
import type { Alert, AlertDefinition, AlertEvent, AlertTrigger } from './events.js';
import { isBeyond } from './judge-alert.js';
import { readAlertEvent } from './read-alert-event.js';
import { checkedSubject } from './subjects.js';

export interface DefineAlert extends Command {
  readonly type: 'DefineAlert';
  readonly data: AlertDefinition;
}

export interface ChangeAlert extends Command {
  readonly type: 'ChangeAlert';
  readonly data: Alert;
}

export interface RemoveAlert extends Command {
  readonly type: 'RemoveAlert';
  readonly data: { readonly id: number };
}

/**
 * Records that an alert was reached, by `isReached`. Repeats are safe: an alert triggers once a
 * day.
 */
export interface TriggerAlert extends Command {
  readonly type: 'TriggerAlert';
  readonly data: Omit<AlertTrigger, 'id' | 'description'>;
}

/** Makes a removed alert again, under its id: what it triggered names it. */
export interface RestoreAlert extends Command {
  readonly type: 'RestoreAlert';
  readonly data: Alert;
}

export type AlertCommand = DefineAlert | ChangeAlert | RestoreAlert | RemoveAlert | TriggerAlert;

/** The alerts of one user, in the order of their ids. */
export interface Alerts {
  /** The id for the next definition in the stream. See `idAfter`. */
  readonly nextId: number;
  readonly byId: ReadonlyMap<number, Alert>;
  /**
   * For each alert the days on which it triggered, at most MEMORY_DAYS before the newest of them.
   */
  readonly triggeredOn: ReadonlyMap<number, readonly LocalDate[]>;
}

/** The most alerts of one user. */
export const ALERT_LIMITS = { alerts: 50 } as const;

/**
 * How many days back the trigger days are kept. There is no clock: the count starts at the newest.
 */
const MEMORY_DAYS = 40;

/**
 * The rules of an `alert-` stream. A change to the same definition gives no event.
 *
 * An alert triggers once for a local day, also when several processes report it. It gives no event
 * in three cases. The alert is gone. The time does not reach the present definition. The day is
 * MEMORY_DAYS or more before the newest trigger day.
 *
 * Refuses with `unknown_alert` (never defined, or removed), `invalid_hours`, `invalid_name`,
 * `unknown_overview`, `invalid_level`, `invalid_schedule` and `limit_reached`. It checks only the
 * form of a schedule id. It does not look up activities and categories, because they may get their
 * first time tomorrow. The limit of alerts also holds in the fold: an imported event beyond it
 * changes nothing.
 */
export const alertDecider = passingOver<Alerts, AlertCommand, AlertEvent>(readAlertEvent, {
  initialState: { nextId: FIRST_ID, byId: new Map(), triggeredOn: new Map() },

  decide(command, alerts) {
    const { nextId, byId } = alerts;
    switch (command.type) {
      case 'DefineAlert':
      case 'RestoreAlert': {
        const definition = checkedDefinition(command.data);
        if (byId.size >= ALERT_LIMITS.alerts) {
          throw new DomainError('limit_reached', `There is room for ${ALERT_LIMITS.alerts} alerts.`);
        }
        const id = command.type === 'RestoreAlert' ? checkFormerId(command.data.id, alerts) : nextId;
        return [{ type: 'AlertDefined', data: { id, ...definition } }];
      }
      case 'ChangeAlert': {
        const present = alertOf(byId, command.data.id);
        const alert = { id: present.id, ...checkedDefinition(command.data) };
        return isSame(present, alert) ? [] : [{ type: 'AlertChanged', data: alert }];
      }
      case 'RemoveAlert':
        return [{ type: 'AlertRemoved', data: { id: alertOf(byId, command.data.id).id } }];
      case 'TriggerAlert':
        return trigger(command.data, alerts);
    }
  },

  evolve(alerts, event) {
    const nextId = idAfter(alerts.nextId, event);
    let byId = VersionedMap.of(alerts.byId);
    let triggeredOn = VersionedMap.of(alerts.triggeredOn);
    switch (event.type) {
      case 'AlertDefined':
      case 'AlertChanged':
        if (byId.size < ALERT_LIMITS.alerts || byId.has(event.data.id)) byId = byId.with(event.data.id, event.data);
        break;
      case 'AlertRemoved':
        byId = byId.without(event.data.id);
        triggeredOn = triggeredOn.without(event.data.id);
        break;
      case 'AlertTriggered': {
        const { alertId, localDate } = event.data;
        if (!byId.has(alertId)) break;
        triggeredOn = triggeredOn.with(alertId, remembering(triggeredOn.get(alertId) ?? [], localDate));
        break;
      }
    }
    return { nextId, byId, triggeredOn };
  },

  passedOver: (alerts) => ({ ...alerts, nextId: alerts.nextId + 1 }),
});

function trigger(reached: TriggerAlert['data'], { nextId, byId, triggeredOn }: Alerts): AlertEvent[] {
  const { alertId, localDate, at, utcOffsetMinutes, spentMs } = reached;
  const alert = byId.get(alertId);
  // The user may have changed or removed the alert after it was judged.
  if (!alert || !isBeyond(alert, spentMs)) return [];
  const days = triggeredOn.get(alertId) ?? [];
  if (days.includes(localDate) || !remembering(days, localDate).includes(localDate)) return [];
  const description = describeTrigger(alert);
  const data = { id: nextId, alertId, localDate, description, at, utcOffsetMinutes, spentMs };
  return [{ type: 'AlertTriggered', data }];
}

/**
 * The days with this day, without days that are MEMORY_DAYS or more before the newest one. This day
 * may be too old itself. The result has no order.
 */
function remembering(days: readonly LocalDate[], day: LocalDate): LocalDate[] {
  const all = [...days, day];
  const newest = all.reduce((a, b) => (a > b ? a : b));
  const oldest = addDays(newest, 1 - MEMORY_DAYS);
  return all.filter((each) => each >= oldest);
}

/** The id of an alert that was removed. Throws DomainError `unknown_alert` for any other. */
function checkFormerId(id: number, { nextId, byId }: Alerts): number {
  if (id < nextId && !byId.has(id)) return id;
  throw new DomainError('unknown_alert', 'There was no such alert, or it is there.');
}

function alertOf(byId: Alerts['byId'], id: number): Alert {
  const alert = byId.get(id);
  if (!alert) throw new DomainError('unknown_alert', 'There is no such alert.');
  return alert;
}

/** Only the fields of a definition, from an object with more fields. */
function checkedDefinition({ comparison, hours, subject, scheduleId }: AlertDefinition): AlertDefinition {
  if (!(hours > 0 && hours <= 24))
    throw new DomainError('invalid_hours', 'The hours of an alert are above 0, up to 24.');
  if (scheduleId !== undefined && !(Number.isSafeInteger(scheduleId) && scheduleId >= FIRST_ID)) {
    throw new DomainError('invalid_schedule', 'scheduleId is the id of a schedule.');
  }
  return { comparison, hours, subject: checkedSubject(subject), ...(scheduleId !== undefined && { scheduleId }) };
}

/** Compares two alerts in the form of `checkedDefinition`. */
const isSame = (one: Alert, other: Alert): boolean => JSON.stringify(one) === JSON.stringify(other);
