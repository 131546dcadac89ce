import { startApp, type TestApp } from '../testing/start-app.js';

const DAY = '2026-11-20';
const MINUTE_MS = 60_000;
const UMLAUT = 'münchen.de';
const PUNYCODE = 'xn--mnchen-3ya.de';
const CAFE = 'Caf\u00e9';
const CAFE_APART = 'Cafe\u0301';

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startApp();
  ({ fullKey: key } = await app.createUser('one-site@example.org'));
  const device = { id: 'd', machine: 'm', osUser: 'u' };
  const seen: object[] = [
    ...[`https://${UMLAUT}/a`, `https://MÜNCHEN.DE./b`, `http://${PUNYCODE}:80/c`].map((url) => ({ url })),
    ...['https://github.com/x', 'https://GitHub.com./x', 'https://github.com:443/x'].map((url) => ({ url })),
    ...[
      { application: CAFE, title: 'r\u00e9sum\u00e9' },
      { application: CAFE_APART, title: 're\u0301sume\u0301' },
    ],
    { url: `data:text/plain,${'A'.repeat(10_000)}` },
  ];
  const start = Date.parse(`${DAY}T09:00:00+01:00`);
  const activities = seen.map((named, n) => ({
    ...{ id: `s${n}`, application: 'Firefox', title: 'page', ...named },
    ...{ startedAt: start + n * MINUTE_MS, endedAt: start + (n + 1) * MINUTE_MS },
  }));
  const recorded = await app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${key}`)
    .send({ device, source: 'computers', activities });
  expect(recorded.body).toMatchObject({ accepted: seen.length, rejected: [] });
  await app.caughtUp();
});
afterAll(() => app.close());

async function rowsOf(query: object): Promise<unknown[][]> {
  const asked = { rb: DAY, re: DAY, format: 'json', ...query };
  const { body } = await as('get', '/anapi/data').query(asked).expect(200);
  return (body as { rows: unknown[][] }).rows;
}

const as = (method: 'get' | 'put' | 'post', path: string, body?: object) =>
  app.http[method](path).set('Authorization', `Bearer ${key}`).send(body);

describe('spellings of one activity', () => {
  it('are one row, and a site is shown in Unicode', async () => {
    const rows = await rowsOf({ rk: 'activity' });
    expect(rows.map(([, seconds, , activity]) => [seconds, activity])).toEqual(
      expect.arrayContaining([
        [180, UMLAUT],
        [180, 'github.com'],
        [120, CAFE],
        [60, 'Firefox'],
      ]),
    );
    expect(rows).toHaveLength(4);
    const document = ['r\u00e9sum\u00e9', 120];
    const documents = await rowsOf({ rk: 'document' });
    expect(documents.map((row) => [row[4], row[1]])).toContainEqual(document);
  });

  it.each([
    ...[UMLAUT, PUNYCODE, 'MÜNCHEN.DE', `${UMLAUT}.`, `www.${UMLAUT}`, 'mu\u0308nchen.de'].map((name) => [name, 180]),
    ...['github.com', 'github.com.', 'GITHUB.com', 'github.com:443', 'www.github.com'].map((name) => [name, 180]),
    ...[CAFE, CAFE_APART].map((name) => [name, 120]),
    ...[['github', 0]],
  ])('are found by %s', async (name, seconds) => {
    const inside = await rowsOf({ rk: 'activity', rt: name });
    expect(inside.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(seconds);
    const levels = await rowsOf({ rk: 'productivity', rt: name });
    expect(levels.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(seconds);
  });

  it.each([
    [UMLAUT, PUNYCODE, UMLAUT],
    [PUNYCODE, `${UMLAUT}.`, UMLAUT],
    [CAFE_APART, CAFE, CAFE],
    ['GitHub.com.', 'github.com', 'github.com'],
  ])('have the level that is set for %s, then for %s', async (one, other, shown) => {
    for (const [name, level] of [
      [one, -2],
      [other, 2],
    ] as const) {
      await as('put', `/api/v1/taxonomy/activities/${encodeURIComponent(name)}`, { productivity: level }).expect(204);
      const row = (await rowsOf({ rk: 'activity' })).find(([, , , activity]) => activity === shown);
      expect(row?.at(-1)).toBe(level);
    }
  });

  it.each([
    [UMLAUT, 'url', `${UMLAUT}/a`],
    [PUNYCODE, 'url', `${PUNYCODE}/a`],
    [UMLAUT, 'url', 'mu\u0308nchen.de/a'],
    [CAFE, 'document', 're\u0301sume\u0301'],
    [CAFE_APART, 'document', 'r\u00e9sum\u00e9'],
  ])('are split by a rule of %s for the %s %s', async (name, place, pattern) => {
    const path = `/api/v1/taxonomy/activities/${encodeURIComponent(name)}/rules`;
    const rules = [{ in: place, match: 'substring', pattern, productivity: -1 }];
    await as('put', path, { rules }).expect(204);
    expect(await rowsOf({ rk: 'productivity' })).toContainEqual([expect.anything(), expect.anything(), 1, -1]);
    await as('put', path, { rules: [] }).expect(204);
  });

  it('are shown in Unicode by devices and by the export', async () => {
    const { text } = await as('get', '/api/v1/export?format=csv');
    expect(text).toContain(`,${UMLAUT},`);
    expect(text).not.toContain(PUNYCODE);
  });

  it.each([
    [PUNYCODE, UMLAUT],
    ['GITHUB.COM.', 'github.com'],
    [CAFE_APART, CAFE],
  ])('are all erased by %s', async (name, shown) => {
    const { body } = await as('post', '/api/v1/erasures', { from: DAY, to: DAY, activity: name }).expect(202);
    const { id } = body as { id: number };
    const isDone = async () =>
      ((await as('get', `/api/v1/erasures/${id}`)).body as { state: string }).state === 'completed';
    const deadline = Date.now() + 20_000;
    while (!(await isDone())) expect(Date.now()).toBeLessThan(deadline);
    expect((await rowsOf({ rk: 'activity' })).map(([, , , activity]) => activity)).not.toContain(shown);
  });
});
