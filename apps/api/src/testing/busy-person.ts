import type { TestApp } from './start-app.js';

const HOSTILE = '<b onclick="alert(1)">&amp;</b>\u202e שלום 👩‍👩‍👧';
const LONG = 'Donaudampfschiff'.repeat(600);
/** The longest name of most things. */
const FULL_NAME = LONG.slice(0, 100);
const LONGEST_NAME = LONG.slice(0, 255);
const SPAN_MS = 90_000;
const FIRST_DAYS = ['2026-01-01', '2026-11-13', '2026-11-17', '2026-11-19', '2026-11-20'];

interface Person {
  readonly email: string;
  readonly password: string;
}

/**
 * Makes a person who has something on every page of the web application. Each list has a name with
 * markup that runs from right to left, and one that is as long as it may be.
 */
export async function busyPerson(app: TestApp, { email, password }: Person): Promise<void> {
  const admin = { Authorization: `Bearer ${app.adminToken}` };
  const made = await app.http
    .post('/api/v1/users')
    .set(admin)
    .send({ email, password, timeZone: 'Europe/Berlin' })
    .expect(201);
  const { id } = made.body as { id: string };
  const key = await app.createKey(id, 'full');
  const as = async (method: 'post' | 'put' | 'delete', path: string, sent: object): Promise<{ id: string }> => {
    const answer = await app.http[method](path).set('Authorization', `Bearer ${key}`).send(sent);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body as { id: string };
  };
  const today = Date.now() - 100 * SPAN_MS;
  for (const machine of [HOSTILE, FULL_NAME])
    for (const start of [...FIRST_DAYS.map((day) => Date.parse(`${day}T08:00:00Z`)), today])
      await as('post', '/agent/v1/activities', {
        ...{ device: { id: machine.slice(0, 60), machine, osUser: 'ada' }, source: 'computers' },
        activities: stays(start),
      });
  await app.caughtUp();
  for (const name of [HOSTILE, FULL_NAME]) {
    await as('post', '/api/v1/keys', { name, kind: 'read' });
    await as('put', `/api/v1/taxonomy/categories/Utilities/${encodeURIComponent(name)}`, { productivity: 1 });
    await as('put', `/api/v1/taxonomy/activities/${encodeURIComponent(name)}`, { productivity: -2 });
    const { id: scheduleId } = await as('post', '/api/v1/schedules', {
      ...{ name, ranges: [1, 2, 3].map((day) => ({ weekdays: [day, 7], from: '09:00', to: '17:00' })) },
    });
    const subject = { kind: 'activity', name };
    await as('post', '/api/v1/goals', { aim: 'at-least', hours: 4, per: 'day', subject, scheduleId });
    await as('post', '/api/v1/alerts', { comparison: 'more-than', hours: 1.5, subject, scheduleId });
    await as('post', '/api/v1/rules', { activity: 'github.com', match: 'contains', text: name, name });
    const team = await as('post', '/api/v1/teams', { name, sharing: 'levels' });
    if (!team.id) throw new Error('The server made no team.');
  }
  for (const [n, description] of [HOSTILE, LONGEST_NAME].entries()) {
    for (const date of ['2026-11-20', '2026-11-19', dayOf(Date.now())])
      await as('post', '/api/v1/highlights', { description, date, source: description.slice(0, 50) });
    const [startedAt, endedAt] = [`2026-11-18T1${n}:00`, `2026-11-18T1${n}:45`];
    await as('post', '/api/v1/offline-time', { startedAt, endedAt, activity: description, details: description });
  }
  await as('post', '/api/v1/focus', { minutes: 25 });
  await as('delete', '/api/v1/focus', {});
  await as('post', '/api/v1/focus', { minutes: 50 });
  await as('put', '/api/v1/account', { profile: { city: HOSTILE } });
  await app.issueToken(id, ['time_data', 'alert_data']);
  await app.caughtUp();
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A hundred stretches of time in ten programs and ninety sites. */
function stays(start: number): object[] {
  return Array.from({ length: 100 }, (_, n) => {
    const startedAt = start + n * SPAN_MS;
    const span = { id: `${startedAt}`, startedAt, endedAt: startedAt + SPAN_MS };
    if (n % 10 === 1) return { ...span, application: HOSTILE, title: LONG };
    if (n % 10 === 2) return { ...span, application: FULL_NAME, title: HOSTILE };
    if (n % 10 < 5)
      return { ...span, application: 'Firefox', url: `https://github.com/a${n}`, title: `Pull request ${n}` };
    return { ...span, application: 'Firefox', url: `https://site-${n}.example/`, title: `Page ${n}` };
  });
}
