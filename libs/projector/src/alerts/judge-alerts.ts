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

/**
 * The moment for which a day is judged. When it is over, later events in the store do not count.
 */
export interface Look {
  readonly isOver: boolean;
  /** Epoch ms. */
  readonly atMs: number;
}

/** The namespace of our deterministic event ids. An alert triggers once for a local day. */
const EVENT_IDS = '7a1d3c52-58b7-4b0c-8a8e-2a1c9be0d6f4';

/**
 * Triggers the alerts that the day reaches. It folds activity, taxonomy, schedules and alerts from
 * the log. An open day is judged for `more-than` only. A day that is over is also judged for
 * `less-than` alerts that existed when it began. The latest change of an alert counts.
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
    // A removed schedule has no hours.
    const ranges = alert.scheduleId === undefined ? undefined : (rangesOfSchedule(schedules, alert.scheduleId) ?? []);
    const spentMs = timeOfAlert(alert, slices, ranges);
    if (!isReached(alert, spentMs, { localDate, isOver: look.isOver, ranges })) continue;
    const utcOffsetMinutes = zoneClock(timeZone).utcOffsetMinutesAt(look.atMs);
    await trigger(userId, { alertId: alert.id, localDate, at: look.atMs, utcOffsetMinutes, spentMs }, options);
  }
}

/** The id of an event about an alert and a day. It is the same in every process. */
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

/** The alerts of a user, and when the store got the first event of each, in epoch ms. */
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
