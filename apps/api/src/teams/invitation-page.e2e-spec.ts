import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { SignedIn } from '../testing/signed-in.js';

const PASSWORD = 'correct horse battery';

let app: TestApp;
let administrator: TestUser;
let member: SignedIn;
beforeAll(async () => {
  app = await startApp();
  administrator = await app.createUser('administrator@b.c');
  const fields = { email: 'member@b.c', password: PASSWORD, time_zone: 'UTC' };
  await app.http.post('/sign-up').type('form').send(fields).expect(303);
  member = new SignedIn(app.http);
  await member.signIn('member@b.c', PASSWORD);
});
afterAll(() => app.close());

const asAdministrator = (method: 'get' | 'post' | 'put', path: string) =>
  app.http[method](`/api/v1/teams${path}`).set('Authorization', `Bearer ${administrator.fullKey}`);

async function invited(sharing: string): Promise<{ id: string; link: string }> {
  const { body } = await asAdministrator('post', '').send({ name: 'Design <1>', sharing }).expect(201);
  const { id } = body as { id: string };
  const { link } = (await asAdministrator('post', `/${id}/invitations`).expect(201)).body as { link: string };
  return { id, link: new URL(link).pathname };
}

const membersOf = async (id: string) =>
  ((await asAdministrator('get', `/${id}`).expect(200)).body as { members: object[] }).members;

describe('the link of an invitation', () => {
  it('leads who is not signed in to sign in, and back', async () => {
    const { link } = await invited('levels');
    const { status, headers } = await app.http.get(link);
    expect([status, headers.location]).toEqual([303, `/sign-in?return_to=${encodeURIComponent(link)}`]);
  });

  it('shows what would be shared before anything is, lets one join, and leave again', async () => {
    const { id, link } = await invited('categories');
    const shown = await member.get(link);
    expect(shown.text).toContain('Design &lt;1>');
    expect(shown.text).toContain('in each category');
    expect(await membersOf(id)).toEqual([]);
    const joined = await member.post(link, { sharing: 'categories' }, link);
    expect([joined.status, joined.text]).toEqual([200, expect.stringContaining('You are in')]);
    expect(await membersOf(id)).toMatchObject([{ email: 'member@b.c', shares: 'categories' }]);
    expect((await member.get(link)).status).toBe(404);
    await member.post(`/account/teams/${id}/leave`, {}, '/account');
    expect(await membersOf(id)).toEqual([]);
  });

  it('shares no more than was shown, when the team wants more meanwhile', async () => {
    const { id, link } = await invited('levels');
    await asAdministrator('put', `/${id}/sharing`).send({ sharing: 'activities' }).expect(204);
    await member.post(link, { sharing: 'levels' }, link);
    expect(await membersOf(id)).toMatchObject([{ shares: 'levels' }]);
  });

  it('lets no user in without the form of the session, and tells when a link is wrong', async () => {
    const { id, link } = await invited('levels');
    expect((await member.post(link, { sharing: 'levels' })).status).toBe(403);
    expect((await member.post(link, {}, link)).status).toBe(400);
    expect(await membersOf(id)).toEqual([]);
    const { status, text } = await member.get('/invitations/made-up');
    expect([status, text]).toEqual([404, expect.stringContaining('unknown, used or expired')]);
    expect(app.logged()).not.toContain(link);
  });
});
