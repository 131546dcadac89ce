import { get } from 'node:http';
import { startApp, type TestApp } from '../testing/start-app.js';

/** Enough for several blocks of an answer. */
const LINES = 3_000;
const NAMES = Array.from({ length: LINES }, (_, n) => `Größtes Programm <${n}> ${'.'.repeat(100)}`);

describe('a report of many lines', () => {
  let app: TestApp;
  let key: string;
  let origin: string;
  beforeAll(async () => {
    app = await startApp();
    origin = await app.listen();
    const user = await app.createUser('many@example.org');
    key = user.key;
    const begin = Date.parse('2026-11-20T08:00:00+01:00');
    for (let first = 0; first < LINES; first += 500) {
      const activities = NAMES.slice(first, first + 500).map((application, n) => {
        const startedAt = begin + (first + n) * 5_000;
        return { id: `${first + n}`, application, startedAt, endedAt: startedAt + 5_000 };
      });
      const { body } = await app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${user.agentKey}`)
        .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities })
        .expect(200);
      expect(body).toMatchObject({ accepted: 500 });
    }
    await app.caughtUp();
  });
  afterAll(() => app.close());

  const query = (format: string, pv = 'rank') => ({ key, pv, format, rb: '2026-11-20', re: '2026-11-20' });

  it.each([
    ['json', 'rank'],
    ['json', 'interval'],
    ['csv', 'rank'],
    ['csv', 'interval'],
  ])('has each of them once, in %s by %s, with the documented headers', async (format, pv) => {
    const { status, headers, text } = await app.http.get('/anapi/data').query(query(format, pv));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(`${format === 'csv' ? 'text/csv' : 'application/json'}; charset=utf-8`);
    expect(headers['cache-control']).toBe('no-cache, no-store, max-age=0, must-revalidate');
    expect(headers['transfer-encoding']).toBe('chunked');
    const names =
      format === 'json'
        ? (JSON.parse(text) as { rows: string[][] }).rows.map((row) => row[3])
        : text
            .trimEnd()
            .split('\n')
            .slice(1)
            .map((line) => line.split(',')[3]);
    expect([...names].sort()).toEqual([...NAMES].sort());
  });

  it('answers HEAD with the same headers and nothing else', async () => {
    const { status, headers, text } = await app.http.head('/anapi/data').query(query('json'));
    expect([status, headers['content-type'], text]).toEqual([200, 'application/json; charset=utf-8', undefined]);
  });

  it('is no trouble when who asks hangs up in the middle of it', async () => {
    for (let n = 0; n < 3; n++) {
      await new Promise<void>((resolve, reject) => {
        const asked = get(`${origin}/anapi/data?${new URLSearchParams(query('json')).toString()}`, (response) => {
          response.once('data', () => response.destroy());
          response.once('close', resolve);
        });
        asked.once('error', reject);
      });
    }
    await app.http.get('/anapi/data').query(query('csv')).expect(200);
  });
});
