import type { Server } from './server.js';

/** A user of the fixture, with a key that has every scope. */
export interface FixtureUser {
  readonly id: string;
  readonly key: string;
  readonly timeZone: string;
}

/** What an agent saw, in minutes from the first moment of the history. */
type Seen = readonly [application: string, title: string, url: string | undefined];

const SEEN: readonly Seen[] = [
  ['Emacs', 'notes.org', undefined],
  ['Google Chrome', 'Hacker News', 'https://news.ycombinator.com/item?id=1'],
  ['Google Chrome', 'acme/app, pull request', 'https://www.github.com/acme/app/pull/7'],
  ['Slack', 'general | naïve café ☕', undefined],
  ['Firefox', 'r/all', 'https://old.reddit.com/r/all'],
  ['Terminal', 'make "all", then \\N\ttab', undefined],
  ['Unheard Of', '', undefined],
];
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/**
 * 2026-09-20T06:00:00Z. The days up to `LAST_DAY` hold the end of summer time in Berlin and in New
 * York.
 */
const FIRST_MOMENT = Date.UTC(2026, 8, 20, 6);
const DAYS = 60;

export const FIRST_DAY = '2026-09-20';
export const LAST_DAY = '2026-11-20';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'] as const;

/** Fills an empty server with a little of everything that a log can hold. */
export async function writeHistory(server: Server): Promise<FixtureUser[]> {
  const users: FixtureUser[] = [];
  for (const [n, timeZone] of ZONES.entries()) users.push(await openAccount(server, `user${n}@example.org`, timeZone));
  for (const [n, user] of users.entries()) {
    await recordTime(server, user, n);
    await postSmallThings(server, user);
  }
  await shareInTeam(server, users);
  await eraseSlice(server, users[1] as FixtureUser);
  await server.caughtUp();
  return users;
}

async function openAccount(server: Server, email: string, timeZone: string): Promise<FixtureUser> {
  const bearer = server.adminToken;
  const body = { email, timeZone, password: 'a long enough password' };
  const { id } = await server.json<{ id: string }>('POST', '/api/v1/users', { bearer, body });
  const made = { bearer, body: { name: 'fixture', kind: 'full' } };
  const { key } = await server.json<{ key: string }>('POST', `/api/v1/users/${id}/keys`, made);
  return { id, key, timeZone };
}

/**
 * Records time on two devices for each user. Spans overlap, cross midnight and cross the change of
 * the clocks.
 */
async function recordTime(server: Server, { key }: FixtureUser, seed: number): Promise<void> {
  for (const [device, source] of [['laptop', 'computers'] as const, ['phone', 'mobile'] as const]) {
    const activities = [];
    for (let day = 0; day < DAYS; day += device === 'laptop' ? 1 : 3) {
      for (let n = 0; n < 14; n++) {
        const [application, title, url] = SEEN[(n * 3 + day + seed) % SEEN.length] as Seen;
        const startedAt = FIRST_MOMENT + day * DAY_MS + (n * 73 + ((day * 17 + seed * 5) % 40)) * MINUTE_MS + n * 777;
        const endedAt = startedAt + (1 + ((n * 11 + day) % 80)) * MINUTE_MS + 321;
        const id = `${device}-${day}-${n}`;
        activities.push({ id, application, title, ...(url !== undefined && { url }), startedAt, endedAt });
      }
    }
    const about = { id: device, machine: `${device}-host`, osUser: 'ada', platform: 'linux' };
    for (let n = 0; n < activities.length; n += 200) {
      const body = { device: about, source, activities: activities.slice(n, n + 200) };
      await server.json('POST', '/agent/v1/activities', { bearer: key, body });
    }
  }
}

/** Offline time, highlights, taxonomy, a schedule, alerts and a focus session. */
async function postSmallThings(server: Server, { key: bearer }: FixtureUser): Promise<void> {
  const post = (path: string, body: unknown, method = 'POST') =>
    server.json<{ id: number }>(method, path, { bearer, body });
  const meeting = { duration: 60, activity_name: 'Meeting', activity_details: 'Planning, part "two"' };
  await post('/anapi/offline_time_post', { start_time: '2026-11-04 20:00:00', ...meeting });
  await post('/anapi/highlights_post', { highlight_date: '2026-11-04', description: 'Released 1.0', source: 'Git' });
  await post('/api/v1/taxonomy/activities/Unheard%20Of', { productivity: 2 }, 'PUT');
  const category = { overview: 'Business', category: 'Writing' };
  await post('/api/v1/taxonomy/activities/Emacs', { category, productivity: 1 }, 'PUT').catch(() => undefined);
  const rules = [{ match: 'glob', in: 'url', pattern: 'github.com/acme/*', productivity: 2 }];
  await post('/api/v1/taxonomy/activities/github.com/rules', { rules }, 'PUT');
  const ranges = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
  const { id: scheduleId } = await post('/api/v1/schedules', { name: 'Work', ranges });
  const alert = { comparison: 'more-than', hours: 2, subject: { kind: 'all-productive' } };
  await post('/api/v1/alerts', { ...alert, scheduleId });
  await post('/anapi/start_focustime', { duration: 30 });
  await post('/anapi/end_focustime', {});
}

async function shareInTeam(server: Server, users: readonly FixtureUser[]): Promise<void> {
  const [creator, ...members] = users as [FixtureUser, ...FixtureUser[]];
  const sharing = 'categories';
  const made = { bearer: creator.key, body: { name: 'Team', sharing } };
  const { id } = await server.json<{ id: string }>('POST', '/api/v1/teams', made);
  for (const { key } of members) {
    const asked = { bearer: creator.key };
    const { token } = await server.json<{ token: string }>('POST', `/api/v1/teams/${id}/invitations`, asked);
    await server.json('POST', `/api/v1/invitations/${token}/accept`, { bearer: key, body: { sharing } });
  }
}

/** Erases the mornings of one activity, and waits until the erasure is complete. */
async function eraseSlice(server: Server, { key: bearer }: FixtureUser): Promise<void> {
  const body = { from: '2026-10-10', to: '2026-10-14', activity: 'Emacs' };
  const { id } = await server.json<{ id: string }>('POST', '/api/v1/erasures', { bearer, body });
  for (;;) {
    const { state } = await server.json<{ state: string }>('GET', `/api/v1/erasures/${id}`, { bearer });
    if (state === 'completed') return;
  }
}
