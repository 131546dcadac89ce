import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
let user: { id: string; key: string };
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
