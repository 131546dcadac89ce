import { gzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../../testing/start-app.js';

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startApp();
  ({ fullKey: key } = await app.createUser('owner@b.c'));
});
afterAll(() => app.close());

const post = (path: string) =>
  app.http.post(path).set('Authorization', `Bearer ${key}`).set('Content-Type', 'application/json');

const nested = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);
const HOSTILE: readonly (readonly [string, string])[] = [
  ['nested lists', nested('[', ']', 100_000)],
  ['nested lists that never end', '['.repeat(100_000)],
  ['nested objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
  ['nested lists in a field', `{"activities":${nested('[', ']', 100_000)}}`],
  [
    'nested lists in each activity',
    `{"activities":[${Array(60)
      .fill(nested('[', ']', 1_000))
      .join(',')}]}`,
  ],
  ['many members', `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join(',')}}`],
  ['many empty objects', `{"activities":[${Array(80_000).fill('{}').join(',')}]}`],
];

describe.each(['/agent/v1/activities', '/api/v1/imports'])('POST %s', (path) => {
  it.each(HOSTILE)('refuses %s with 400, and answers others meanwhile', async (_title, text) => {
    const { status, body } = await post(path).send(text);
    expect([status, body]).toMatchObject([400, { error: { code: 'complex_json' } }]);
    await app.http.get('/health/live').expect(200);
  });

  it('counts what a compressed body becomes', async () => {
    const request = post(path).set('Content-Encoding', 'gzip');
    request.write(gzipSync('['.repeat(100_000)));
    const { status, body } = await request;
    expect([status, body]).toMatchObject([400, { error: { code: 'complex_json' } }]);
  });

  it.each(['utf-16', 'utf-16le', 'utf-32'])('refuses JSON in %s, whose brackets it cannot count', async (charset) => {
    const { status } = await post(path).set('Content-Type', `application/json; charset=${charset}`).send('{}');
    expect(status).toBe(400);
  });
});

it.each([
  ['/anapi/highlights_post', 400],
  ['/oauth/token', 401],
  ['/api/v1/keys', 400],
])('POST %s answers nested JSON with %d', async (path, status) => {
  await post(path)
    .send(`{"a":${nested('[', ']', 30_000)}}`)
    .expect(status);
});

it('takes a full batch of an agent, and texts with any brackets', async () => {
  const startedAt = Date.parse('2026-11-21T09:00:00Z');
  const activities = Array.from({ length: 500 }, (_, n) => ({
    ...{ id: String(n), application: 'Vim', title: '[[[{{{'.repeat(10) },
    ...{ startedAt: startedAt + n * 1_000, endedAt: startedAt + n * 1_000 + 1_000 },
  }));
  const device = { id: 'd', machine: 'm', osUser: 'u' };
  const { body } = await post('/agent/v1/activities').send({ device, source: 'computers', activities }).expect(200);
  expect(body).toMatchObject({ accepted: expect.anything() });
});

it.each([
  [
    { format: 'timeledger', lines: [null, 'text', { line: 3 }, { line: 4, first: 'x'.repeat(65), data: {} }] },
    [
      ...[null, null].map((line) => ({ line, code: 'unreadable_event', message: 'The line is no object.' })),
      ...['data', 'first'].map((name, n) => ({
        line: 3 + n,
        message: expect.stringContaining(`field ${name} `) as string,
      })),
    ],
  ],
  [
    { format: 'rescuetime', bucketSeconds: 300, rows: [null, 7, { line: 3 }] },
    [null, null, 3].map((line) => expect.objectContaining({ line, code: 'invalid_date' }) as object),
  ],
])('a batch of lines without a form is refused line by line: %j', async (batch, rejected) => {
  const { body } = (await post('/api/v1/imports').send(batch).expect(200)) as { body: object };
  expect(body).toMatchObject({ imported: 0, rejected });
});
