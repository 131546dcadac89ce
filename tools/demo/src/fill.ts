import { answerOf, createTimeledgerClient, localDateOf, momentOf, type TimeledgerClient } from '@app/client';
import { type DayPlan, dayPlan } from './day-plan.js';
import type { DemoPerson } from './demo-folder.js';
import { PEOPLE, type Person } from './people.js';

const MOST_ACTIVITIES = 500;

/** Days to fill, both inclusive, up to a moment. */
export interface Days {
  readonly begin: string;
  readonly end: string;
  /** Epoch ms. What comes later is left out. */
  readonly now: number;
  readonly timeZone: string;
}

/** The day after a local day, or some days after it. */
export const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Sends the days of one person, as an agent and its owner would. To send them again adds nothing.
 */
export async function fill(baseUrl: string, demo: DemoPerson, days: Days): Promise<void> {
  const person = PEOPLE.find(({ name }) => name === demo.name) as Person;
  const agent = createTimeledgerClient({ baseUrl, key: demo.agentKey });
  const owner = createTimeledgerClient({ baseUrl, key: demo.fullKey });
  const noted = await notedHighlights(owner);
  const waiting: object[] = [];
  const send = async () => {
    const device = { id: person.machine, machine: person.machine, osUser: person.name, platform: 'linux' };
    const activities = waiting.splice(0);
    if (activities.length === 0) return;
    const answer = await agent.POST('/agent/v1/activities', {
      body: { device, source: 'computers', activities: activities as never },
    });
    const { rejected } = await answerOf(Promise.resolve(answer));
    if (rejected.length > 0) throw new Error(`The server refused ${rejected.length} activities of the demo.`);
  };
  for (let date = days.begin; date <= days.end; date = dayAfter(date)) {
    const plan = dayPlan(person, date);
    const activities = activitiesOf(plan, date, days);
    if (waiting.length + activities.length > MOST_ACTIVITIES) await send();
    waiting.push(...activities);
    await sendOffline(owner, plan, { ...days, date });
    if (plan.highlight !== undefined && date < localDateOf(days.now, days.timeZone) && !noted.has(date))
      await owner.POST('/api/v1/highlights', { body: { description: plan.highlight, date } });
  }
  await send();
}

/** The newest day on which any person has time: today, or at night and on free days one before. */
export function newestDay(now: number, { timeZone }: { readonly timeZone: string }): string {
  let date = localDateOf(now, timeZone);
  const hasTime = (person: Person) =>
    activitiesOf(dayPlan(person, date), date, { begin: date, end: date, now, timeZone }).length > 0;
  while (!PEOPLE.some(hasTime)) date = dayAfter(date, -1);
  return date;
}

/** The moment of a time of day, in minutes after midnight by the wall clock. */
function momentAt(date: string, minutes: number, timeZone: string): number {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return momentOf(`${date}T${hours}:${rest}:00`, timeZone);
}

/** The pieces of a day that have begun, cut off at the present. */
function activitiesOf({ pieces }: DayPlan, date: string, { now, timeZone }: Days): object[] {
  return pieces
    .map(({ from, to, ...piece }, n) => ({
      ...piece,
      id: `${date}.${n}`,
      startedAt: momentAt(date, from, timeZone),
      endedAt: Math.min(momentAt(date, to, timeZone), now),
    }))
    .filter(({ startedAt, endedAt }) => endedAt > startedAt);
}

async function sendOffline(
  owner: TimeledgerClient,
  { offline }: DayPlan,
  { date, now, timeZone }: Days & { date: string },
): Promise<void> {
  for (const { name, from, to } of offline) {
    const [startedAt, endedAt] = [momentAt(date, from, timeZone), momentAt(date, to, timeZone)];
    if (endedAt > now) continue;
    const body = {
      ...{ startedAt: new Date(startedAt).toISOString(), endedAt: new Date(endedAt).toISOString(), activity: name },
    };
    await owner.POST('/api/v1/offline-time', { body });
  }
}

/** The days that have a highlight already. */
async function notedHighlights(owner: TimeledgerClient): Promise<Set<string>> {
  const { highlights } = await answerOf(owner.GET('/api/v1/highlights'));
  return new Set(highlights.map(({ date }) => date));
}
