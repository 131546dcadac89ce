import { filesWith } from '../testing/files-with.js';
import { parseText } from '../testing/parse-text.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const HOUR_MS = 3_600_000;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

interface Listed {
  readonly devices: readonly {
    id: string;
    hidden: boolean;
    platform: string | null;
    days: object[];
    heardAt: unknown;
    waiting: unknown;
  }[];
}

describe('/api/v1/devices', () => {
  const record = (key: string, device: object, [startedAt, endedAt]: readonly [string, string]) =>
    app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${key}`)
      .send({ device, source: 'computers', activities: [{ id: startedAt, application: 'vim', startedAt, endedAt }] })
      .expect(200);
  const LAPTOP = { id: 'laptop', machine: 'ada-laptop', osUser: 'ada', platform: 'linux' };
  const DESK = { id: 'desk', machine: 'ada-desk', osUser: 'ada' };
  const HEARD = { heardAt: new Date(NOON).toISOString(), waiting: null };
  const devicesOf = async (key: string) => {
    await app.caughtUp();
    const { body } = await app.http.get('/api/v1/devices').set('Authorization', `Bearer ${key}`).expect(200);
    return (body as Listed).devices;
  };
  const hide = (key: string, id: string) =>
    app.http.delete(`/api/v1/devices/${id}`).set('Authorization', `Bearer ${key}`);

  const erasureCompleted = (key: string, id: string) =>
    until('the end of the erasure', async () => {
      const { body } = await app.http.get(`/api/v1/erasures/${id}`).set('Authorization', `Bearer ${key}`);
      return (body as { state: string }).state === 'completed';
    });

  it('lists the devices that time was recorded on, the newest first', async () => {
    const { fullKey: key } = await app.createUser('devices@example.org');
    expect(await devicesOf(key)).toEqual([]);
    await record(key, DESK, ['2026-11-20T09:00:00Z', '2026-11-20T09:30:00Z']);
    await record(key, LAPTOP, ['2026-11-21T09:00:00Z', '2026-11-21T10:00:00Z']);
    expect(await devicesOf(key)).toEqual([
      {
        ...LAPTOP,
        ...{ source: 'computers', newestActivity: 'vim', hidden: false },
        ...{ firstSeen: '2026-11-21T09:00:00.000Z', lastSeen: '2026-11-21T10:00:00.000Z' },
        days: [{ date: '2026-11-21', seconds: 3600 }],
        ...HEARD,
      },
      {
        ...DESK,
        ...{ platform: null, source: 'computers', newestActivity: 'vim', hidden: false },
        ...{ firstSeen: '2026-11-20T09:00:00.000Z', lastSeen: '2026-11-20T09:30:00.000Z' },
        days: [{ date: '2026-11-20', seconds: 1800 }],
        ...HEARD,
      },
    ]);
  });

  it('tells when a device called last, and what waited on it then', async () => {
    const { fullKey: key, agentKey } = await app.createUser('waiting@example.org');
    const { fullKey: stranger } = await app.createUser('waiting-stranger@example.org');
    const call = (waiting: unknown, sender = key, device: object = LAPTOP) =>
      app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${sender}`)
        .send({ device: { ...device, waiting }, source: 'computers', activities: [] });
    const ask = (query: object) =>
      app.http.get('/agent/v1/commands').query(query).set('Authorization', `Bearer ${agentKey}`);
    const told = async () => (await devicesOf(key)).map(({ heardAt, waiting }) => ({ heardAt, waiting }));
    await record(key, LAPTOP, ['2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z']);
    await call({ records: 1200, oldestAt: NOON - HOUR_MS }).expect(200);
    const waiting = { records: 1200, oldestAt: new Date(NOON - HOUR_MS).toISOString() };
    expect(await told()).toEqual([{ ...HEARD, waiting }]);

    app.setNow(NOON + HOUR_MS);
    await call({ records: 7 }, stranger).expect(200);
    await call({ records: 7 }, key, DESK).expect(200);
    expect(await told()).toEqual([{ ...HEARD, waiting }]);
    await ask({ device: 'laptop' }).expect(200);
    const heardAt = new Date(NOON + HOUR_MS).toISOString();
    expect(await told()).toEqual([{ heardAt, waiting }]);

    await call({ records: 3, oldestAt: 8.64e15 }).expect(200);
    expect(await told()).toEqual([{ heardAt, waiting: { records: 3, oldestAt: heardAt } }]);
    app.setNow(NOON + 2 * HOUR_MS);
    const refused = [[], 'many', { records: -1 }, { records: 1.5 }, { records: 1e10 }, { records: 1, oldestAt: 'x' }];
    for (const bad of [...refused, {}, { records: 1, oldestAt: 1e17 }]) await call(bad).expect(400);
    for (const device of ['', 'x'.repeat(65), 'a\u0000b']) await ask({ device }).expect(200);
    expect(await told()).toMatchObject([{ heardAt }]);
    await call({ records: 0, oldestAt: 5 }).expect(200);
    expect(await told()).toMatchObject([{ waiting: { records: 0, oldestAt: null } }]);
    app.setNow(NOON);
  });

  it('erases the time of one device when its owner asks for that, and of a known device only', async () => {
    const { fullKey: key } = await app.createUser('erased-devices@example.org');
    await record(key, DESK, ['2026-11-20T09:00:00Z', '2026-11-20T09:30:00Z']);
    const gone = { ...LAPTOP, machine: 'erased-laptop' };
    await record(key, gone, ['2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z']);
    expect(await devicesOf(key)).toHaveLength(2);
    expect(await filesWith(app.dataDir, 'erased-laptop')).not.toEqual([]);
    const erase = (device: string) =>
      app.http.post('/api/v1/erasures').set('Authorization', `Bearer ${key}`).send({ device });
    await erase('lapptop').expect(404, { error: { code: 'unknown_device', message: 'There is no such device.' } });
    await hide(key, 'laptop').expect(204);
    const { body } = await erase('laptop').expect(202);
    await erasureCompleted(key, (body as { id: string }).id);
    expect((await devicesOf(key)).map(({ id }) => id)).toEqual(['desk']);
    const query = { format: 'json', restrict_begin: '2026-11-20', restrict_end: '2026-11-20' };
    const { body: report } = await app.http.get('/anapi/data').query(query).set('Authorization', `Bearer ${key}`);
    expect((report as { rows: unknown[][] }).rows.map(([, seconds]) => seconds)).toEqual([1800]);
    expect(await filesWith(app.dataDir, 'erased-laptop')).toEqual([]);
    expect(await filesWith(app.dataDir, 'ada-desk')).not.toEqual([]);
  });

  it('hides a device until it has new time; its time stays, and the export says so', async () => {
    const { fullKey: key } = await app.createUser('hidden-devices@example.org');
    await record(key, LAPTOP, ['2026-11-21T09:00:00Z', '2026-11-21T10:00:00Z']);
    await devicesOf(key);
    for (let times = 0; times < 2; times++) await hide(key, 'laptop').expect(204);
    const [hidden] = await devicesOf(key);
    expect(hidden).toMatchObject({ id: 'laptop', hidden: true, days: [{ seconds: 3600 }] });
    const asked = app.http.get('/api/v1/export').set('Authorization', `Bearer ${key}`);
    const exported = await asked.buffer(true).parse(parseText);
    expect(String(exported.body).match(/DeviceHidden/g)).toHaveLength(1);
    await record(key, LAPTOP, ['2026-11-21T08:00:00Z', '2026-11-21T08:30:00Z']);
    expect(await devicesOf(key)).toMatchObject([{ hidden: true }]);
    app.setNow(NOON + HOUR_MS);
    await record(key, LAPTOP, ['2026-11-21T11:10:00Z', '2026-11-21T11:30:00Z']);
    expect(await devicesOf(key)).toMatchObject([{ hidden: false }]);
  });

  it('knows no device of another user', async () => {
    const { fullKey: key } = await app.createUser('owner-of-device@example.org');
    const { fullKey: stranger } = await app.createUser('stranger-to-device@example.org');
    await record(key, LAPTOP, ['2026-11-21T09:00:00Z', '2026-11-21T10:00:00Z']);
    expect(await devicesOf(stranger)).toEqual([]);
    const { body } = await hide(stranger, 'laptop').expect(404);
    expect(body).toMatchObject({ error: { code: 'unknown_device' } });
    expect(await devicesOf(key)).toMatchObject([{ hidden: false }]);
    await app.http.get('/api/v1/devices').expect(401);
  });
});
