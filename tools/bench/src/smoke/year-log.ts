import {
  type ActivityRecorded,
  activityStream,
  addDays,
  dayListStream,
  daysListed,
  type LocalDate,
  parseLocalDate,
  UPCASTERS,
  utcMsOfLocalDate,
} from '@app/domain';
import { appendAtEnd, EventStore } from '@app/event-store';
import { pino } from 'pino';
import { LogChanges } from '../../../../apps/api/src/stores/log-changes.js';
import { Accounts } from '../../../../apps/api/src/identity/accounts.js';
import { Credentials } from '../../../../apps/api/src/identity/credentials.js';
import { Keys } from '../../../../apps/api/src/identity/keys.js';
import { PasswordTurns } from '../../../../apps/api/src/identity/password-turns.js';
import { startNode } from '../load/programs.js';
import { recordedTime, take } from '../load/recorded-time.js';
import type { Workspace } from '../load/workspace.js';

/** The days that the log of the benchmark covers, both inclusive. */
export const FIRST_DAY = parseLocalDate('2025-01-01') as LocalDate;
export const LAST_DAY = parseLocalDate('2025-12-31') as LocalDate;
const DAYS = 365;
const EVENTS_OF_A_DAY = 3;
const SPANS_OF_AN_EVENT = 100;
/** 300 spans from eight in the morning: 7.5 hours at the screen. */
const DAY = { startMs: 8 * 3_600_000, meanSeconds: 90 };
const APPENDS_IN_FLIGHT = 16;

export interface YearLog {
  readonly userId: string;
  readonly apiKey: string;
  readonly spans: number;
  /** Position of its last event. */
  readonly position: bigint;
}

/** Writes one user's year into the log of a server that does not run yet. */
export async function writeYearInto(workspace: Workspace, dataDir: string): Promise<YearLog> {
  const node = await startNode(workspace, dataDir);
  const store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  try {
    return await writeYear(store);
  } finally {
    await store.close();
    await node.stop();
  }
}

/**
 * Writes one user's year straight into the log: an account, a key, and three events of 100 spans a
 * day.
 */
export async function writeYear(store: EventStore): Promise<YearLog> {
  const now = utcMsOfLocalDate(LAST_DAY);
  const changes = new LogChanges(store, pino({ enabled: false }));
  const accounts = new Accounts(store, changes, new PasswordTurns());
  const keys = new Keys(accounts, new Credentials(store, changes));
  const user = await accounts.open(
    { email: 'year@bench.example', timeZone: 'UTC', plan: 'premium', openedBy: 'administrator' },
    now,
  );
  const { key } = await keys.make(user.id, { name: 'bench', kind: 'full' }, now);
  let position = -1n;
  const localDates = Array.from({ length: DAYS }, (_, day) => addDays(FIRST_DAY, day));
  const listed = daysListed(localDates).map((event) => ({ event, metadata: { now, principalId: user.id } }));
  await appendAtEnd(store, dayListStream(user.id), listed);
  const days = Array.from({ length: DAYS }, (_, day) => day).values();
  const writeDays = async () => {
    for (const day of days) {
      const appended = await writeDay(store, user.id, day);
      if (appended > position) position = appended;
    }
  };
  await Promise.all(Array.from({ length: APPENDS_IN_FLIGHT }, writeDays));
  return { userId: user.id, apiKey: key, spans: DAYS * EVENTS_OF_A_DAY * SPANS_OF_AN_EVENT, position };
}

/** Appends one day. Resolves to the position of its last event. */
async function writeDay(store: EventStore, userId: string, day: number): Promise<bigint> {
  const localDate = addDays(FIRST_DAY, day);
  const { startMs, meanSeconds } = DAY;
  const spans = recordedTime({ seed: day, startMs: utcMsOfLocalDate(localDate) + startMs, meanSeconds });
  const device = {
    deviceId: 'device-1',
    machine: 'bench',
    osUser: 'bench',
    source: 'computers',
    utcOffsetMinutes: 0,
  } as const;
  const events = Array.from({ length: EVENTS_OF_A_DAY }, () => {
    const data = { ...device, localDate, spans: take(spans, SPANS_OF_AN_EVENT) };
    const event: ActivityRecorded = { type: 'ActivityRecorded', data };
    return { event, metadata: { now: utcMsOfLocalDate(localDate), principalId: userId } };
  });
  const { position } = await store.append(activityStream(userId, localDate), events, 'no_stream');
  return position;
}
