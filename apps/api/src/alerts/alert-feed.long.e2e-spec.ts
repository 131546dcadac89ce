import { setTimeout as pause } from 'node:timers/promises';
import { alertDecider, alertStream, localDateOfUtcMs } from '@app/domain';
import { handleCommand } from '@app/event-store';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const QUERY_ERROR = '{"error": "# query error","messages": "Error: Likely a badly formatted or missing parameter"}';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The clock of the machine decides which day is open for alerts. */
const NOW = Date.now();
const OFFSET_HOURS = 12 - new Date(NOW).getUTCHours();
/**
 * A zone where it is noon now, so ten minutes ago was the same day. Names of such zones have the
 * opposite sign.
 */
const NOON_ZONE = `Etc/GMT${OFFSET_HOURS > 0 ? '-' : '+'}${Math.abs(OFFSET_HOURS)}`;

describe('/anapi/alerts_feed', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    app.setNow(NOW);
  });
  afterAll(() => app.close());

  async function define(key: string, hours: number, subject: object = { kind: 'total' }): Promise<number> {
    const alert = { comparison: 'more-than', hours, subject };
    const { body } = await app.http
      .post('/api/v1/alerts')
      .set('Authorization', `Bearer ${key}`)
      .send(alert)
      .expect(201);
    return (body as { id: number }).id;
  }

  const ask = (key: string, query: object = {}) => app.http.get('/anapi/alerts_feed').query({ key, ...query });
  async function feed(key: string, query: object = {}): Promise<Record<string, unknown>[]> {
    return (await ask(key, query).expect(200)).body as Record<string, unknown>[];
  }

  /** Appends a trigger of an alert, so long ago, in Kathmandu, which is 5:45 ahead of UTC. */
  async function trigger(userId: string, alertId: number, agoMs: number): Promise<void> {
    const at = NOW - agoMs;
    await handleCommand(app.stores.eventStore, alertStream(userId), alertDecider, {
      type: 'TriggerAlert',
      data: { alertId, localDate: localDateOfUtcMs(at), at, utcOffsetMinutes: 345, spentMs: 20 * 3_600_000 },
      metadata: { now: NOW, principalId: 'tester' },
    });
  }

  it('tells of an alert within seconds of the time that reaches it', async () => {
    const { key, agentKey, fullKey } = await app.createUser('reached@example.org', NOON_ZONE);
    const id = await define(fullKey, 0.1);
    const activity = { id: 'a', application: 'vim', startedAt: NOW - 10 * MINUTE_MS, endedAt: NOW };
    const body = { device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities: [activity] };
    await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${agentKey}`).send(body).expect(200);
    let told: Record<string, unknown>[] = [];
    for (const deadline = Date.now() + 20_000; told.length === 0 && Date.now() < deadline; await pause(50)) {
      told = await feed(key);
    }
    const description = 'You spent 0.1 hours on Total Time.';
    expect(told).toEqual([{ id: id + 1, alert_id: id, description, created_at: expect.any(String) as string }]);
    const createdAt = told[0]?.created_at as string;
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT1[23]:\d\d:\d\d\.\d{3}[+-]\d\d:00$/);
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(NOW);
    expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.now());
  });

  describe('of alerts that triggered before', () => {
    let user: TestUser;
    let much: number;
    let gone: number;
    beforeAll(async () => {
      user = await app.createUser('told@example.org', 'Asia/Kathmandu');
      much = await define(user.fullKey, 4.5, { kind: 'level', productivity: 2 });
      gone = await define(user.fullKey, 2);
      for (const days of [1, 30, 31]) await trigger(user.id, much, days * DAY_MS);
      await trigger(user.id, gone, 2 * DAY_MS);
      await app.http.delete(`/api/v1/alerts/${gone}`).set('Authorization', `Bearer ${user.fullKey}`).expect(204);
    });

    it('tells of the last 30 days, newest first, those of removed alerts included, in the zone of then', async () => {
      const createdAt = (days: number) =>
        new Date(NOW - days * DAY_MS + 345 * MINUTE_MS).toISOString().replace('Z', '+05:45');
      const text = (await ask(user.key).expect(200)).text;
      expect(text).toBe(
        JSON.stringify([
          {
            ...{ id: 3, alert_id: 1, description: 'You spent 4.5 hours on Very Productive Time.' },
            created_at: createdAt(1),
          },
          { id: 6, alert_id: 2, description: 'You spent 2 hours on Total Time.', created_at: createdAt(2) },
          {
            ...{ id: 4, alert_id: 1, description: 'You spent 4.5 hours on Very Productive Time.' },
            created_at: createdAt(30),
          },
        ]),
      );
      expect((await ask(user.key, { op: 'status', format: 'csv' })).text).toBe(text);
    });

    it('lists the alerts that are there, as documented', async () => {
      expect((await ask(user.key, { op: 'list' }).expect(200)).text).toBe(
        '[{"id":1,"description":"More than 4.5 hours of Very Productive Time per day","amount":4.5}]',
      );
    });

    it('keeps to one alert when it is asked to', async () => {
      const idsOf = async (query: object) => (await feed(user.key, query)).map(({ id }) => id);
      expect(await idsOf({ op: 'status', alert_id: much })).toEqual([3, 4]);
      expect(await idsOf({ alert_id: gone })).toEqual([6]);
      expect(await idsOf({ op: 'list', alert_id: much })).toEqual([1]);
      for (const op of ['status', 'list']) expect(await idsOf({ op, alert_id: 12_345 })).toEqual([]);
    });

    it.each([{ op: 'dismiss' }, { alert_id: 'mine' }, { op: 'list', alert_id: '1.5' }])('refuses %j', async (query) => {
      const { status, text } = await ask(user.key, query);
      expect([status, text]).toEqual([400, QUERY_ERROR]);
    });

    it('opens to a token with the scope alert_data alone', async () => {
      const asToken = async (scope: 'alert_data' | 'time_data', path: string) =>
        app.http.get(path).query({ access_token: await app.issueToken(user.id, [scope]), op: 'list' });
      expect((await asToken('alert_data', '/api/oauth/alerts_feed')).body).toHaveLength(1);
      expect((await asToken('alert_data', '/api/oauth/alerts_feed.json')).body).toHaveLength(1);
      expect((await asToken('time_data', '/api/oauth/alerts_feed')).status).toBe(403);
    });
  });

  it('is empty on the Lite plan, and for a user without alerts', async () => {
    const lite = await app.createUser('lite@example.org', 'Europe/Berlin', 'lite');
    await trigger(lite.id, await define(lite.fullKey, 1), DAY_MS);
    const { key } = await app.createUser('none@example.org');
    for (const owner of [lite.key, key]) {
      for (const op of ['status', 'list']) expect(await feed(owner, { op })).toEqual([]);
    }
  });
});
