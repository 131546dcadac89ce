import { summaryStream } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

/** Long ago by any clock, so every day up to it is over, and the real day closer closes it. */
const TODAY = Date.parse('2020-02-01T12:00:00+01:00');
const TEN_MINUTES = { total_hours: 0.17, total_duration_formatted: '10m', software_development_percentage: 100 };

describe('/anapi/daily_summary_feed', () => {
  let app: TestApp;
  let user: TestUser;
  let lite: TestUser;
  beforeAll(async () => {
    app = await startApp();
    app.setNow(TODAY);
    user = await app.createUser('summaries@example.org');
    lite = await app.createUser('lite@example.org', 'Europe/Berlin', 'lite');
    await record(user.agentKey, '2020-01-17', '2020-01-18', '2020-01-31', '2020-02-01');
    await record(lite.agentKey, '2020-01-31');
    await summaryEvents(user.id, 4);
    await summaryEvents(lite.id, 1);
  });
  afterAll(() => app.close());

  let spans = 0;
  /** Records ten minutes of vim on each day, from an hour that is later with each call. */
  async function record(key: string, ...dates: string[]): Promise<void> {
    const activities = dates.map((date) => {
      const hour = String(4 + spans++).padStart(2, '0');
      return { id: `s${spans}`, application: 'vim', startedAt: `${date}T${hour}:00Z`, endedAt: `${date}T${hour}:10Z` };
    });
    const device = { id: 'laptop-1', machine: 'laptop', osUser: 'ada' };
    const body = { device, source: 'computers', activities };
    await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${key}`).send(body).expect(200);
  }

  /** The events of the summary, once it has so many. */
  const summaryEvents = (userId: string, count: number): Promise<StoredEvent[]> =>
    until(`${count} events in the summary`, async () => {
      const events: StoredEvent[] = [];
      for await (const event of app.stores.eventStore.read(summaryStream(userId))) events.push(event);
      return events.length >= count && events;
    });

  async function feed(key: string, query: object = {}): Promise<Record<string, unknown>[]> {
    const answer = await app.http.get('/anapi/daily_summary_feed').query({ key, ...query });
    expect(answer.status).toBe(200);
    return answer.body as Record<string, unknown>[];
  }

  it('is fed by the days that the server closes, and reports are no less up to date for that', async () => {
    const other = await app.createUser('closed@example.org');
    await record(other.agentKey, '2020-01-15');
    expect(await summaryEvents(other.id, 1)).toMatchObject([
      { type: 'DayClosed', data: { localDate: '2020-01-15', levels: { '2': 600_000 } } },
    ]);
    await app.caughtUp();
  });

  it('holds the days with time of the two weeks up to yesterday, newest first', async () => {
    const days = await feed(user.key);
    expect(days).toMatchObject([
      { date: '2020-01-31', id: Date.parse('2020-01-31T00:00-08:00') / 1000, productivity_pulse: 100, ...TEN_MINUTES },
      { date: '2020-01-18', id: Date.parse('2020-01-18T00:00-08:00') / 1000, ...TEN_MINUTES },
    ]);
    expect(Object.keys(days[0] ?? {})).toHaveLength(59);
  });

  it('goes on with the user’s own days', async () => {
    app.setNow(Date.parse('2020-02-01T22:59:59Z'));
    expect((await feed(user.key)).map(({ date }) => date)).toEqual(['2020-01-31', '2020-01-18']);
    app.setNow(Date.parse('2020-02-01T23:00:00Z'));
    expect((await feed(user.key)).map(({ date }) => date)).toEqual(['2020-02-01', '2020-01-31']);
    app.setNow(TODAY);
  });

  it('is JSON as recorded, whatever else is asked, and in a token’s place too', async () => {
    const asked = { format: 'csv', restrict_begin: '2020-01-18', date: '2020-01-18' };
    const { text, headers } = await app.http.get('/anapi/daily_summary_feed').query({ key: user.key, ...asked });
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    });
    expect(text).toMatch(
      /^\[\{"id":1580457600,"date":"2020-01-31","productivity_pulse":100,"very_productive_percentage":100\.0,/,
    );
    const token = await app.issueToken(user.id, ['time_data']);
    for (const path of ['/api/oauth/daily_summary_feed', '/api/oauth/daily_summary_feed.json']) {
      expect((await app.http.get(path).query({ access_token: token }).expect(200)).text).toBe(text);
    }
    const narrow = await app.issueToken(user.id, ['alert_data']);
    await app.http.get('/api/oauth/daily_summary_feed').query({ access_token: narrow }).expect(403);
  });

  it('is empty for a user without closed days, and on the Lite plan', async () => {
    const { key } = await app.createUser('idle@example.org');
    expect(await feed(key)).toEqual([]);
    expect(await feed(lite.key)).toEqual([]);
  });

  it('does not follow the user’s classes, and replaces a day to which time came late', async () => {
    const before = await feed(user.key);
    const path = '/api/v1/taxonomy/activities/vim';
    await app.http.put(path).set('Authorization', `Bearer ${user.fullKey}`).send({ productivity: -2 }).expect(204);
    const { text: report } = await app.http
      .get('/anapi/data')
      .query({ key: user.key, rk: 'productivity', rb: '2020-01-31', re: '2020-01-31', format: 'csv' });
    expect(report).toContain('600,1,-2');
    expect(await feed(user.key)).toEqual(before);
    await record(user.agentKey, '2020-01-18');
    await summaryEvents(user.id, 5);
    const [yesterday, restated] = await feed(user.key);
    expect(yesterday).toEqual(before[0]);
    expect(restated).toMatchObject({
      id: before[1]?.id,
      very_productive_duration_formatted: '20m',
      distracting_hours: 0,
    });
  });

  it('passes over events that cannot be read', async () => {
    const before = await feed(user.key);
    const stream = summaryStream(user.id);
    const event = { type: 'DayRestated', data: { localDate: '2020-01-31', levels: null } };
    await app.stores.eventStore.append(stream, [{ event, metadata: { now: 0, principalId: 'tester' } }], 4n);
    expect(await feed(user.key)).toEqual(before);
  });
});
