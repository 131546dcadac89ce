import { startApp, type TestApp } from '../testing/start-app.js';

interface Entry {
  readonly activity: string;
  readonly overview: string;
  readonly category: string;
  readonly productivity: number;
  readonly seconds: number;
  readonly categoryFrom: string;
  readonly levelFrom: string;
  readonly shipped: { readonly category: string; readonly productivity: number } | null;
}
interface Table {
  readonly seconds: number;
  readonly levelSeconds: readonly number[];
  readonly activities: readonly Entry[];
  readonly activityCount: number;
}
interface Documents {
  readonly seconds: number;
  readonly documents: readonly { readonly document: string; readonly productivity: number; readonly seconds: number }[];
}

let app: TestApp;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const newUser = () => app.createUser(`activities-${users++}@example.org`);
type User = Awaited<ReturnType<typeof newUser>>;
const DAY = { begin: '2026-11-16', end: '2026-11-16' };
const ask = (key: string, what: string, query: object) =>
  app.http.get(`/api/v1/reports/${what}`).query(query).set('Authorization', `Bearer ${key}`);
const put = ({ fullKey }: User, path: string, body: object) =>
  app.http.put(`/api/v1/taxonomy/${path}`).set('Authorization', `Bearer ${fullKey}`).send(body);
const tableOf = async ({ key }: User): Promise<Table> => {
  await app.caughtUp();
  return (await ask(key, 'activities', DAY).expect(200)).body as Table;
};
const lines = ({ activities }: Table): string[] =>
  activities.map((one) => `${one.activity} ${one.category} ${one.productivity} ${one.categoryFrom} ${one.levelFrom}`);
const record = ({ agentKey }: User, ...stays: readonly (readonly [minutes: number, url: string, title: string])[]) => {
  let at = Date.parse('2026-11-16T08:00:00Z');
  const activities = stays.map(([minutes, url, title], n) => {
    const [startedAt, endedAt] = [at, (at += minutes * 60_000)];
    return { id: `${users}-${n}`, application: 'Firefox', url, title, startedAt, endedAt };
  });
  return app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${agentKey}`)
    .send({ device: { id: 'desk', machine: 'desk', osUser: 'ada' }, source: 'computers', activities })
    .expect(200);
};
const GITHUB = 'https://github.com/acme';
const BUSINESS = { overview: 'News & Opinion', category: 'Business' };

describe('/api/v1/reports/activities', () => {
  it('lists all activities of some days, and says where the class of each comes from', async () => {
    const user = await newUser();
    await record(user, [30, GITHUB, 'acme'], [10, 'https://intranet.example/', 'Intranet']);
    const table = await tableOf(user);
    expect(table).toMatchObject({ ...DAY, seconds: 2400, levelSeconds: [0, 0, 600, 0, 1800], activityCount: 2 });
    expect(lines(table)).toEqual([
      'github.com General Software Development 2 shipped shipped',
      'intranet.example Uncategorized 0 shipped shipped',
    ]);
    await put(user, 'activities/intranet.example', { category: BUSINESS }).expect(204);
    await put(user, 'categories/News%20%26%20Opinion/Business', { productivity: 1 }).expect(204);
    await put(user, 'activities/github.com', { productivity: -1 }).expect(204);
    const changed = await tableOf(user);
    expect(lines(changed)).toEqual([
      'github.com General Software Development -1 shipped activity',
      'intranet.example Business 1 activity category',
    ]);
    expect(changed.activities[1]).toMatchObject({
      overview: 'News & Opinion',
      shipped: { category: 'Uncategorized', productivity: 0 },
    });
  });

  it('lists an activity once for each class that its documents have by rules', async () => {
    const user = await newUser();
    await record(user, [30, GITHUB, 'acme'], [10, 'https://github.com/games', 'a game']);
    const rules = [{ match: 'substring', pattern: 'game', category: BUSINESS }];
    await put(user, 'activities/github.com/rules', { rules }).expect(204);
    expect(lines(await tableOf(user))).toEqual([
      'github.com General Software Development 2 shipped shipped',
      'github.com Business -1 rule rule',
    ]);
  });

  it('shows nothing of other users', async () => {
    await record(await newUser(), [30, GITHUB, 'acme']);
    expect((await tableOf(await newUser())).activities).toEqual([]);
  });

  it('is not kept by browsers, and refuses a range that ends before it begins', async () => {
    const { key } = await newUser();
    const { headers } = await ask(key, 'activities', DAY).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    await ask(key, 'activities', { begin: '2026-11-17', end: '2026-11-16' }).expect(400);
  });
});

describe('/api/v1/reports/documents', () => {
  const documentsOf = async ({ key }: User, activity: string): Promise<Documents> => {
    await app.caughtUp();
    return (await ask(key, 'documents', { ...DAY, activity }).expect(200)).body as Documents;
  };

  it('lists the documents of one activity by title, else by path', async () => {
    const user = await newUser();
    await record(user, [30, GITHUB, 'acme'], [10, 'https://github.com/issues', ''], [5, 'https://a.example/', 'acme']);
    const { seconds, documents } = await documentsOf(user, 'github.com');
    expect(seconds).toBe(2400);
    expect(documents.map((one) => `${one.document} ${one.seconds} ${one.productivity}`)).toEqual([
      'acme 1800 2',
      '/issues 600 2',
    ]);
    expect((await documentsOf(user, 'c.example')).documents).toEqual([]);
  });

  it('finds a site by the name that reports show', async () => {
    const user = await newUser();
    await record(user, [30, 'https://bücher.example/', 'שלום 🌍 <b>film</b>']);
    expect((await tableOf(user)).activities.map(({ activity }) => activity)).toEqual(['bücher.example']);
    expect((await documentsOf(user, 'bücher.example')).documents).toMatchObject([{ document: 'שלום 🌍 <b>film</b>' }]);
  });

  it.each([
    ['no activity', DAY],
    ['an empty one', { ...DAY, activity: '' }],
    ['two of them', { ...DAY, activity: ['a', 'b'] }],
    ['a long one', { ...DAY, activity: 'x'.repeat(10_000) }],
  ])('refuses %s', async (_, query) => {
    const { key } = await newUser();
    await ask(key, 'documents', query).expect(400);
  });
});
