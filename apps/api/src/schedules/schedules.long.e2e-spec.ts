import { startApp, type TestApp } from '../testing/start-app.js';

const QUERY_ERROR = '{"error": "# query error","messages": "Error: Likely a badly formatted or missing parameter"}';
const WORK = { name: 'Work', ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] };
const MONDAY_NIGHT = { name: 'Monday night', ranges: [{ weekdays: [1], from: '22:00', to: '02:00' }] };
const SUNDAY_NIGHT = { name: 'Sunday night', ranges: [{ weekdays: [7], from: '23:00', to: '01:00' }] };
/** A time of November 2026 in Berlin, in epoch ms. The 16th is a Monday. */
const at = (dayAndTime: string) => Date.parse(`2026-11-${dayAndTime}:00+01:00`);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('/api/v1/schedules', () => {
  let key: string;
  let otherKey: string;
  beforeAll(async () => {
    ({ fullKey: key } = await app.createUser('schedules@example.org'));
    ({ fullKey: otherKey } = await app.createUser('other@example.org'));
  });

  async function as(owner: string, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) {
    const { status, body: answer } = await app.http[method](path).set('Authorization', `Bearer ${owner}`).send(body);
    return { status, body: answer as { id?: number; schedules?: object[] } };
  }
  const create = async (owner: string, schedule: object) =>
    (await as(owner, 'post', '/api/v1/schedules', schedule)).body.id as number;

  it('are created, listed, read, replaced and removed, and a number never comes back', async () => {
    const { status, body } = await as(key, 'post', '/api/v1/schedules', { ...WORK, id: 77, color: 'red' });
    expect({ status, body }).toEqual({ status: 201, body: { id: 1, ...WORK } });
    expect(await create(key, MONDAY_NIGHT)).toBe(2);
    expect(await as(key, 'put', '/api/v1/schedules/1', SUNDAY_NIGHT)).toMatchObject({ status: 204 });
    expect(await as(key, 'get', '/api/v1/schedules/1')).toEqual({ status: 200, body: { id: 1, ...SUNDAY_NIGHT } });
    expect(await as(key, 'delete', '/api/v1/schedules/1')).toMatchObject({ status: 204 });
    const left = { status: 200, body: { schedules: [{ id: 2, ...MONDAY_NIGHT }] } };
    expect(await as(key, 'get', '/api/v1/schedules')).toEqual(left);
    expect(await as(key, 'delete', '/api/v1/schedules/2')).toMatchObject({ status: 204 });
    expect(await create(key, WORK)).toBe(6);
  });

  it('that are created at once have a number each', async () => {
    const { fullKey: hasty } = await app.createUser('hasty@example.org');
    const ids = await Promise.all([WORK, MONDAY_NIGHT, SUNDAY_NIGHT].map((schedule) => create(hasty, schedule)));
    expect(ids.sort()).toEqual([1, 2, 3]);
  });

  it('of another user, and those that are not there, are unknown whatever is asked', async () => {
    const { fullKey: stranger } = await app.createUser('no-schedules@example.org');
    const theirs = await create(otherKey, WORK);
    for (const id of [theirs, 0, -1, 999_999]) {
      for (const [method, body] of [['get'], ['put', SUNDAY_NIGHT], ['delete']] as const) {
        const answer = await as(stranger, method, `/api/v1/schedules/${id}`, body);
        expect(answer).toMatchObject({ status: 404, body: { error: { code: 'unknown_schedule' } } });
      }
    }
    expect(await as(otherKey, 'get', `/api/v1/schedules/${theirs}`)).toMatchObject({ status: 200, body: WORK });
    expect(await as('wrong-key', 'get', '/api/v1/schedules')).toMatchObject({ status: 401 });
  });

  it.each([
    [{}, 'invalid_request'],
    [{ ...WORK, name: 7 }, 'invalid_request'],
    [{ ...WORK, ranges: 'always' }, 'invalid_request'],
    [{ ...WORK, ranges: [null] }, 'invalid_request'],
    [{ ...WORK, ranges: [[]] }, 'invalid_request'],
    [{ ...WORK, ranges: [WORK.ranges] }, 'invalid_request'],
    [{ ...WORK, ranges: [{ from: '09:00', to: '10:00' }] }, 'invalid_request'],
    [{ ...WORK, ranges: [{ weekdays: ['1'], from: '09:00', to: '10:00' }] }, 'invalid_request'],
    [{ ...WORK, ranges: [{ weekdays: [1], from: 540, to: '10:00' }] }, 'invalid_request'],
    [{ ...WORK, ranges: [] }, 'no_ranges'],
    [{ ...WORK, name: '' }, 'invalid_name'],
    [{ ...WORK, ranges: [{ weekdays: [8], from: '09:00', to: '10:00' }] }, 'invalid_weekday'],
    [{ ...WORK, ranges: [{ weekdays: [1], from: '09:01', to: '10:00' }] }, 'invalid_time'],
    [{ ...WORK, ranges: [{ weekdays: [1], from: '09:00', to: '09:00' }] }, 'empty_range'],
  ])('%j are refused with %s', async (schedule, code) => {
    const answer = await as(key, 'post', '/api/v1/schedules', schedule);
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('are numbered in digits', async () =>
    expect(await as(key, 'get', '/api/v1/schedules/first')).toMatchObject({ status: 400 }));
});

describe('/anapi/data within a schedule', () => {
  let key: string;
  let fullKey: string;
  const ids: Record<string, number> = {};
  beforeAll(async () => {
    const user = await app.createUser('reports@example.org');
    [key, fullKey] = [user.key, user.fullKey];
    const post = (path: string, body: object) =>
      app.http.post(path).set('Authorization', `Bearer ${fullKey}`).send(body);
    for (const schedule of [MONDAY_NIGHT, SUNDAY_NIGHT, WORK]) {
      ids[schedule.name] = ((await post('/api/v1/schedules', schedule)).body as { id: number }).id;
    }
    const span = (id: string, begin: string, end: string, application: string) => ({
      ...{ id, application, startedAt: at(begin), endedAt: at(end) },
    });
    await post('/agent/v1/activities', {
      device: { id: 'd', machine: 'm', osUser: 'u' },
      source: 'computers',
      activities: [
        span('1', '15T23:50', '16T00:05', 'Emacs'),
        span('2', '16T21:50', '16T22:10', 'Emacs'),
        span('3', '16T23:55', '17T00:05', 'Steam'),
        span('4', '17T01:50', '17T02:10', 'Emacs'),
        span('5', '17T22:00', '17T22:30', 'Emacs'),
      ],
    }).expect(200);
    await app.caughtUp();
  });

  const get = (query: object) =>
    app.http.get('/anapi/data').query({ key, rb: '2026-11-15', re: '2026-11-18', format: 'csv', ...query });
  /** The rows of a report, each cut to these columns. */
  async function rows(query: object, ...columns: number[]): Promise<string[]> {
    const { status, text } = await get(query);
    expect({ status, text }).toMatchObject({ status: 200 });
    const lines = text.trimEnd().split('\n').slice(1);
    return lines.map((line) => columns.map((column) => line.split(',')[column]).join(' '));
  }

  it.each<[title: string, query: object, columns: number[], expected: string[]]>([
    ['ranks activities', {}, [1, 3], ['1200 Emacs', '600 Steam']],
    ['ranks levels', { rk: 'productivity' }, [1, 3], ['1200 2', '600 -2']],
    ['ranks documents', { rk: 'document' }, [1, 3, 4], ['1200 Emacs No Details', '600 Steam No Details']],
    ['lists months', { pv: 'interval', rs: 'month', rk: 'productivity' }, [0, 1], ['01T00:00 1200', '01T00:00 600']],
    [
      'lists days',
      { pv: 'interval', rs: 'day' },
      [0, 1, 3],
      ['16T00:00 600 Emacs', '16T00:00 300 Steam', '17T00:00 600 Emacs', '17T00:00 300 Steam'],
    ],
    [
      'lists hours',
      { pv: 'interval', rs: 'hour' },
      [0, 1, 3],
      ['16T22:00 600 Emacs', '16T23:00 300 Steam', '17T00:00 300 Steam', '17T01:00 600 Emacs'],
    ],
    [
      'lists five minutes',
      { pv: 'interval', rs: 'minute' },
      [0, 1, 3],
      [
        ...['16T22:00 300 Emacs', '16T22:05 300 Emacs', '16T23:55 300 Steam'],
        ...['17T00:00 300 Steam', '17T01:50 300 Emacs', '17T01:55 300 Emacs'],
      ],
    ],
    // (600 s x 2 + 300 s x -2) / 900 s = 0.67
    [
      'lists efficiency',
      { pv: 'interval', rs: 'day', rk: 'efficiency' },
      [0, 1, 3, 4],
      ['16T00:00 900 0.67 66.67', '17T00:00 900 0.67 66.67'],
    ],
    ['drills down', { rk: 'category', rt: 'Games' }, [1, 3], ['600 Steam']],
  ])('over midnight %s', async (_title, query, columns, expected) => {
    const short = (row: string) => row.replace(/^2026-11-(\d\dT\d\d:\d\d):00/, '$1');
    const within = { ...query, restrict_schedule_id: ids['Monday night'] };
    expect((await rows(within, ...columns)).map(short)).toEqual(expected);
  });

  it('counts a Sunday night into Monday, no time outside of the hours, and all of it without a schedule', async () => {
    const days = { pv: 'interval', rs: 'day', rk: 'overview' };
    expect(await rows({ ...days, rsi: ids['Sunday night'] }, 0, 1)).toEqual([
      '2026-11-15T00:00:00 600',
      '2026-11-16T00:00:00 300',
    ]);
    expect(await rows({ rsi: ids['Work'] }, 1, 3)).toEqual([]);
    expect(await rows({}, 1, 3)).toEqual(['5100 Emacs', '600 Steam']);
  });

  it.each(['restrict_schedule_id', 'rsi', 'schedule_id', 's'])('takes it as %s', async (name) =>
    expect(await rows({ [name]: ids['Monday night'] }, 1)).toEqual(['1200', '600']),
  );

  it('follows a schedule that changes, and refuses one that is gone, or of somebody else', async () => {
    const path = `/api/v1/schedules/${ids['Work']}`;
    const narrow = { name: 'Narrow', ranges: [{ weekdays: [2], from: '22:10', to: '24:00' }] };
    await app.http.put(path).set('Authorization', `Bearer ${fullKey}`).send(narrow).expect(204);
    expect(await rows({ s: ids['Work'] }, 1, 3)).toEqual(['1200 Emacs']);
    const { key: stranger } = await app.createUser('stranger@example.org');
    expect(await get({ key: stranger, s: ids['Work'] })).toMatchObject({ status: 400, text: QUERY_ERROR });
    await app.http.delete(path).set('Authorization', `Bearer ${fullKey}`).expect(204);
    expect(await get({ s: ids['Work'] })).toMatchObject({ status: 400, text: QUERY_ERROR });
  });
});
