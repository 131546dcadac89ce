import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const MINUTE = 60_000;
const GAMES = { overview: 'Entertainment', category: 'Games' };
const THESIS = { overview: 'Design & Composition', category: 'Thesis' };

describe('/api/v1/taxonomy', () => {
  let app: TestApp;
  let key: string;
  let otherKey: string;
  beforeAll(async () => {
    app = await startApp();
    ({ fullKey: key } = await app.createUser('taxonomy@example.org'));
    ({ fullKey: otherKey } = await app.createUser('other@example.org'));
    for (const owner of [key, otherKey]) {
      await as(owner, 'post', '/agent/v1/activities', {
        device: { id: 'd', machine: 'm', osUser: 'u' },
        source: 'computers',
        activities: [
          {
            id: '1',
            application: 'Emacs',
            title: 'thesis.tex',
            startedAt: NOON - 20 * MINUTE,
            endedAt: NOON - 10 * MINUTE,
          },
          { id: '2', application: 'Emacs', title: 'tetris', startedAt: NOON - 10 * MINUTE, endedAt: NOON - 5 * MINUTE },
        ],
      });
    }
  });
  afterAll(() => app.close());

  async function as(owner: string, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) {
    const { status, body: answer } = await app.http[method](path).set('Authorization', `Bearer ${owner}`).send(body);
    return { status, body: answer as unknown };
  }
  const put = (path: string, body: object) => as(key, 'put', `/api/v1/taxonomy/${path}`, body);

  /** `category level seconds` of every row of the activity report. */
  async function rowsOf(owner: string): Promise<string[]> {
    await app.caughtUp();
    const { body } = await as(owner, 'get', '/anapi/data?format=json');
    return (body as { rows: unknown[][] }).rows
      .map((row) => `${String(row[4])} ${String(row[5])} ${String(row[1])}`)
      .sort();
  }

  it('an activity in another class is so in all of its history, for this user alone', async () => {
    const before = await rowsOf(otherKey);
    expect(await put('activities/Emacs', { category: GAMES, productivity: -1 })).toMatchObject({ status: 204 });
    expect(await rowsOf(key)).toEqual(['Games -1 900']);
    expect(await rowsOf(otherKey)).toEqual(before);
    expect(await as(key, 'delete', '/api/v1/taxonomy/activities/emacs')).toMatchObject({ status: 204 });
    expect(await rowsOf(key)).toEqual(before);
  });

  it('a category of their own takes an activity, and its level can change', async () => {
    const path = `categories/${encodeURIComponent(THESIS.overview)}/${THESIS.category}`;
    await put(path, { productivity: 2 });
    await put('activities/Emacs', { category: THESIS });
    expect(await rowsOf(key)).toEqual(['Thesis 2 900']);
    await put(path, { productivity: 1 });
    expect(await rowsOf(key)).toEqual(['Thesis 1 900']);
  });

  it('rules split one activity by document', async () => {
    await put('activities/Emacs/rules', { rules: [{ match: 'glob', pattern: '*tetris*', category: GAMES }] });
    expect(await rowsOf(key)).toEqual(['Games -2 300', 'Thesis 1 600']);
  });

  it('rules split one site by address, whatever its titles are', async () => {
    const page = (path: string, n: number) => ({
      ...{ id: `page-${n}`, application: 'Firefox', url: `https://www.forum.example${path}`, title: 'Forum' },
      ...{ startedAt: NOON - (n + 2) * 60 * MINUTE, endedAt: NOON - (n + 2) * 60 * MINUTE + MINUTE },
    });
    const device = { id: 'd', machine: 'm', osUser: 'u' };
    const activities = ['/work/1', '/work/2', '/play'].map(page);
    await as(otherKey, 'post', '/agent/v1/activities', { device, source: 'computers', activities });
    const rules = [{ in: 'url', match: 'glob', pattern: 'forum.example/work/*', productivity: 2 }];
    await as(otherKey, 'put', '/api/v1/taxonomy/activities/forum.example/rules', { rules });
    const forum = (await rowsOf(otherKey)).filter((row) => row.startsWith('Uncategorized'));
    expect(forum).toEqual(['Uncategorized 0 60', 'Uncategorized 2 120']);
  });

  it('the classes of a user can be read back, with every category and its level', async () => {
    const { body } = await as(key, 'get', '/api/v1/taxonomy');
    expect(body).toMatchObject({
      activities: [{ activity: 'emacs', category: THESIS }],
      rules: [{ activity: 'emacs', rules: [{ match: 'glob', pattern: '*tetris*', category: GAMES }] }],
      categories: expect.arrayContaining([
        { ...THESIS, productivity: 1, isOwn: true, isLevelOwn: true },
        { ...GAMES, productivity: -2, isOwn: false, isLevelOwn: false },
      ]) as unknown,
    });
  });

  it.each([
    ['activities/x', {}, 'nothing_said'],
    ['activities/x', { productivity: 3 }, 'invalid_level'],
    ['activities/x', { productivity: '1' }, 'invalid_request'],
    ['activities/x', { category: { overview: 'Utilities', category: 'None such' } }, 'unknown_category'],
    ['activities/x/rules', { rules: [{ match: 'regex', pattern: 'x', productivity: 1 }] }, 'invalid_request'],
    ['activities/x/rules', { rules: 'all' }, 'invalid_request'],
    [
      'activities/x/rules',
      { rules: [{ in: 'title', match: 'glob', pattern: 'x', productivity: 1 }] },
      'invalid_request',
    ],
    ['categories/Mine/New', { productivity: 1 }, 'unknown_overview'],
  ])('%s with %j is refused with %s', async (path, said, code) => {
    expect(await put(path, said)).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('several activities change in one request, which answers what takes it back', async () => {
    const { fullKey } = await app.createUser('several@example.org');
    const change = (activities: object[]) => as(fullKey, 'put', '/api/v1/taxonomy/activities', { activities });
    const read = async () => (await as(fullKey, 'get', '/api/v1/taxonomy')).body as { activities: object[] };
    const asShipped = (activity: string) => ({ activity, category: null, productivity: null });
    await change([{ activity: 'Emacs', category: GAMES }]);
    const { body } = await change([
      { activity: 'Emacs', productivity: 2 },
      { activity: 'vim', category: GAMES },
    ]);
    expect(body).toEqual({ before: [{ ...asShipped('Emacs'), category: GAMES }, asShipped('vim')] });
    expect((await read()).activities).toEqual([
      { activity: 'emacs', category: GAMES, productivity: 2 },
      { activity: 'vim', category: GAMES },
    ]);
    await change((body as { before: object[] }).before);
    expect((await read()).activities).toEqual([{ activity: 'emacs', category: GAMES }]);
  });

  it('of several changes none is made when one is refused', async () => {
    const { fullKey } = await app.createUser('none@example.org');
    const activities = [
      { activity: 'vim', productivity: 2 },
      { activity: 'vi', productivity: 7 },
    ];
    expect(await as(fullKey, 'put', '/api/v1/taxonomy/activities', { activities })).toMatchObject({ status: 400 });
    expect((await as(fullKey, 'get', '/api/v1/taxonomy')).body).toMatchObject({ activities: [] });
  });

  it('a change takes 500 activities with long names, and no more', async () => {
    const { fullKey } = await app.createUser('five-hundred@example.org');
    const named = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ activity: `${'ж'.repeat(100)} ${n}`, productivity: 1 }));
    const change = (activities: object[]) => as(fullKey, 'put', '/api/v1/taxonomy/activities', { activities });
    expect(await change(named(500))).toMatchObject({ status: 200 });
    expect(await change(named(501))).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  });

  it('a category of their own goes, and its activities are where they were', async () => {
    const { fullKey } = await app.createUser('removes@example.org');
    const path = '/api/v1/taxonomy/categories/Utilities/A%2FB%20%26%20%D0%B6';
    const mine = { overview: 'Utilities', category: 'A/B & ж' };
    expect(await as(fullKey, 'put', path, { productivity: -2 })).toMatchObject({ status: 204 });
    await as(fullKey, 'put', '/api/v1/taxonomy/activities/vim', { category: mine });
    expect(await as(fullKey, 'delete', path)).toMatchObject({ status: 204 });
    const { body } = await as(fullKey, 'get', '/api/v1/taxonomy');
    expect(body).toMatchObject({ activities: [] });
    expect((body as { categories: object[] }).categories).not.toContainEqual(expect.objectContaining(mine));
    expect(await as(fullKey, 'delete', path)).toMatchObject({
      ...{ status: 400, body: { error: { code: 'unknown_category' } } },
    });
  });

  it('belongs to who has the key', async () => {
    expect(await as('wrong-key', 'get', '/api/v1/taxonomy')).toMatchObject({ status: 401 });
    expect((await as(otherKey, 'get', '/api/v1/taxonomy')).body).toMatchObject({
      activities: [],
      rules: [{ activity: 'forum.example' }],
    });
  });
});
