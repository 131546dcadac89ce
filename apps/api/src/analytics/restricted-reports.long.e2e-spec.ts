import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await startApp();
  user = await app.createUser('restricted@example.org');
  const at = (wallClock: string) => Date.parse(`2026-11-21T${wallClock}+01:00`);
  const activities = [
    { id: '1', application: 'Emacs', title: 'secret plan', startedAt: at('09:00:00'), endedAt: at('09:50:00') },
    {
      id: '2',
      application: 'Zzz unheard of',
      title: 'secret list',
      startedAt: at('09:50:00'),
      endedAt: at('10:00:00'),
    },
  ];
  await app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${user.agentKey}`)
    .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities })
    .expect(200);
  await app.caughtUp();
});
afterAll(() => app.close());

const REPORTS = [
  [
    'overview_data',
    'category_data',
    'Rank,Time Spent (seconds),Number of People,Category\n1,3000,1,Software Development\n2,600,1,Uncategorized\n',
  ],
  [
    'category_data',
    'category_data',
    'Rank,Time Spent (seconds),Number of People,Category\n1,3000,1,Editing & IDEs\n2,600,1,Uncategorized\n',
  ],
  [
    'productivity_data',
    'productivity_data',
    'Rank,Time Spent (seconds),Number of People,Productivity\n1,3000,1,2\n2,600,1,0\n',
  ],
] as const;

describe.each(REPORTS)('/api/oauth/%s', (name, scope, csv) => {
  const get = (access_token: string, parameters: object = {}) =>
    app.http.get(`/api/oauth/${name}`).query({ access_token, format: 'csv', ...parameters });

  it('has its own kind, whatever kind is asked for, by GET and by POST', async () => {
    const token = await app.issueToken(user.id, [scope]);
    for (const kind of ['activity', 'document', 'efficiency', 'nonsense']) {
      expect((await get(token, { restrict_kind: kind, ty: kind }).expect(200)).text).toBe(csv);
    }
    const asked = { access_token: token, format: 'csv', rk: 'activity' };
    expect((await app.http.post(`/api/oauth/${name}`).type('form').send(asked).expect(200)).text).toBe(csv);
  });

  it('looks inside nothing', async () => {
    const token = await app.issueToken(user.id, [scope]);
    for (const inside of [
      { restrict_thing: 'Software Development' },
      { tx: 'Emacs' },
      { restrict_thingy: 'secret plan' },
    ]) {
      const { text } = await get(token, inside).expect(400);
      expect(text).toContain('# query error');
    }
  });

  it('names no activity and no document in any perspective, resolution or format', async () => {
    const token = await app.issueToken(user.id, [scope]);
    for (const perspective of ['rank', 'interval', 'member']) {
      for (const resolution_time of ['minute', 'month']) {
        for (const format of ['csv', 'json']) {
          const { text } = await get(token, { perspective, resolution_time, format, rk: 'document' }).expect(200);
          expect(text).not.toMatch(/emacs|zzz|secret/i);
        }
      }
    }
  });

  it('is opened by its own scope only, and there is none for keys', async () => {
    const others = (['time_data', 'category_data', 'productivity_data', 'alert_data'] as const).filter(
      (one) => one !== scope,
    );
    const { body } = await get(await app.issueToken(user.id, others)).expect(403);
    expect(body).toEqual({ error: '# insufficient scope', messages: expect.stringContaining(scope) });
    await app.http.get(`/anapi/${name}`).query({ key: user.key }).expect(404);
    await get(user.key).expect(401);
  });
});

describe('/anapi/data of an account on the lite plan', () => {
  it('shows three months back, cut within the range', async () => {
    const { key, agentKey } = await app.createUser('lite-reports@example.org', 'UTC', 'lite');
    const at = (day: string) => Date.parse(`${day}T10:00:00Z`);
    const activities = ['2026-08-20', '2026-08-21', '2026-11-20'].map((day, n) => {
      return { id: `${n}`, application: 'Emacs', startedAt: at(day), endedAt: at(day) + 60_000 };
    });
    const device = { id: 'd', machine: 'm', osUser: 'u' };
    await app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${agentKey}`)
      .send({ device, source: 'computers', activities });
    await app.caughtUp();
    const asked = { key, perspective: 'interval', resolution_time: 'day', restrict_begin: '2026-01-01' };
    const { body } = await app.http.get('/anapi/data').query(asked).expect(200);
    const days = (body as { rows: string[][] }).rows.map(([date]) => date);
    expect(days).toEqual(['2026-08-21T00:00:00', '2026-11-20T00:00:00']);
  });
});
