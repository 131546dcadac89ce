import {
  type Alert,
  alertDecider,
  type AlertEvent,
  alertStream,
  type AlertTrigger,
  isReached,
  type LocalDate,
  rangesOfSchedule,
  readAlertEvent,
  startOfDay,
  timeClasses,
  timeOfAlert,
  timeSlices,
  type TriggerAlert,
  zoneClock,
} from '@app/domain';
import { type EventStore, handleCommand } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import type { ReactorOptions } from '../reactors/reaction.js';
import { all, type Counted, readableEvents, recordedUntil } from '../reactors/readable-events.js';
import { readDay, readSchedules, readTaxonomy } from '../reactors/user-log.js';

/** A local day of a user with alerts. */
export interface OwnedDay {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly timeZone: string;
}

/** From when a day is looked at: of one that is over, what the store had by that moment counts, and nothing later. */
export interface Look {
  readonly isOver: boolean;
  /** Epoch ms. */
  readonly atMs: number;
}

/** Namespace of our deterministic event ids: an alert triggers once for a local day. */
const EVENT_IDS = '7a1d3c52-58b7-4b0c-8a8e-2a1c9be0d6f4';

/**
 * Triggers the alerts that the day reaches, by what the log says of the user: activity, taxonomy, schedules and the alerts
 * themselves. An open day is judged for `more-than` alone; of one that is over, for `less-than` only by alerts that were
 * there when it began. An alert that was changed meanwhile is what it is at the look.
 */
export async function judgeAlerts(day: OwnedDay, look: Look, options: ReactorOptions): Promise<void> {
  const { store } = options;
  const { userId, localDate, timeZone } = day;
  const isCounted = look.isOver ? recordedUntil(look.atMs) : all;
  const dayStartMs = startOfDay(localDate, timeZone);
  const alerts = (await readAlerts(store, userId, isCounted)).filter(
    ({ alert, definedMs }) => alert.comparison === 'more-than' || (look.isOver && definedMs <= dayStartMs),
  );
  if (alerts.length === 0) return;
  const [time, { taxonomy }, schedules] = await Promise.all([
    readDay(store, userId, localDate, isCounted),
    readTaxonomy(store, userId, isCounted),
    readSchedules(store, userId, isCounted),
  ]);
  const slices = timeSlices(time.day, timeClasses(taxonomy));
  for (const { alert } of alerts) {
    // Of a schedule that was removed there are no hours.
    const ranges = alert.scheduleId === undefined ? undefined : (rangesOfSchedule(schedules, alert.scheduleId) ?? []);
    const spentMs = timeOfAlert(alert, slices, ranges);
    if (!isReached(alert, spentMs, { localDate, isOver: look.isOver, ranges })) continue;
    const utcOffsetMinutes = zoneClock(timeZone).utcOffsetMinutesAt(look.atMs);
    await trigger(userId, { alertId: alert.id, localDate, at: look.atMs, utcOffsetMinutes, spentMs }, options);
  }
}

/** The same whenever the same triggers, whoever says so. */
export const eventId = (
  stream: string,
  type: string,
  { alertId, localDate }: Pick<AlertTrigger, 'alertId' | 'localDate'>,
): string => uuidV5([stream, type, alertId, localDate].join('\n'), EVENT_IDS);

async function trigger(userId: string, data: TriggerAlert['data'], { store, observer }: ReactorOptions): Promise<void> {
  const stream = alertStream(userId);
  const { localDate, at } = data;
  const command: TriggerAlert = {
    ...{ type: 'TriggerAlert', data },
    metadata: { now: at, principalId: 'alert-reactor' },
  };
  const idOf = ({ type }: AlertEvent) => eventId(stream, type, data);
  const { events } = await handleCommand(store, stream, alertDecider, command, { idOf, despiteNewer: true });
  for (const { type } of events) observer.reacted({ stream, type, localDate });
}

/** The user's alerts, and when the store got the first event of each, in epoch ms. */
async function readAlerts(
  store: EventStore,
  userId: string,
  isCounted: Counted,
): Promise<{ alert: Alert; definedMs: number }[]> {
  let alerts = alertDecider.initialState;
  const definedMs = new Map<number, number>();
  for await (const { event, stored } of readableEvents(store, alertStream(userId), readAlertEvent, isCounted)) {
    alerts = alertDecider.evolve(alerts, event);
    const { id } = event.data;
    if (!definedMs.has(id)) definedMs.set(id, stored.recordedAt.getTime());
  }
  return [...alerts.byId.values()].map((alert) => ({ alert, definedMs: definedMs.get(alert.id) as number }));
}
