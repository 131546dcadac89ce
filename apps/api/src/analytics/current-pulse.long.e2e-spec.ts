import { NOON, startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it('answers the pulse of the last half hour to a key, and nothing to a token', async () => {
  const { id, key, agentKey } = await app.createUser('pulse@b.c');
  const pulse = () => app.http.get('/anapi/current_productivity_pulse.json').query({ key });
  const comment = 'Productivity pulse of the last 30 minutes as of 12:00';
  const tooLittle = { pulse: null, color: null, comment: `${comment}: not enough time logged` };
  expect((await pulse().expect(200)).body).toEqual(tooLittle);
  const activities = [{ id: '1', application: 'Emacs', startedAt: NOON - 20 * 60_000, endedAt: NOON }];
  await app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${agentKey}`)
    .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities })
    .expect(200);
  await app.caughtUp();
  expect((await pulse().expect(200)).body).toEqual({ pulse: 100, color: '#2F78BD', comment });
  const access_token = await app.issueToken(id, ['time_data']);
  await app.http.get('/api/oauth/current_productivity_pulse.json').query({ access_token }).expect(404);
});

it('tells the oldest clients that it is there, and that a key is good', async () => {
  const { key } = await app.createUser('old@b.c');
  const good = { c: [0, 'RT:ok'], d: {} };
  expect((await app.http.get('/hello').expect(200)).body).toEqual(good);
  expect((await app.http.post('/anapi/has_key').type('form').send({ rtapi_key: key }).expect(200)).body).toEqual(good);
  const { body } = await app.http.post('/anapi/has_key').type('form').send({ rtapi_key: 'wrong' }).expect(400);
  expect(body).toEqual({ error: '# key not found', messages: 'key not found' });
});

it('floors the pulse once, of whole seconds, not of the rounded efficiency of each bucket', async () => {
  const { key, agentKey } = await app.createUser('third@b.c');
  const minute = (n: number) => NOON - (30 - n) * 60_000;
  // Three buckets at a third of a level, which is not a whole number of hundredths, then two at
  // one: 3 x 100 s + 2 x 300 s of 1,500.
  const productive = [0, 5, 10].map((n) => ({ startedAt: minute(n), endedAt: minute(n) + 100_000 }));
  const neutral = [0, 5, 10].map((n) => ({ startedAt: minute(n) + 100_000, endedAt: minute(n + 5) }));
  const spans = [
    ...[...productive, { startedAt: minute(15), endedAt: minute(25) }].map((span) => ({
      ...span,
      application: 'Gmail',
    })),
    ...neutral.map((span) => ({ ...span, application: 'Zzz unheard of' })),
  ];
  await app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${agentKey}`)
    .send({
      ...{ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers' },
      activities: spans.map((span, n) => ({ id: `${n}`, ...span })),
    })
    .expect(200);
  await app.caughtUp();
  const { body } = await app.http.get('/anapi/current_productivity_pulse.json').query({ key }).expect(200);
  // (900 x 1 + 2 x 1,500) x 25 / 1,500
  expect(body).toMatchObject({ pulse: 65 });
});
