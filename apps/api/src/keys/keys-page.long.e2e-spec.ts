import { oldKey } from '../testing/old-key.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { SignedIn } from '../testing/signed-in.js';

const PASSWORD = 'correct horse battery';
const DAY_MS = 86_400_000;

let app: TestApp;
let browser: SignedIn;
let id: string;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(NOON);
  const email = `page-${users++}@b.c`;
  id = await app.openAccount(email);
  const as = ['Authorization', `Bearer ${app.adminToken}`] as const;
  const set = app.http.put(`/api/v1/users/${id}`).set(...as);
  await set.send({ password: PASSWORD }).expect(204);
  browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
});

const make = (fields: object) => browser.post('/account/keys', fields, '/account/keys');
const keyIn = (text: string) => /<code>([0-9a-f-]{36})<\/code>/.exec(text)?.[1] ?? '';
const opens = async (path: string, key: string) =>
  (await app.http.get(path).set('Authorization', `Bearer ${key}`)).status === 200;

describe('the form for a key', () => {
  it.each([
    ['read', 'reads', [true, false, false]],
    ['read_post', 'reads and posts', [true, false, false]],
    ['agent', 'for an agent', [false, true, false]],
    ['full', 'does everything', [true, true, true]],
  ])('makes one of the kind %s, and the list says that it %s', async (kind, words, opened) => {
    const { status, text } = await make({ name: `my ${kind}`, kind, days: '' });
    expect(status).toBe(200);
    const key = keyIn(text);
    const paths = ['/anapi/data', '/agent/v1/commands', '/api/v1/account'];
    expect(await Promise.all(paths.map((path) => opens(path, key)))).toEqual(opened);
    const list = (await browser.get('/account/keys')).text;
    expect(list).toContain(`my ${kind}`);
    expect(list).toContain(`<small>${words}</small>`);
    expect(text.includes('Authorization: Bearer')).toBe(kind === 'full');
  });

  it('proposes to read and post, until the key is revoked', async () => {
    const { text } = await browser.get('/account/keys');
    expect(/value="(\w+)" checked/.exec(text)?.[1]).toBe('read_post');
    expect(/<option value="([^"]*)" selected/.exec(text)?.[1] ?? '').toBe('');
  });

  it('makes a key for a month, and the list says until when, and that it has expired', async () => {
    const key = keyIn((await make({ name: 'month', kind: 'read', days: '30' })).text);
    expect((await browser.get('/account/keys')).text).toContain('reads, until 2026-12-21 11:00 UTC');
    app.setNow(NOON + 30 * DAY_MS - 1);
    expect(await opens('/anapi/data', key)).toBe(true);
    app.setNow(NOON + 30 * DAY_MS);
    expect(await opens('/anapi/data', key)).toBe(false);
    await browser.signIn(`page-${users - 1}@b.c`, PASSWORD);
    expect((await browser.get('/account/keys')).text).toContain('reads, expired on 2026-12-21');
  });

  it.each([
    [{ name: ' ', kind: 'read' }, '1 to 100 characters'],
    [{ name: 'x', kind: 'root' }, 'Choose what the key may do.'],
    [{ name: 'x', kind: 'unlimited' }, 'Choose what the key may do.'],
    [{ name: 'x', kind: 'read', days: '-1' }, 'Choose how long the key works.'],
    [{ name: 'x', kind: 'read', days: '9999' }, 'within ten years'],
    [{ name: 'x', kind: 'read', days: '0' }, 'in the future'],
  ])('refuses %j, says why, and makes nothing', async (fields, reason) => {
    const { status, text } = await make(fields);
    expect([status, text]).toEqual([400, expect.stringContaining(reason)]);
    expect((await browser.get('/account/keys')).text).toContain('You have no keys.');
  });

  it('keeps what was typed when it is refused', async () => {
    const { text } = await make({ name: 'x'.repeat(101), kind: 'agent', days: '90' });
    expect(text).toContain('x'.repeat(101));
    expect(text).toMatch(/value="agent" checked/);
    expect(text).toMatch(/<option value="90" selected/);
  });
});

it('a key from before there were kinds is shown as one that does everything', async () => {
  const key = await oldKey(app, id);
  const { text } = await browser.get('/account/keys');
  expect(text).toContain('does everything, from before keys had kinds');
  expect(text).toContain('keeps doing everything');
  expect(await opens('/api/v1/account', key)).toBe(true);
});
