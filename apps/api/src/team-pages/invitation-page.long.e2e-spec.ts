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
    expect(shown.text).toContain('administrator@b.c invites you');
    expect(shown.text).toContain('No, thank you');
    expect(shown.text).toContain('No other member yet.');
    expect(shown.text).toContain('Older tables stay.');
    expect(await membersOf(id)).toEqual([]);
    const joined = await member.post(link, { sharing: 'categories' }, link);
    expect([joined.status, joined.text]).toEqual([200, expect.stringContaining('You are in')]);
    expect(await membersOf(id)).toMatchObject([{ email: 'member@b.c', shares: 'categories' }]);
    expect((await member.get(link)).status).toBe(404);
    await member.post(`/account/teams/${id}/leave`, {}, '/account/teams');
    expect(await membersOf(id)).toEqual([]);
  });

  it('shares no more than was shown, when the team wants more meanwhile', async () => {
    const { id, link } = await invited('levels');
    await asAdministrator('put', `/${id}/sharing`).send({ sharing: 'activities' }).expect(204);
    await member.post(link, { sharing: 'levels' }, link);
    expect(await membersOf(id)).toMatchObject([{ shares: 'levels' }]);
    await member.post(`/account/teams/${id}/leave`, {}, '/account/teams');
  });

  it('ends when the user declines, for every user, and only by the form of the session', async () => {
    const { id, link } = await invited('levels');
    expect((await member.post(`${link}/decline`, {})).status).toBe(403);
    expect((await app.http.post(`${link}/decline`)).status).not.toBe(204);
    expect((await member.get(link)).status).toBe(200);
    const declined = await member.post(`${link}/decline`, {}, link);
    expect([declined.status, declined.headers.location]).toEqual([303, '/account/teams?done=declined']);
    expect((await member.get('/account/teams?done=declined')).text).toContain('the invitation has ended');
    expect((await member.get(link)).status).toBe(404);
    expect(await membersOf(id)).toEqual([]);
    const accept = app.http.post(`/api/v1${link}/accept`).set('Authorization', `Bearer ${administrator.fullKey}`);
    await accept.send({ sharing: 'levels' }).expect(404);
    const again = app.http.post(`/api/v1${link}/decline`).set('Authorization', `Bearer ${administrator.fullKey}`);
    await again.expect(404);
  });

  it('lets no user in without the form of the session, and tells when a link is wrong', async () => {
    const { id, link } = await invited('levels');
    expect((await member.post(link, { sharing: 'levels' })).status).toBe(403);
    expect((await member.post(link, {}, link)).status).toBe(400);
    expect(await membersOf(id)).toEqual([]);
    const { status, text } = await member.get('/invitations/made-up');
    expect([status, text]).toEqual([404, expect.stringContaining('unknown, used, declined or expired')]);
    expect(app.logged()).not.toContain(link);
  });
});

describe('the page of teams', () => {
  /** A team that the member joined, beside an administrator who joined too. */
  async function joinedTeam(sharing: string): Promise<string> {
    const { id, link } = await invited(sharing);
    await member.post(link, { sharing }, link);
    const { token } = (await asAdministrator('post', `/${id}/invitations`).expect(201)).body as { token: string };
    const accept = app.http.post(`/api/v1/invitations/${token}/accept`);
    await accept.set('Authorization', `Bearer ${administrator.fullKey}`).send({ sharing }).expect(200);
    return id;
  }
  const leave = (id: string) => member.post(`/account/teams/${id}/leave`, {}, '/account/teams');

  it('is linked from the account, and says so when there is no team', async () => {
    expect((await member.get('/account')).text).toContain('href="/account/teams"');
    expect((await member.get('/account/teams')).text).toContain('You are in no team.');
  });

  it('says what each team sees and who else is in it, and lets one share less and leave', async () => {
    const id = await joinedTeam('categories');
    const { text } = await member.get('/account/teams');
    expect(text).toContain('Design &lt;1>');
    expect(text).toContain('administrator@b.c');
    expect(text).toContain('Older tables stay.');
    // The team shares no activities, so a member cannot choose them.
    expect(text).not.toContain('value="activities"');
    await member.post(`/account/teams/${id}/sharing`, { sharing: 'levels' }, '/account/teams');
    expect(await membersOf(id)).toMatchObject([{ email: 'member@b.c', shares: 'levels' }, {}]);
    expect((await member.post(`/account/teams/${id}/sharing`, {}, '/account/teams')).status).toBe(400);
    expect((await leave(id)).headers.location).toBe('/account/teams?done=left');
    expect(await membersOf(id)).toMatchObject([{ email: 'administrator@b.c' }]);
    expect((await member.get('/account/teams?done=left')).text).toContain('You have left the team.');
  });

  it('has a page of its own to be seen by name, and to stop that', async () => {
    const id = await joinedTeam('levels');
    const page = `/account/teams/${id}/name`;
    expect((await member.get(page)).text).toContain('None of the protections of a table');
    expect((await member.post(page, { sharing: 'nothing', by: 'day' }, page)).status).toBe(400);
    expect((await member.post(page, { sharing: 'categories', by: 'day' })).status).toBe(403);
    expect(await membersOf(id)).toMatchObject([{ named: null }, {}]);
    await member.post(page, { sharing: 'categories', by: 'day' }, page);
    expect(await membersOf(id)).toMatchObject([{ named: { sharing: 'categories', by: 'day' } }, {}]);
    expect((await member.get('/account/teams')).text).toContain('This team sees you by name.');
    await member.post(`/account/teams/${id}/unname`, {}, page);
    expect(await membersOf(id)).toMatchObject([{ named: null }, {}]);
    await leave(id);
    expect((await member.get(page)).status).toBe(404);
  });
});
