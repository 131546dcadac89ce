import { parseText } from '../testing/parse-text.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const MOST = 3;
const MINUTE_MS = 60_000;

let app: TestApp;
let now = NOON;
beforeAll(async () => {
  app = await startApp({ mostDevices: MOST });
});
afterAll(() => app.close());

/** The tables are read again after ten seconds. */
function later(): void {
  now += MINUTE_MS;
  app.setNow(now);
}

const record = (key: string, id: string, at = '09:00') =>
  app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${key}`)
    .send({
      device: { id, machine: 'm', osUser: 'u' },
      source: 'computers',
      activities: [{ id: at, application: 'vim', startedAt: `2026-11-20T${at}:00Z`, endedAt: `2026-11-20T${at}:30Z` }],
    });
const statusOf = async (...asked: Parameters<typeof record>) => (await record(...asked)).status;

async function fullAccount(email: string): Promise<{ id: string; fullKey: string }> {
  const user = await app.createUser(email);
  for (let n = 0; n < MOST; n++) await record(user.fullKey, `device-${n}`).expect(200);
  return user;
}

describe('an account with as many devices as it may have', () => {
  it('takes no new one, with a code by its name, and goes on with those that it has', async () => {
    const { fullKey: key } = await fullAccount('full@example.org');
    const { status, body } = await record(key, 'one-more');
    expect([status, body]).toMatchObject([409, { error: { code: 'too_many_devices' } }]);
    await app.caughtUp();
    later();
    expect(await statusOf(key, 'one-more')).toBe(409);
    expect(await statusOf(key, 'device-0', '10:00')).toBe(200);
    const other = await app.createUser('other@example.org');
    expect(await statusOf(other.fullKey, 'one-more')).toBe(200);
  });

  it('takes no more of them when they come at the same time', async () => {
    const { fullKey: key } = await app.createUser('at-once@example.org');
    const statuses = await Promise.all(Array.from({ length: 12 }, (_, n) => statusOf(key, `device-${n}`)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(MOST);
  });

  it('has room again when one is removed from the list, or erased', async () => {
    const { fullKey: key } = await fullAccount('removed@example.org');
    await app.caughtUp();
    await app.http.delete('/api/v1/devices/device-0').set('Authorization', `Bearer ${key}`).expect(204);
    later();
    expect([await statusOf(key, 'new-1'), await statusOf(key, 'new-2')]).toEqual([200, 409]);
    expect(await statusOf(key, 'device-0', '10:00')).toBe(200);
    await app.caughtUp();
    await app.http
      .post('/api/v1/erasures')
      .set('Authorization', `Bearer ${key}`)
      .send({ device: 'device-1' })
      .expect(202);
    await until('a place for another device', async () => {
      later();
      return (await statusOf(key, 'new-3')) === 200;
    });
  });

  it('keeps no place for a call that records nothing', async () => {
    const { fullKey: key } = await app.createUser('nothing@example.org');
    for (let n = 0; n < MOST; n++) {
      const { body } = await record(key, `device-${n}`, 'nonsense').expect(200);
      expect(body).toMatchObject({ accepted: 0, rejected: [{ code: 'invalid_time' }] });
    }
    expect(await statusOf(key, 'another')).toBe(200);
  });

  it('takes an import without the lines of further devices', async () => {
    const { fullKey: key, id } = await fullAccount('import@example.org');
    const exported = await app.http
      .get('/api/v1/export')
      .set('Authorization', `Bearer ${key}`)
      .buffer(true)
      .parse(parseText);
    const line = (exported.body as string).split('\n').find((one) => one.includes('ActivityRecorded')) as string;
    const event = JSON.parse(line) as { stream: string; type: string; data: object };
    const lines = ['device-0', 'one-more'].map((deviceId, n) => ({
      ...{ line: n + 1, first: 'f', stream: `activity-${id}.20261120`, id: `${n}`, type: event.type },
      data: { ...event.data, deviceId },
    }));
    const { body } = await app.http
      .post('/api/v1/imports')
      .set('Authorization', `Bearer ${key}`)
      .send({ format: 'timeledger', lines })
      .expect(200);
    expect(body).toMatchObject({ imported: 1, rejected: [{ line: 2, code: 'too_many_devices' }] });
  });

  it('keeps no place for lines of an import that their day refuses', async () => {
    const { fullKey: key, id } = await app.createUser('full-day@example.org');
    const startedAt = Date.parse('2026-11-20T00:00:00+01:00');
    const line = (n: number, deviceId: string, count: number) => ({
      ...{ line: n, first: 'f', stream: `activity-${id}.20261120`, id: `${n}`, type: 'ActivityRecorded' },
      data: {
        ...{ deviceId, machine: 'm', osUser: 'u', source: 'computers', localDate: '2026-11-20', utcOffsetMinutes: 60 },
        spans: Array.from({ length: count }, (_, index) => {
          return { id: `${n}-${index}`, application: 'vim', startedAt, endedAt: startedAt + 86_400_000 };
        }),
      },
    });
    const lines = [line(1, 'first', 200), line(2, 'second', 1), line(3, 'third', 1)];
    const { body } = await app.http
      .post('/api/v1/imports')
      .set('Authorization', `Bearer ${key}`)
      .send({ format: 'timeledger', lines })
      .expect(200);
    expect(body).toMatchObject({
      imported: 1,
      rejected: [
        { line: 2, code: 'day_full' },
        { line: 3, code: 'day_full' },
      ],
    });
    const dayBefore = (deviceId: string) => ({
      ...{ device: { id: deviceId, machine: 'm', osUser: 'u' }, source: 'computers' },
      activities: [
        { id: deviceId, application: 'vim', startedAt: '2026-11-19T09:00:00Z', endedAt: '2026-11-19T09:30:00Z' },
      ],
    });
    for (const device of ['fourth', 'fifth']) {
      const answer = app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${key}`);
      await answer.send(dayBefore(device)).expect(200);
    }
  });

  it('takes an archive: its 24 devices are none of the person', async () => {
    const { fullKey: key } = await fullAccount('archive@example.org');
    const row = (line: number) => ({ line, date: '2020-01-01T09:00:00', seconds: 3600, activity: `a${line}` });
    const { body } = await app.http
      .post('/api/v1/imports')
      .set('Authorization', `Bearer ${key}`)
      .send({ format: 'rescuetime', bucketSeconds: 3600, rows: Array.from({ length: 5 }, (_, n) => row(n + 1)) })
      .expect(200);
    expect(body).toMatchObject({ imported: 5, rejected: [] });
  });
});
