import type { TestUser } from '../testing/app-actors.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const MINUTE = 60_000;
const device = { id: 'laptop-1', machine: 'laptop', osUser: 'ada', platform: 'linux' };
const activity = (id: string, from: number, to: number, application = 'XTerm') => ({
  id,
  application,
  title: `title of ${id}`,
  startedAt: NOON + from * MINUTE,
  endedAt: new Date(NOON + to * MINUTE).toISOString(),
});

describe('POST /agent/v1/activities', () => {
  let app: TestApp;
  let user: TestUser;
  beforeAll(async () => {
    app = await startApp();
    user = await app.createUser('activities@example.org');
  });
  afterAll(() => app.close());

  const post = (body: object, withKey = user.agentKey) =>
    app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${withKey}`).send(body);
  const batch = (...activities: unknown[]) => ({ device, source: 'computers', activities });
  const secondsOf = async (activityName: string): Promise<number> => {
    await app.caughtUp();
    const { body } = (await app.http.get('/anapi/data').query({ key: user.key, format: 'json' })) as {
      body: { rows: unknown[][] };
    };
    return Number(body.rows.find((row) => row[3] === activityName)?.[1] ?? 0);
  };

  it('acknowledges what it recorded, and the time is in the report', async () => {
    const answer = await post(batch(activity('a1', -60, -50), activity('a2', -50, -45, 'Emacs')));
    expect(answer.headers['timeledger-newest-agent']).toMatch(/^\d+\.\d+\.\d+$/);
    const { status, body } = answer;
    expect({ status, body }).toEqual({
      status: 200,
      body: { accepted: 2, duplicates: 0, rejected: [], nextSyncSeconds: 180, serverTime: NOON },
    });
    expect(await secondsOf('XTerm')).toBe(600);
    expect(await secondsOf('Emacs')).toBe(300);
  });

  it('counts a retry as duplicates, whole or cut another way, and records nothing twice', async () => {
    const [first, second, third] = [
      activity('b1', -40, -39, 'b'),
      activity('b2', -39, -38, 'b'),
      activity('b3', -38, -37, 'b'),
    ];
    await post(batch(first, second)).expect(200);
    expect((await post(batch(first, second))).body).toMatchObject({ accepted: 0, duplicates: 2 });
    expect((await post(batch(second, third, third))).body).toMatchObject({ accepted: 1, duplicates: 2 });
    expect(await secondsOf('b')).toBe(180);
  });

  it('records each activity once when the same batch arrives many times at once', async () => {
    const activities = Array.from({ length: 20 }, (_, n) => activity(`c${n}`, -30 + n / 10, -30 + (n + 1) / 10, 'c'));
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(batch(...activities)).expect(200)));
    const accepted = answers.reduce((sum, { body }) => sum + (body as { accepted: number }).accepted, 0);
    expect(accepted).toBe(20);
    expect(await secondsOf('c')).toBe(120);
  });

  it('rejects a bad activity by its place with a code, and records the others', async () => {
    const { status, body } = await post(
      batch(
        activity('d1', -20, -19, 'd'),
        { ...activity('d2', 0, 0), endedAt: NOON - MINUTE },
        activity('d3', 1, 2, 'd'),
        activity('d4', -24 * 60 - 1, 0, 'd'),
        'nonsense',
        activity('d5', -19, -18, 'd'),
      ),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accepted: 2,
      duplicates: 0,
      rejected: [
        { index: 1, code: 'reversed' },
        { index: 2, code: 'in_future' },
        { index: 3, code: 'too_long' },
        { index: 4, code: 'not_an_object' },
      ],
    });
    expect(await secondsOf('d')).toBe(120);
  });

  it('puts time over local midnight into both days', async () => {
    const other = await app.createUser('midnight@example.org');
    await post(batch(activity('m', -12 * 60 - 10, -12 * 60 + 20)), other.agentKey).expect(200);
    await app.caughtUp();
    const query = {
      key: other.key,
      perspective: 'interval',
      interval: 'day',
      restrict_begin: '2026-11-20',
      format: 'csv',
    };
    const { text } = await app.http.get('/anapi/data').query(query);
    expect(text.split('\n').slice(1)).toEqual([
      '2026-11-20T00:00:00,600,1,XTerm,Systems Operations,2',
      '2026-11-21T00:00:00,1200,1,XTerm,Systems Operations,2',
      '',
    ]);
  });

  describe('refuses, and stores nothing', () => {
    const wholeBatch = () => batch(activity('refused', -10, -9, 'refused'));
    afterAll(async () => expect(await secondsOf('refused')).toBe(0));

    it.each(['no-such-key', '', 'x'.repeat(10_000)])('an unknown key (%.12p)', async (wrong) => {
      const { status, body } = await post(wholeBatch(), wrong);
      expect(status).toBe(401);
      expect(body).toEqual({ error: { code: 'key_not_found', message: 'The API key is missing or unknown.' } });
    });

    it('malformed JSON', async () => {
      const { status, body } = await app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${user.agentKey}`)
        .set('Content-Type', 'application/json')
        .send('{"device":');
      expect(status).toBe(400);
      expect(body).toEqual({ error: { code: 'malformed_json', message: 'The body is not JSON.' } });
    });

    it('a body over 256 KB', async () => {
      const { status, body } = await post({ ...wholeBatch(), padding: 'x'.repeat(257 * 1024) });
      expect(status).toBe(413);
      expect(body).toEqual({ error: { code: 'body_too_large', message: 'The body is too large.' } });
    });

    it('more than 500 activities', async () => {
      const { status, body } = await post(
        batch(...Array.from({ length: 501 }, (_, n) => ({ ...activity('r', 0, 1), id: n }))),
      );
      expect(status).toBe(413);
      expect(body).toMatchObject({ error: { code: 'too_many_activities' } });
    });

    it('a batch of the wrong form, naming every fault', async () => {
      const { status, body } = await post({ device: { id: '', machine: 'm' }, source: 'offline', activities: {} });
      expect(status).toBe(400);
      const { error } = body as { error: { code: string; details: string[] } };
      expect(error.code).toBe('invalid_request');
      for (const field of ['device.id', 'device.osUser', 'source', 'activities']) {
        expect(error.details.join('\n')).toContain(field);
      }
    });
  });
});
