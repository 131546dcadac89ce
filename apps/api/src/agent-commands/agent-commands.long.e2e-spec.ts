import { randomUUID } from 'node:crypto';
import { alertDecider, alertStream, type LocalDate } from '@app/domain';
import { handleCommand } from '@app/event-store';
import type { TestUser } from '../testing/app-actors.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const HOUR_MS = 3_600_000;
const TOTAL = { comparison: 'more-than', hours: 4.5, subject: { kind: 'total' } };

let app: TestApp;
let user: TestUser;
/** A user whose requests are refused: they change nothing, so tests may share it. */
let refused: TestUser;
let users = 0;
beforeAll(async () => {
  app = await startApp();
  app.setNow(Date.now());
  refused = await app.createUser('refused@b.c');
  await as(refused.agentKey, 'post', '/api/v1/focus', { minutes: 1_440 });
});
afterAll(() => app.close());
/** The focus timer uses the clock of the machine, so sessions must be in its future. */
async function newUser(): Promise<void> {
  app.setNow(Date.now());
  user = await app.createUser(`commands-${users++}@b.c`);
}

async function as(key: string, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) {
  const answer = await app.http[method](path).set('Authorization', `Bearer ${key}`).send(body);
  return { status: answer.status, body: answer.body as never, cache: answer.headers['cache-control'] as unknown };
}

interface Commands {
  readonly focus: { sessionId: number; blockedLevels: number[]; allowed: string[]; remainingSeconds: number } | null;
  readonly alerts: { id: number; text: string; at: string }[];
  readonly erasures: { id: string; from: string; to: string; activity?: string; device?: string }[];
}
const commands = async (key = user.agentKey): Promise<Commands> => (await as(key, 'get', '/agent/v1/commands')).body;

describe('the commands of an agent', () => {
  beforeEach(newUser);

  it('say what the session keeps away, as the owner chose, and are not stored on the way', async () => {
    const choice = { levels: [-2, -1], allowed: ['Slack'] };
    expect(await as(user.fullKey, 'put', '/api/v1/focus/blocking', choice)).toMatchObject({ status: 204 });
    expect((await commands()).focus).toBeNull();
    await as(user.agentKey, 'post', '/api/v1/focus', { minutes: 30 });
    expect((await commands()).focus).toMatchObject({
      ...{ blockedLevels: [-2, -1], allowed: ['Slack'], remainingSeconds: 1800 },
    });
    await as(user.fullKey, 'put', '/api/v1/focus/blocking', { levels: [], allowed: [] });
    expect((await commands()).focus).toMatchObject({ blockedLevels: [], allowed: [] });
    expect((await as(user.agentKey, 'get', '/agent/v1/commands')).cache).toBe('no-store');
    expect((await commands((await app.createUser(`other-${users}@b.c`)).agentKey)).focus).toBeNull();
  });

  it('bring the alerts of the last hour, and nothing of another user', async () => {
    const { body: alert } = await as(user.fullKey, 'post', '/api/v1/alerts', TOTAL);
    const trigger = (localDate: string, at: number) =>
      handleCommand(app.stores.eventStore, alertStream(user.id), alertDecider, {
        type: 'TriggerAlert',
        data: {
          ...{ alertId: (alert as { id: number }).id, localDate: localDate as LocalDate, at },
          ...{ utcOffsetMinutes: 60, spentMs: 5 * HOUR_MS },
        },
        metadata: { now: at, principalId: 'system' },
      });
    const now = Date.now();
    app.setNow(now);
    await trigger('2026-11-20', now - HOUR_MS - 1);
    await trigger('2026-11-21', now - HOUR_MS);
    const at = new Date(now - HOUR_MS).toISOString();
    expect((await commands()).alerts).toEqual([{ id: 3, text: expect.stringContaining('4.5 hours') as string, at }]);
    expect((await commands((await app.createUser(`other-${users}@b.c`)).agentKey)).alerts).toEqual([]);
  });

  it('name erased time from the request on, and its bounds for long', async () => {
    app.setNow(NOON);
    const erase = async (slice: object) =>
      ((await as(user.fullKey, 'post', '/api/v1/erasures', slice)).body as { id: string }).id;
    const done = (id: string) =>
      until('the end of the erasure', async () => {
        const { body } = await as(user.fullKey, 'get', `/api/v1/erasures/${id}`);
        return (body as { state?: string }).state === 'completed';
      });
    const first = await erase({ from: '2026-11-19', to: '2026-11-20' });
    const told = [{ id: first, from: '2026-11-18T23:00:00.000Z', to: '2026-11-20T23:00:00.000Z' }];
    expect((await commands()).erasures).toEqual(told);
    await done(first);
    expect((await commands()).erasures).toEqual(told);
    const second = await erase({ activity: 'NamedMarker' });
    await done(second);
    const named = {
      id: second,
      from: new Date(0).toISOString(),
      to: new Date(NOON).toISOString(),
      activity: 'NamedMarker',
    };
    expect((await commands()).erasures).toEqual([...told, named]);
    app.setNow(NOON + 24 * HOUR_MS);
    expect((await commands()).erasures).toEqual(told);
    app.setNow(NOON);
    const third = await erase({ from: '2026-11-21' });
    await done(third);
    const upToNow = { id: third, from: '2026-11-20T23:00:00.000Z', to: '2026-11-21T11:00:00.000Z' };
    expect((await commands()).erasures).toEqual([...told, upToNow, named]);
  });
});

describe('the levels of names', () => {
  it('are those of the present taxonomy of the account', async () => {
    await newUser();
    const ask = async (names: unknown, key = user.agentKey) => as(key, 'post', '/agent/v1/levels', { names });
    const name = 'Unheard Of';
    expect(await ask([name, 'Steam', 'reddit.com'])).toMatchObject({
      ...{ status: 200, cache: 'no-store' },
      body: { levels: [{ name, level: 0 }, { name: 'Steam', level: -2 }, { name: 'reddit.com' }] },
    });
    await as(user.fullKey, 'put', `/api/v1/taxonomy/activities/${name}`, { productivity: -1 });
    expect(await ask(['unheard of'])).toMatchObject({ body: { levels: [{ name: 'unheard of', level: -1 }] } });
    const other = await app.createUser(`other-${users}@b.c`);
    expect(await ask([name], other.agentKey)).toMatchObject({ body: { levels: [{ name, level: 0 }] } });
  });

  it.each([
    ['no names', undefined],
    ['a text', 'Steam'],
    ['a number', [1]],
    ['an empty name', ['']],
    ['a long name', ['x'.repeat(256)]],
    ['too many names', Array.from({ length: 51 }, () => 'x')],
  ])('are not told for %s', async (_title, names) => {
    expect((await as(refused.agentKey, 'post', '/agent/v1/levels', { names })).status).toBe(400);
  });
});

describe('reports of enforcements', () => {
  const runId = randomUUID();
  const report = (counts: object, key = user.agentKey) => as(key, 'post', '/agent/v1/enforcements', counts);
  const counts = { runId, minimised: 2, notified: 1, sites: 4 };
  const shown = async () =>
    (await as(user.key, 'get', '/api/v1/focus')).body as { running: object; sessions: object[] };

  it('are shown with the session, also when they come twice or after its end', async () => {
    await newUser();
    await as(user.agentKey, 'post', '/api/v1/focus', { minutes: 5 });
    const sessionId = (await commands()).focus?.sessionId;
    for (let times = 0; times < 2; times++) expect((await report({ sessionId, ...counts })).status).toBe(204);
    expect((await shown()).running).toMatchObject({ enforced: { minimised: 2, notified: 1, sites: 4 } });
    await as(user.agentKey, 'delete', '/api/v1/focus');
    await report({ sessionId, ...counts, runId: randomUUID(), minimised: 3 });
    expect((await shown()).sessions).toMatchObject([{ enforced: { minimised: 5, notified: 2, sites: 8 } }]);
    const other = await app.createUser(`other-${users}@b.c`);
    expect((await report({ sessionId, ...counts }, other.agentKey)).body).toMatchObject({
      error: { code: 'no_focus_session' },
    });
  });

  it.each([
    [{ sessionId: 2 }],
    [{ sessionId: 0 }],
    [{ runId: 'x' }],
    [{ minimised: -1 }],
    [{ notified: 1.5 }],
    [{ sites: 1e9 }],
    [{ sites: '1' }],
  ])('are refused with %j', async (bad) => {
    expect((await report({ sessionId: 1, ...counts, ...bad }, refused.agentKey)).status).toBe(400);
  });
});

describe('what sessions keep away', () => {
  it.each([
    ['-1 alone', { levels: [-1], allowed: [] }],
    ['another level', { levels: [0], allowed: [] }],
    ['no names', { levels: [-2] }],
    ['a single level', { levels: -2, allowed: [] }],
    ['a number as name', { levels: [], allowed: [7] }],
    ['a blank name', { levels: [], allowed: [' '] }],
    ['a long name', { levels: [], allowed: ['x'.repeat(256)] }],
    ['too many names', { levels: [], allowed: Array.from({ length: 101 }, (_, n) => `${n}`) }],
  ])('is not chosen as %s', async (_title, choice) => {
    expect((await as(refused.fullKey, 'put', '/api/v1/focus/blocking', choice)).status).toBe(400);
    const { body } = await as(refused.key, 'get', '/api/v1/focus');
    expect(body).toMatchObject({ blocking: { levels: [-2], allowed: [] } });
  });
});
