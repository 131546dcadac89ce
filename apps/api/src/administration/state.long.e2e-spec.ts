import { randomUUID } from 'node:crypto';
import { PROJECTIONS } from '@app/projector';
import { insertSelect } from '@app/read-models';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

let app: TestApp;
let ada: TestUser;
beforeAll(async () => {
  app = await startApp();
  ada = await app.createUser('ada@example.org');
  const stay = { id: '1', application: 'vim', startedAt: '2026-11-20T08:00:00Z', endedAt: '2026-11-20T09:00:00Z' };
  const batch = { device: { id: 'd', machine: 'm', osUser: 'ada' }, source: 'computers', activities: [stay] };
  await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${ada.agentKey}`).send(batch).expect(200);
  await app.caughtUp();
});
afterAll(() => app.close());

const asAdmin = (method: 'get' | 'post', path: string) =>
  app.http[method](`/api/v1/administration/${path}`).set('Authorization', `Bearer ${app.adminToken}`);
interface State {
  readonly rebuild: { readonly state: string } | null;
}
const state = async () => (await asAdmin('get', 'state').expect(200)).body as State;
const report = async () => {
  const query = { rb: '2026-11-20', re: '2026-11-20', format: 'csv', key: ada.key };
  return (await app.http.get('/anapi/data').query(query).expect(200)).text.trimEnd().split('\n').slice(1);
};
const untilDone = () => until('the rebuild to be done', async () => (await state()).rebuild?.state === 'done');

describe('the state of the server', () => {
  it('says how far each projection is, and names parked events with the reason and nothing of their content', async () => {
    const newest = (await app.stores.eventStore.lastEvent())?.position.toString();
    expect(await state()).toEqual({
      ...{ caughtUp: true, lagSeconds: 0, otherHistory: false, logPosition: newest, rebuild: null },
      projections: ['activity', 'devices'].map((name) => ({ name, caughtUp: true, position: newest })),
      parked: { count: 0, newest: [] },
    });
    const event = { type: 'ActivityRecorded', data: { spans: 'secret title' } };
    const metadata = { now: 0, principalId: 'somebody' };
    const stream = `activity-${ada.id}.20261119`;
    await app.stores.eventStore.append(stream, [{ event, metadata }], 'no_stream');
    await app.caughtUp();
    const { body, headers } = await asAdmin('get', 'state').expect(200);
    const reason = 'The field localDate holds what no version of Timeledger writes.';
    const parked = { stream, revision: '0', type: 'ActivityRecorded', reason, parkedAt: expect.any(String) as string };
    expect(body).toMatchObject({ caughtUp: true, parked: { count: 1, newest: [parked] } });
    expect(JSON.stringify(body)).not.toContain('secret title');
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('a rebuild', () => {
  it('that was cut off is told, and the next one goes on there', async () => {
    const { eventStore, readModels } = app.stores;
    const tables = PROJECTIONS.flatMap((projection) => projection.tables);
    await readModels.makeSideTables(tables, 'rebuild');
    const longAgo = Date.now() - 60_000;
    await readModels.writeRebuild(await eventStore.identity(), {
      ...{ id: randomUUID(), tables: tables.map(({ name }) => name), state: 'filling' },
      ...{ position: 0n, target: 100n, events: 7, startedAt: longAgo, updatedAt: longAgo },
    });
    expect(await state()).toMatchObject({ rebuild: { state: 'cut_off', share: 0, events: 7 } });
    await asAdmin('post', 'rebuild').expect(202);
    await untilDone();
    expect(await report()).toEqual([expect.stringContaining('vim')]);
  });

  it('corrects rows that no event explains, one at a time, while reports go on', async () => {
    await app.stores.readModels.database.change(
      insertSelect(
        `INSERT INTO buckets (user_id, bucket_local, bucket_utc, source, activity, document, local_date, duration_ms, version)
         VALUES ('${ada.id}', '2026-11-20 12:00:00', '2026-11-20 11:00:00', 'computers', 'wrong', 'w', '2026-11-20', 1000, 1)`,
      ),
    );
    const started = await Promise.all(Array.from({ length: 4 }, () => asAdmin('post', 'rebuild')));
    expect(started.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
    expect(started.find(({ status }) => status === 409)?.body).toMatchObject({ error: { code: 'rebuild_running' } });
    expect(await report()).toEqual([expect.stringContaining('vim')]);
    await untilDone();
    const { body } = await asAdmin('get', 'state');
    expect(body).toMatchObject({ rebuild: { state: 'done', share: 1, events: expect.any(Number) as number } });
    const rows = await app.stores.readModels.database.rows(`SELECT activity FROM buckets FINAL`);
    expect(new Set(rows.flat())).toEqual(new Set(['vim']));
    expect(await report()).toEqual(['1,3600,1,vim,Editing & IDEs,2']);
    await asAdmin('post', 'rebuild').expect(202);
    await untilDone();
  });

  it('that another process runs is told', async () => {
    const storeId = await app.stores.eventStore.identity();
    const known = await app.stores.readModels.readRebuild(storeId);
    if (!known) throw new Error('There was no rebuild.');
    const soon = Date.now() + 60_000;
    await app.stores.readModels.writeRebuild(storeId, { ...known, state: 'filling', position: 0n, updatedAt: soon });
    expect(await state()).toMatchObject({ rebuild: { state: 'filling', share: 0 } });
    expect((await asAdmin('post', 'rebuild').expect(409)).body).toMatchObject({ error: { code: 'rebuild_running' } });
  });
});

it.each([
  ['get', 'state'],
  ['post', 'rebuild'],
] as const)('%s %s is the administrator’s: no key, no session and no cookie opens it', async (method, path) => {
  const password = 'correct horse battery';
  await app.http
    .post('/sign-up')
    .type('form')
    .send({ email: `${path}@b.c`, password, time_zone: 'UTC' })
    .expect(303);
  const { headers } = await app.http
    .post('/sign-in')
    .type('form')
    .send({ email: `${path}@b.c`, password });
  const cookies = (headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';', 1)[0]).join('; ');
  for (const shown of [
    {},
    { Cookie: cookies },
    { Authorization: `Bearer ${ada.fullKey}` },
    { Authorization: 'Bearer x' },
  ])
    await app.http[method](`/api/v1/administration/${path}`).set(shown).expect(401);
  await app.http[method](`/api/v1/administration/${path}?key=${app.adminToken}`).expect(401);
});
