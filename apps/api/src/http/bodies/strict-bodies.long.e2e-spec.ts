import { documentWithoutStores } from '../../document-without-stores.js';
import type { TestUser } from '../../testing/app-actors.js';
import { startApp, type TestApp } from '../../testing/start-app.js';

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await startApp();
  user = await app.createUser('ada@example.org');
});
afterAll(() => app.close());

const ID = '22222222-2222-4222-8222-222222222222';
const range = { weekdays: [1], from: '09:00', to: '17:00' };
const alert = { comparison: 'more-than', hours: 1, subject: { kind: 'total' } };

const offline = { startedAt: '2026-11-20T09:00:00Z', endedAt: '2026-11-20T10:00:00Z', activity: 'Lunch' };

/** Every `PUT` of our own contract, with a good body, and where in it a field is misspelt. */
const BODIES: readonly [path: string, body: object, misspelt: string][] = [
  ['account', { timeZone: 'UTC', timezone: 'UTC' }, 'timezone'],
  ['account/password', { password: 'a long new password', curent: 'x' }, 'curent'],
  ['account/keeping', { months: 3, month: 3 }, 'month'],
  ['account/weekly-mail', { isOn: false, lang: 'de' }, 'lang'],
  [`users/USER`, { plan: 'lite', plann: 'lite' }, 'plann'],
  ['schedules/1', { name: 'work', ranges: [range], colour: 'red' }, 'colour'],
  ['schedules/1', { name: 'work', ranges: [{ ...range, until: '18:00' }] }, 'until'],
  ['alerts/1', { ...alert, hour: 2 }, 'hour'],
  ['alerts/1', { ...alert, subject: { kind: 'total', nam: 'x' } }, 'nam'],
  ['goals/1', { aim: 'at-least', hours: 1, per: 'day', subject: { kind: 'total' }, hour: 2 }, 'hour'],
  ['goals/1', { aim: 'at-least', hours: 1, per: 'day', subject: { kind: 'total', nam: 'x' } }, 'nam'],
  ['focus/blocking', { levels: [-2], allowed: [], level: -2 }, 'level'],
  ['offline-time/1', { ...offline, detail: 'x' }, 'detail'],
  ['rules/1', { activity: 'vim', match: 'contains', text: 'x', name: 'Client', naem: 'y' }, 'naem'],
  ['highlights/1', { description: 'x', date: '2026-11-20', labell: 'y' }, 'labell'],
  ['taxonomy/activities', { activities: [{ activity: 'vim', productivity: 1, level: 2 }] }, 'level'],
  ['taxonomy/activities/vim', { productivity: 1, produktivity: 2 }, 'produktivity'],
  ['taxonomy/activities/vim', { category: { overview: 'Utilities', category: 'General', sub: 'x' } }, 'sub'],
  ['taxonomy/activities/vim/rules', { rules: [{ match: 'substring', pattern: 'x', level: 1 }] }, 'level'],
  ['taxonomy/categories/Utilities/General', { productivity: 1, level: 2 }, 'level'],
  [`teams/${ID}/sharing`, { sharing: 'levels', shared: 'all' }, 'shared'],
  [`teams/${ID}/members/me`, { sharing: 'levels', shared: 'all' }, 'shared'],
  [`teams/${ID}/members/me/name`, { sharing: 'levels', by: 'day', from: '2026-01-01' }, 'from'],
];

it.each(BODIES)('PUT /api/v1/%s refuses %j, and names the field: %s', async (path, body, misspelt) => {
  const isAdmin = path.startsWith('users/');
  const { status, body: answer } = await app.http
    .put(`/api/v1/${path.replace('USER', user.id)}`)
    .set('Authorization', `Bearer ${isAdmin ? app.adminToken : user.fullKey}`)
    .send(body);
  expect([status, answer]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
  expect(JSON.stringify(answer)).toContain(misspelt);
});

it('these are all of them that a key opens', async () => {
  const { paths } = await documentWithoutStores();
  const documented = Object.keys(paths).filter((path) => {
    const { security = [] } = paths[path]?.put ?? {};
    return security.some((way) => 'apiKey' in way || 'adminToken' in way);
  });
  expect(documented.length).toBeGreaterThan(15);
  const patterns = documented.map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`));
  const tried = BODIES.map(([path]) => `/api/v1/${path}`);
  expect(documented.filter((_path, n) => !tried.some((path) => patterns[n]?.test(path)))).toEqual([]);
});

it('refuses unknown fields of the profile, with the names of the known ones', async () => {
  const put = (profile: object) =>
    app.http.put('/api/v1/account').set('Authorization', `Bearer ${user.fullKey}`).send({ profile });
  expect((await put({ shoeSize: '42' }).expect(400)).body).toMatchObject({ error: { code: 'invalid_profile' } });
  await put({ city: 'Tallinn' }).expect(204);
});

it('the documented API goes on ignoring names that it does not know', async () => {
  const post = app.http.post('/anapi/highlights_post').query({ key: user.key, shoe_size: '42' });
  await post.send({ highlight_date: '2026-11-20', description: 'x', labell: 'y' }).expect(200);
});
