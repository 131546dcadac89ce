import { type ActivityRecorded, activityStream, addDays, type LocalDate, utcMsOfLocalDate } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import { recordedTime, take } from '../load/recorded-time.js';

export const SPANS_OF_AN_EVENT = 60;
const EVENTS_OF_A_DAY = 6;
const FIRST_DAY = '2025-01-01' as LocalDate;
const DAY_START_MS = 8 * 3_600_000;
/** 60 spans are an hour and a half. */
const MEAN_SECONDS = 90;
const APPENDS_IN_FLIGHT = 32;
const NAMESPACE = '7b1f7b0e-5d5c-4d0e-9a53-0f8c0b0d2a11';

/**
 * A log of many users' time, in the order in which time goes by: at every hour of a day each user's
 * agent has one event.
 */
export interface ManyUsersLog {
  readonly events: number;
  readonly spans: number;
  /** Position of its newest event. */
  readonly position: bigint;
}

/**
 * Writes at least so many spans straight into the log: whole days of so many users, 360 spans for
 * each user and day.
 */
export async function writeManyUsers(
  store: EventStore,
  asked: { spans: number; users: number },
): Promise<ManyUsersLog> {
  const users = Array.from({ length: asked.users }, (_, n) => uuidV5(`user ${n}`, NAMESPACE));
  const days = Math.ceil(asked.spans / (users.length * EVENTS_OF_A_DAY * SPANS_OF_AN_EVENT));
  let position = -1n;
  for (let day = 0; day < days; day++) {
    const localDate = addDays(FIRST_DAY, day);
    const sequences = users.map((_, user) =>
      recordedTime({
        seed: day * users.length + user,
        startMs: utcMsOfLocalDate(localDate) + DAY_START_MS,
        meanSeconds: MEAN_SECONDS,
      }),
    );
    for (let nth = 0; nth < EVENTS_OF_A_DAY; nth++) {
      const waiting = users.keys();
      const appendSome = async () => {
        for (const user of waiting) {
          const spans = take(sequences[user] as ReturnType<typeof recordedTime>, SPANS_OF_AN_EVENT);
          const appended = await append(store, { userId: users[user] as string, localDate, nth, spans });
          if (appended > position) position = appended;
        }
      };
      await Promise.all(Array.from({ length: APPENDS_IN_FLIGHT }, appendSome));
    }
  }
  const events = days * users.length * EVENTS_OF_A_DAY;
  return { events, spans: events * SPANS_OF_AN_EVENT, position };
}

async function append(
  store: EventStore,
  {
    userId,
    localDate,
    nth,
    spans,
  }: { userId: string; localDate: LocalDate; nth: number; spans: ActivityRecorded['data']['spans'] },
): Promise<bigint> {
  const device = { deviceId: 'laptop', machine: 'bench', osUser: 'bench', source: 'computers' } as const;
  const event: ActivityRecorded = {
    type: 'ActivityRecorded',
    data: { ...device, localDate, utcOffsetMinutes: 0, spans },
  };
  const metadata = { now: utcMsOfLocalDate(localDate), principalId: userId };
  const expected = nth === 0 ? 'no_stream' : BigInt(nth - 1);
  const { position } = await store.append(activityStream(userId, localDate), [{ event, metadata }], expected);
  return position;
}
