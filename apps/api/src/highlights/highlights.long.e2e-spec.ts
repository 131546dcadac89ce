import { type HighlightEvent, highlightStream } from '@app/domain';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
let user: TestUser;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
let users = 0;
beforeEach(async () => {
  user = await app.createUser(`highlights-${users++}@b.c`, 'Asia/Kathmandu');
});

const feed = async (key = user.key) =>
  (await app.http.get('/anapi/highlights_feed').query({ key }).expect(200)).body as object[];
const POSTED = { message: 'The highlight has been posted.', id: 1 };

describe('POST /anapi/highlights_post', () => {
  const fields = { description: 'go post', highlight_date: '2026-11-20', source: 'Go Source' };

  it.each<[string, () => Promise<{ body: unknown }>]>([
    [
      'the query, with an empty body',
      async () =>
        app.http
          .post('/anapi/highlights_post')
          .query({ ...fields, key: user.key })
          .expect(200),
    ],
    [
      'a form',
      async () =>
        app.http
          .post('/anapi/highlights_post')
          .type('form')
          .send({ ...fields, key: user.key })
          .expect(200),
    ],
    [
      'JSON',
      async () =>
        app.http
          .post('/anapi/highlights_post')
          .send({ ...fields, key: user.key })
          .expect(200),
    ],
    [
      'a form beside the key in the query',
      async () =>
        app.http
          .post('/anapi/highlights_post.json')
          .query({ key: user.key, format: 'json' })
          .type('form')
          .send(fields)
          .expect(200),
    ],
  ])('takes %s', async (_title, post) => {
    expect((await post()).body).toEqual(POSTED);
    expect(await feed()).toEqual([
      { id: 1, description: 'go post', date: '2026-11-20', created_at: '2026-11-21T16:45:00.000+05:45' },
    ]);
  });

  it('takes a form without encoding, to the letter', async () => {
    const message = 'Fix R&D report + 100% of "edge" cases';
    const body = `key=${user.key}&highlight_date=2026-11-20&description=${message}&source=Code Commit`;
    await app.http.post('/anapi/highlights_post').type('form').send(body).expect(200);
    expect(await feed()).toMatchObject([{ description: message }]);
  });

  it.each([
    ['a Unix time', 1795280400, '2026-11-21'],
    ['the same in milliseconds', 1795280400000, '2026-11-21'],
    ['an ISO date-time', '2026-11-20T22:00:00Z', '2026-11-21'],
    ['a Unix time with a fraction', 1795280400.5, '2026-11-21'],
    ['a compact date', '20261120', '2026-11-20'],
    ['a compact date that is a number', 20261120, '2026-11-20'],
  ])('takes %s as the date, in the zone of the account', async (_title, highlight_date, date) => {
    await app.http
      .post('/anapi/highlights_post')
      .send({ ...fields, highlight_date, key: user.key })
      .expect(200);
    expect(await feed()).toMatchObject([{ date }]);
  });

  it.each([
    ['no date', { highlight_date: '' }, '# invalid highlight date'],
    ['a date that is none', { highlight_date: '2026-02-30' }, '# invalid highlight date'],
    ['a compact date that is none', { highlight_date: '20260230' }, '# invalid highlight date'],
    ['no description', { description: ' ' }, '# invalid description'],
    ['256 characters', { description: 'x'.repeat(256) }, '# invalid description'],
    ['a source of 256 characters', { source: 'x'.repeat(256) }, '# invalid source'],
  ])('refuses %s with 400, and keeps nothing', async (_title, changes, error) => {
    const { body } = await app.http
      .post('/anapi/highlights_post')
      .send({ ...fields, ...changes, key: user.key })
      .expect(400);
    expect(body).toEqual({ error, messages: expect.any(String) });
    expect(await feed()).toEqual([]);
  });

  it('is for premium accounts: a lite one gets 400, and an empty feed', async () => {
    const lite = await app.createUser('lite-highlights@b.c', 'UTC', 'lite');
    const { body } = await app.http
      .post('/anapi/highlights_post')
      .send({ ...fields, key: lite.key })
      .expect(400);
    expect(body).toEqual({ error: '# premium feature', messages: 'Daily highlights are a premium feature.' });
    expect(await feed(lite.key)).toEqual([]);
  });

  it('needs highlight_data of a token', async () => {
    const [right, wrong] = [
      await app.issueToken(user.id, ['highlight_data']),
      await app.issueToken(user.id, ['time_data']),
    ];
    const post = (access_token: string) =>
      app.http.post('/api/oauth/highlights_post').send({ ...fields, access_token });
    await post(wrong).expect(403);
    await post(right).expect(200);
    await app.http.get('/api/oauth/highlights_feed').query({ access_token: wrong }).expect(403);
    const { body } = await app.http.get('/api/oauth/highlights_feed').query({ access_token: right }).expect(200);
    expect(body).toHaveLength(1);
  });
});

describe('GET /anapi/highlights_feed', () => {
  it('has the last 100, newest first, with ids that grow', async () => {
    const posted = Array.from({ length: 101 }, (_, n) => ({
      event: {
        type: 'HighlightPosted',
        data: { id: n + 1, description: `${n}`, date: '2026-11-20', createdAt: n },
      } as HighlightEvent,
      metadata: { now: n, principalId: user.id },
    }));
    await app.stores.eventStore.append(highlightStream(user.id), posted, 'no_stream');
    const ids = (await feed()).map((highlight) => (highlight as { id: number }).id);
    expect(ids).toEqual(Array.from({ length: 100 }, (_, n) => 101 - n));
  });
});

describe('/api/v1/highlights', () => {
  const call = (method: 'get' | 'post' | 'put' | 'delete', path = '') =>
    app.http[method](`/api/v1/highlights${path}`).set('Authorization', `Bearer ${user.fullKey}`);
  const text = { description: 'Released', date: '2026-11-20', source: 'Git' };

  it('posts, reads, replaces and removes', async () => {
    const { body } = await call('post').send(text).expect(201);
    expect(body).toEqual({ id: 1, ...text, createdAt: '2026-11-21T11:00:00.000Z' });
    await call('put', '/1').send({ description: 'Released 1.0', date: '2026-11-19' }).expect(204);
    expect((await call('get', '/1').expect(200)).body).toMatchObject({
      description: 'Released 1.0',
      date: '2026-11-19',
    });
    expect(await feed()).toMatchObject([{ id: 1, description: 'Released 1.0' }]);
    await call('delete', '/1').expect(204);
    expect((await call('get').expect(200)).body).toEqual({ highlights: [] });
    await call('get', '/1').expect(404);
  });

  it.each([
    ['invalid_date', { date: '20 November' }],
    ['invalid_description', { description: '' }],
    ['invalid_request', { description: 1 }],
  ])('refuses as %s', async (code, changes) => {
    const { body } = await call('post')
      .send({ ...text, ...changes })
      .expect(400);
    expect(body).toMatchObject({ error: { code } });
  });

  it('shows no user the highlights of another', async () => {
    await call('post').send(text).expect(201);
    const other = await app.createUser(`other-${users}@b.c`);
    const asOther = (method: 'get' | 'delete') =>
      app.http[method]('/api/v1/highlights/1').set('Authorization', `Bearer ${other.fullKey}`);
    await asOther('get').expect(404);
    await asOther('delete').expect(404);
    expect(await feed(other.key)).toEqual([]);
  });

  it('lists those of some days when asked', async () => {
    for (const date of ['2026-11-19', '2026-11-20', '2026-11-21'])
      await call('post').send({ description: date, date }).expect(201);
    const listed = async (query: object) =>
      ((await call('get').query(query).expect(200)).body as { highlights: { date: string }[] }).highlights.map(
        ({ date }) => date.slice(8),
      );
    expect(await listed({ begin: '2026-11-20', end: '2026-11-20' })).toEqual(['20']);
    expect(await listed({ begin: '2026-11-20' })).toEqual(['21', '20']);
    expect(await listed({ end: '2026-11-19' })).toEqual(['19']);
    await call('get').query({ begin: 'never' }).expect(400);
  });
});
