import { isPlainText } from '@app/domain';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const DIRTY = 'a\0b\u001bc\u0085d\u2028e';
const CLEAN = 'a b c d e';
const DAY = '2026-11-20';
const AGENT = '/agent/v1/activities';
const IMPORTS = '/api/v1/imports';
const TAXONOMY = '/api/v1/taxonomy';
const MACHINE = { id: 'e', machine: DIRTY, osUser: DIRTY, platform: DIRTY };

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await startApp();
  user = await app.createUser('plain@example.org');
});
afterAll(() => app.close());

async function send(method: 'post' | 'put', path: string, body: object, bearer = user.fullKey): Promise<number> {
  const { status } = await app.http[method](path).set('Authorization', `Bearer ${bearer}`).send(body);
  return status;
}

const offer = (named: object, device: object = { id: 'd', machine: 'm', osUser: 'u' }) => ({
  ...{ device, source: 'computers' },
  activities: [{ id: 'i', application: 'Vim', startedAt: `${DAY}T09:00:00Z`, endedAt: `${DAY}T09:01:00Z`, ...named }],
});
const line = (type: string, data: object) => ({
  format: 'timeledger',
  lines: [{ line: 1, first: 'f', stream: 'highlight-a0a0a0a0-8b86-4d01-b42d-00cf4fc964ff', id: type, type, data }],
});
const rules = [{ match: 'substring', pattern: DIRTY, productivity: 1 }];
const ranges = [{ weekdays: [1], from: '09:00', to: '17:00' }];
const subject = { kind: 'activity', name: DIRTY };
const row = { line: 1, date: `${DAY}T01:00:00`, seconds: 60, activity: DIRTY, document: DIRTY };
const highlight = { id: 1, description: DIRTY, date: DAY, createdAt: 1 };

/** Every text in the log that is not plain, except line feeds in descriptions. */
async function dirtyTexts(): Promise<string[]> {
  const found: string[] = [];
  const newest = (await app.stores.eventStore.lastEvent())?.position ?? -1n;
  for await (const { data, position, stream } of app.stores.eventStore.subscribe({ streamPrefixes: [''] })) {
    JSON.stringify(data, (name, value: unknown) => {
      const text = name === 'description' ? String(value).replaceAll('\n', ' ') : value;
      if (typeof text === 'string' && !isPlainText(text)) found.push(`${stream} ${name} ${JSON.stringify(text)}`);
      return value;
    });
    if (position >= newest) break;
  }
  return found;
}

describe('control characters', () => {
  it.each<[of: string, asked: [method: 'post' | 'put', path: string], body: object, status: number]>([
    ['a window', ['post', AGENT], offer({ application: DIRTY, title: DIRTY }), 200],
    ['an address', ['post', AGENT], offer({ id: 'j', url: `https://a.b/${DIRTY}` }), 200],
    ['a machine', ['post', AGENT], offer({ id: 'k' }, MACHINE), 200],
    ['a device id', ['post', AGENT], offer({ id: 'l' }, { ...MACHINE, id: DIRTY }), 400],
    ['a highlight', ['post', '/api/v1/highlights'], { description: `${DIRTY}\nb`, date: DAY, source: DIRTY }, 201],
    ['a key', ['post', '/api/v1/keys'], { name: DIRTY }, 400],
    ['a team', ['post', '/api/v1/teams'], { name: DIRTY, sharing: 'levels' }, 400],
    ['a schedule', ['post', '/api/v1/schedules'], { name: DIRTY, ranges }, 400],
    ['a profile', ['put', '/api/v1/account'], { profile: { city: DIRTY } }, 400],
    ['a category', ['put', `${TAXONOMY}/categories/Utilities/${encodeURIComponent(DIRTY)}`], { productivity: 1 }, 400],
    ['an activity', ['put', `${TAXONOMY}/activities/${encodeURIComponent(DIRTY)}`], { productivity: 1 }, 400],
    ['a pattern', ['put', `${TAXONOMY}/activities/vim/rules`], { rules }, 400],
    ['an alert', ['post', '/api/v1/alerts'], { comparison: 'more-than', hours: 1, subject }, 400],
    ['an imported row', ['post', IMPORTS], { format: 'rescuetime', bucketSeconds: 3600, rows: [row] }, 200],
    ['an imported highlight', ['post', IMPORTS], line('HighlightPosted', highlight), 200],
    ['an erasure', ['post', '/api/v1/erasures'], { from: DAY, to: DAY, activity: DIRTY }, 202],
  ])('of %s are not stored', async (_of, asked, body, status) => {
    expect(await send(...asked, body)).toBe(status);
    expect(await dirtyTexts()).toEqual([]);
  });

  it('of an application and of an address of an account are refused', async () => {
    const terms = { name: DIRTY, redirectUris: ['https://a.example/b'], scopes: ['time_data'] };
    expect(await send('post', '/api/v1/oauth-applications', terms, app.adminToken)).toBe(400);
    const account = { email: 'a\u0085b@example.org', timeZone: 'UTC' };
    expect(await send('post', '/api/v1/users', account, app.adminToken)).toBe(400);
    expect(await dirtyTexts()).toEqual([]);
  });

  it('of offline time and of a documented highlight are taken out', async () => {
    const time = { start_time: `${DAY} 12:00:00`, duration: 5, activity_name: DIRTY, activity_details: DIRTY };
    await app.http.post('/anapi/offline_time_post').query({ key: user.key }).send(time).expect(200);
    const highlight = { highlight_date: DAY, description: `${DIRTY}\r\nf`, source: DIRTY };
    await app.http.post('/anapi/highlights_post').query({ key: user.key }).send(highlight).expect(200);
    expect(await dirtyTexts()).toEqual([]);
    const { body } = await app.http.get('/anapi/highlights_feed').query({ key: user.key }).expect(200);
    expect(body).toContainEqual(expect.objectContaining({ description: 'a b c\nd\ne\nf' }));
    await app.caughtUp();
    const query = { key: user.key, rb: DAY, re: DAY, rk: 'document', format: 'csv' };
    const { text } = await app.http.get('/anapi/data').query(query).expect(200);
    expect(text).toContain(`,${CLEAN},`);
    expect(text).not.toContain('\0');
  });
});
