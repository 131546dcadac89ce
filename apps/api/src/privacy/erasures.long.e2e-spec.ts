import { erasureDecider, erasureStream } from '@app/domain';
import { readState } from '@app/event-store';
import { filesWith as filesOf } from '../testing/files-with.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const DAY = '2026-11-20';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

type Method = 'get' | 'post' | 'delete';
async function as(owner: string, method: Method, path: string, body?: object) {
  const { status, body: answer } = await app.http[method](path).set('Authorization', `Bearer ${owner}`).send(body);
  return { status, body: answer as Record<string, unknown> };
}

/** An activity by its local times in Berlin. */
const activity = (id: string, from: string, to: string, named: object) => ({
  ...{ id, application: 'Vim', startedAt: `${DAY}T${from}:00+01:00`, endedAt: `${DAY}T${to}:00+01:00` },
  ...named,
});

async function record(key: string, ...activities: object[]): Promise<void> {
  const device = { id: 'd1', machine: 'm', osUser: 'u' };
  const { status } = await as(key, 'post', '/agent/v1/activities', { device, source: 'computers', activities });
  expect(status).toBe(200);
}

/** Seconds by activity. */
async function report(key: string): Promise<Record<string, number>> {
  await app.caughtUp();
  const query = { restrict_begin: DAY, restrict_end: DAY, format: 'json' };
  const { body } = (await app.http.get('/anapi/data').query(query).set('Authorization', `Bearer ${key}`)) as {
    body: { rows: [number, number, number, string][] };
  };
  return Object.fromEntries(body.rows.map(([, seconds, , name]) => [name, seconds]));
}

const completed = (key: string, id: unknown): Promise<Record<string, unknown>> =>
  until('the end of the erasure', async () => {
    const { body } = await as(key, 'get', `/api/v1/erasures/${String(id)}`);
    return body.state === 'completed' && body;
  });

const filesWith = (text: string) => filesOf(app.dataDir, text);

describe('an erasure', () => {
  it('of an activity is followed to its end, after which no file has it, and reports have the rest', async () => {
    const { fullKey: key } = await app.createUser('slices@example.org');
    await record(
      key,
      activity('a', '09:00', '09:20', { title: 'KeptMarker' }),
      activity('b', '09:20', '09:50', { application: 'ErasedMarker', title: 'ErasedTitle' }),
      activity('c', '09:50', '10:00', { url: 'https://erased-marker.example/ErasedPath' }),
    );
    expect(await report(key)).toEqual({ Vim: 1200, ErasedMarker: 1800, 'erased-marker.example': 600 });

    const first = await as(key, 'post', '/api/v1/erasures', { activity: 'erasedmarker' });
    expect(first).toEqual({ status: 202, body: { id: expect.any(String) as string } });
    const { id } = first.body;
    const requestedAt = '2026-11-21T11:00:00.000Z';
    expect(await completed(key, id)).toEqual({ id, state: 'completed', requestedAt, days: 1, daysDone: 1 });
    const second = await as(key, 'post', '/api/v1/erasures', { from: `${DAY}T09:50:00+01:00` });
    await completed(key, second.body.id);

    for (const text of ['ErasedMarker', 'erasedmarker', 'ErasedTitle', 'ErasedPath', 'erased-marker']) {
      expect([text, await filesWith(text)]).toEqual([text, []]);
    }
    expect(await filesWith('KeptMarker')).not.toEqual([]);
    expect(await report(key)).toEqual({ Vim: 1200 });
    expect(await as(key, 'get', `/api/v1/erasures/${String(id)}`)).toMatchObject({ status: 404 });
  });

  it('takes time that rules name: by its new name that time alone, by the recorded name all of it', async () => {
    const { fullKey: key } = await app.createUser('renamed@example.org');
    const client = (id: string, from: string, to: string, title: string) =>
      activity(id, from, to, { application: 'Browser', title });
    await record(
      key,
      client('a', '09:00', '09:10', 'NamedMarker, acme'),
      client('b', '09:10', '09:20', 'OtherMarker, acme and beta'),
      client('c', '09:20', '09:30', 'PlainMarker'),
      activity('d', '09:30', '09:40', { application: 'client a', title: 'RecordedMarker' }),
    );
    for (const [text, name] of [
      ['beta', 'Client B'],
      ['acme', 'Client A'],
    ]) {
      const rule = { activity: 'browser', match: 'contains', text, name };
      expect(await as(key, 'post', '/api/v1/rules', rule)).toMatchObject({ status: 201 });
    }
    expect(await report(key)).toEqual({ 'Client A': 600, 'Client B': 600, Browser: 600, 'client a': 600 });

    const byName = await as(key, 'post', '/api/v1/erasures', { activity: 'CLIENT A' });
    await completed(key, byName.body.id);
    expect(await report(key)).toEqual({ 'Client B': 600, Browser: 600 });
    for (const text of ['NamedMarker', 'RecordedMarker']) expect([text, await filesWith(text)]).toEqual([text, []]);
    expect(await filesWith('OtherMarker')).not.toEqual([]);

    const byRecorded = await as(key, 'post', '/api/v1/erasures', { activity: 'Browser' });
    await completed(key, byRecorded.body.id);
    expect(await report(key)).toEqual({});
    for (const text of ['OtherMarker', 'PlainMarker']) expect([text, await filesWith(text)]).toEqual([text, []]);
  });

  it('touches no other user, and shows itself to its own user only', async () => {
    const [mine, theirs] = [await app.createUser('mine@example.org'), await app.createUser('theirs@example.org')];
    for (const { fullKey: key } of [mine, theirs]) await record(key, activity('a', '09:00', '09:20', {}));
    const { body } = await as(mine.fullKey, 'post', '/api/v1/erasures', {});
    await completed(mine.fullKey, body.id);
    expect(await as(theirs.fullKey, 'get', `/api/v1/erasures/${String(body.id)}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'unknown_erasure' } },
    });
    expect(await report(mine.fullKey)).toEqual({});
    expect(await report(theirs.fullKey)).toEqual({ Vim: 1200 });
    expect(await as('wrong-key', 'post', '/api/v1/erasures', {})).toMatchObject({ status: 401 });
    expect(await as('wrong-key', 'delete', '/api/v1/account')).toMatchObject({ status: 401 });
  });

  it.each([
    [{ from: 'yesterday' }, 'invalid_time'],
    [{ to: '2026-11-20T10:00' }, 'invalid_time'],
    [{ from: '2026-11-20', to: '2026-11-19' }, 'invalid_range'],
    [{ activity: ' ' }, 'invalid_name'],
    [{ category: 'Gamez' }, 'unknown_category'],
    [{ from: 7 }, 'invalid_request'],
  ])('is refused for %j: %s', async (said, code) => {
    const { fullKey: key } = await app.createUser(`${code}${JSON.stringify(said).length}@example.org`);
    expect(await as(key, 'post', '/api/v1/erasures', said)).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('of the account ends every key at once, leaves no file with it, and frees the address', async () => {
    const { id, fullKey: key } = await app.createUser('leaving-marker@example.org');
    await record(key, activity('a', '09:00', '09:20', { title: 'LeavingTitle' }));
    await report(key);
    expect(await as(key, 'delete', '/api/v1/account')).toMatchObject({ status: 202 });
    expect(await as(key, 'get', '/api/v1/schedules')).toMatchObject({ status: 401 });
    const erasure = async () => (await readState(app.stores.eventStore, erasureStream(id), erasureDecider)).state;
    await until('the end of the account', async () => !(await erasure()));
    for (const text of ['LeavingTitle', 'leaving-marker']) expect([text, await filesWith(text)]).toEqual([text, []]);
    const again = await app.createUser('leaving-marker@example.org');
    expect(again.id).not.toBe(id);
    expect(await report(again.fullKey)).toEqual({});
  });
});
