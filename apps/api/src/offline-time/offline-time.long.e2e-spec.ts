import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
let user: TestUser;
let users = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  user = await app.createUser(`offline-${users++}@b.c`);
});

const MEETING = {
  start_time: '2026-11-20 09:00:00',
  duration: 60,
  activity_name: 'Meeting',
  activity_details: 'Planning',
};
const post = (fields: object, key = user.key) => app.http.post('/anapi/offline_time_post').query({ key }).send(fields);
const rowsOf = async (parameters: Record<string, string>) => {
  await app.caughtUp();
  const { body } = await app.http
    .get('/anapi/data')
    .query({ key: user.key, format: 'json', ...parameters })
    .expect(200);
  return (body as { rows: unknown[][] }).rows;
};
/** The rank or date, and the seconds, of each row. */
const timesOf = async (parameters: Record<string, string>) => (await rowsOf(parameters)).map((row) => row.slice(0, 2));
const ofDay = (day: string) => ({ restrict_begin: day, restrict_end: day, restrict_source_type: 'offline' });

describe('POST /anapi/offline_time_post', () => {
  it('adds time that reports show as offline, under its name and details', async () => {
    expect((await post(MEETING).expect(200)).body).toEqual({ message: 'The offline time has been posted.' });
    expect(await rowsOf(ofDay('2026-11-20'))).toMatchObject([
      [1, 3600, 1, 'Meeting', expect.anything(), expect.anything()],
    ]);
    expect(await rowsOf({ ...ofDay('2026-11-20'), restrict_kind: 'document' })).toMatchObject([
      [1, 3600, 1, 'Meeting', 'Planning', expect.anything(), expect.anything()],
    ]);
    expect(await rowsOf({ ...ofDay('2026-11-20'), restrict_source_type: 'computers' })).toEqual([]);
  });

  it('takes a form with ISO times and the key twice', async () => {
    const fields = {
      ...{ start_time: '2026-11-20T00:00:00-05:00', end_time: '2026-11-20T00:30:00-05:00' },
      ...{ activity_name: 'Meeting', activity_details: 'x', key: user.key },
    };
    await app.http.post('/anapi/offline_time_post').query({ key: user.key }).type('form').send(fields).expect(200);
    expect(await timesOf({ ...ofDay('2026-11-20'), perspective: 'interval' })).toEqual([['2026-11-20T06:00:00', 1800]]);
  });

  it('cuts time over midnight into its two days', async () => {
    await post({ ...MEETING, start_time: '2026-11-19 23:00:00', duration: 180 }).expect(200);
    expect(await timesOf(ofDay('2026-11-19'))).toEqual([[1, 3600]]);
    expect(await timesOf(ofDay('2026-11-20'))).toEqual([[1, 7200]]);
  });

  it('counts the hour that comes twice in autumn', async () => {
    await post({ ...MEETING, start_time: '2026-10-25T00:30:00Z', duration: 90 }).expect(200);
    expect(await timesOf({ ...ofDay('2026-10-25'), perspective: 'interval' })).toEqual([['2026-10-25T02:00:00', 5400]]);
  });

  it('answers the same post again like the first, and adds nothing', async () => {
    const overMidnight = { ...MEETING, start_time: '2026-11-19 23:30:00' };
    for (let n = 0; n < 2; n++) await post(overMidnight).expect(200);
    expect(await timesOf({ ...ofDay('2026-11-20'), restrict_begin: '2026-11-19' })).toEqual([[1, 3600]]);
  });

  it('refuses what overlaps, also on the second day only, and then adds nothing to the first', async () => {
    await post({ ...MEETING, start_time: '2026-11-20 00:10:00', duration: 5 }).expect(200);
    const { body } = await post({ ...MEETING, start_time: '2026-11-19 23:30:00' }).expect(400);
    expect(body).toEqual({ error: '# overlaps offline time', messages: expect.any(String) });
    expect(await rowsOf(ofDay('2026-11-19'))).toEqual([]);
  });

  it('lets one of two overlapping posts through that come at once', async () => {
    const answers = await Promise.all([post(MEETING), post({ ...MEETING, activity_name: 'Drive' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it.each([
    ['# in future', { start_time: '2026-11-21 11:30:00' }],
    ['# too long', { duration: 241 }],
    ['# invalid start time', { start_time: 'noon' }],
    ['# invalid activity name', { activity_name: undefined }],
  ])('refuses with 400: %s', async (error, changes) => {
    expect((await post({ ...MEETING, ...changes }).expect(400)).body).toEqual({ error, messages: expect.any(String) });
  });

  it('is for premium accounts, and needs time_data of a token', async () => {
    const lite = await app.createUser(`lite-offline@b.c`, 'UTC', 'lite');
    expect((await post(MEETING, lite.key).expect(400)).body).toMatchObject({ error: '# premium feature' });
    const wrong = await app.issueToken(user.id, ['highlight_data']);
    await app.http
      .post('/api/oauth/offline_time_post')
      .send({ ...MEETING, access_token: wrong })
      .expect(403);
    const right = await app.issueToken(user.id, ['time_data']);
    await app.http
      .post('/api/oauth/offline_time_post')
      .send({ ...MEETING, access_token: right })
      .expect(200);
  });
});

interface Piece {
  readonly id: string;
  readonly date: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly activity: string;
  readonly details?: string;
}

describe('/api/v1/offline-time', () => {
  const call = (method: 'get' | 'post' | 'put' | 'delete', path = '', key = user.fullKey) =>
    app.http[method](`/api/v1/offline-time${path}`).set('Authorization', `Bearer ${key}`);
  const time = (startedAt: string, endedAt: string, activity = 'Meeting') => ({ startedAt, endedAt, activity });
  const listed = async (begin = '2026-11-01', end = '2026-11-30', key = user.key): Promise<readonly Piece[]> => {
    await app.caughtUp();
    const { body } = await call('get', '', key).query({ begin, end }).expect(200);
    return (body as { pieces: Piece[] }).pieces;
  };
  const short = ({ date, startedAt, endedAt, activity }: Piece) =>
    `${date} ${startedAt.slice(11, 16)}-${endedAt.slice(11, 16)} ${activity}`;
  const add = (...said: Parameters<typeof time>) =>
    call('post')
      .send(time(...said))
      .expect(204);
  const only = async (): Promise<Piece> => {
    const [piece, ...more] = await listed();
    if (!piece || more.length > 0) throw new Error('one piece was expected');
    return piece;
  };

  it('lists the pieces of some days, the newest first, cut at midnight', async () => {
    await call('post')
      .send({ ...time('2026-11-18T23:00', '2026-11-19T01:00'), details: 'Planning' })
      .expect(204);
    await add('2026-11-20T09:00', '2026-11-20T10:00', 'Drive');
    await add('2026-10-31T09:00', '2026-10-31T10:00', 'Before');
    expect((await listed()).map(short)).toEqual([
      '2026-11-20 09:00-10:00 Drive',
      '2026-11-19 00:00-01:00 Meeting',
      '2026-11-18 23:00-00:00 Meeting',
    ]);
    expect((await listed())[1]).toMatchObject({ details: 'Planning', startedAt: '2026-11-19T00:00:00.000+01:00' });
    expect(await listed('2026-11-01', '2026-11-17')).toEqual([]);
  });

  it('changes a piece: its time, its name and its day, and reports follow', async () => {
    await add('2026-11-20T09:00', '2026-11-20T10:00');
    const change = async (to: object) =>
      call('put', `/${(await only()).id}`)
        .send(to)
        .expect(204);
    await change(time('2026-11-20T09:30', '2026-11-20T11:00', 'Drive'));
    expect(short(await only())).toBe('2026-11-20 09:30-11:00 Drive');
    expect(await timesOf(ofDay('2026-11-20'))).toEqual([[1, 5400]]);
    await change(time('2026-11-19T23:30', '2026-11-20T00:30', 'Drive'));
    expect((await listed()).map(short)).toEqual(['2026-11-20 00:00-00:30 Drive', '2026-11-19 23:30-00:00 Drive']);
    expect(await timesOf(ofDay('2026-11-20'))).toEqual([[1, 1800]]);
  });

  it('moves a piece to another day', async () => {
    await add('2026-11-20T09:00', '2026-11-20T10:00');
    await call('put', `/${(await only()).id}`)
      .send(time('2026-11-19T09:00', '2026-11-19T10:00'))
      .expect(204);
    expect(short(await only())).toBe('2026-11-19 09:00-10:00 Meeting');
    expect(await rowsOf(ofDay('2026-11-20'))).toEqual([]);
  });

  it('changes a piece in the hour that comes twice', async () => {
    await add('2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00');
    const pieces = await listed('2026-10-25', '2026-10-25');
    expect(pieces.map(({ startedAt }) => startedAt)).toEqual([
      '2026-10-25T02:00:00.000+01:00',
      '2026-10-25T02:30:00.000+02:00',
    ]);
    await call('delete', `/${pieces[0]?.id}`).expect(204);
    expect(await timesOf({ ...ofDay('2026-10-25'), perspective: 'interval' })).toEqual([['2026-10-25T02:00:00', 1800]]);
  });

  it('takes a piece back, and its time may be entered again', async () => {
    await add('2026-11-20T09:00', '2026-11-20T10:00');
    const { id } = await only();
    await call('delete', `/${id}`).expect(204);
    await call('delete', `/${id}`).expect(404);
    expect(await listed()).toEqual([]);
    expect(await rowsOf(ofDay('2026-11-20'))).toEqual([]);
    await add('2026-11-20T09:00', '2026-11-20T10:00');
    expect(short(await only())).toBe('2026-11-20 09:00-10:00 Meeting');
  });

  it('refuses a change over another piece on either day, and then changes nothing', async () => {
    await add('2026-11-19T23:00', '2026-11-19T23:30');
    await add('2026-11-20T09:00', '2026-11-20T10:00', 'Drive');
    const before = await listed();
    for (const [from, to] of [
      ['2026-11-19T23:15', '2026-11-20T00:15'],
      ['2026-11-19T22:00', '2026-11-19T23:05'],
    ] as const) {
      const answer = await call('put', `/${before[0]?.id}`).send(time(from, to)).expect(400);
      expect(answer.body).toMatchObject({ error: { code: 'overlaps_offline_time' } });
    }
    expect(await listed()).toEqual(before);
  });

  it('of another user is unknown, and so is what no id can be', async () => {
    await add('2026-11-20T09:00', '2026-11-20T10:00');
    const { id } = await only();
    const stranger = await app.createUser(`offline-stranger-${users}@b.c`);
    for (const name of [id, '20261120-1', `${id}0`, '20260230-1795161600000', 'x', '%00', '9'.repeat(500)]) {
      const body = time('2026-11-20T09:00', '2026-11-20T09:30');
      await call('put', `/${name}`, stranger.fullKey).send(body).expect(404);
      await call('delete', `/${name}`, stranger.fullKey).expect(404);
    }
    expect(await listed(undefined, undefined, stranger.key)).toEqual([]);
    expect(await only()).toMatchObject({ id });
  });

  it.each([
    ['2026-11-02', '2026-11-01', 'The first day is after the last day.'],
    ['2026-11-01', '2026-12-02', 'A list of offline time has at most 31 days.'],
    ['2026-02-30', '2026-03-01', '2026-02-30 is not a day. Write 2026-11-29.'],
  ])('refuses the list of %s to %s with a sentence', async (begin, end, message) => {
    const { body } = await call('get').query({ begin, end }).expect(400);
    expect(body).toMatchObject({ error: { message } });
  });
});
