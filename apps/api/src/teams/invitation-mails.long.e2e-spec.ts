import type { TestUser } from '../testing/app-actors.js';
import { MailServer } from '../testing/mail-server.js';
import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const PUBLIC_URL = 'http://time.example';
const PASSWORD = 'correct horse battery';

let app: TestApp;
let mail: MailServer;
let boss: TestUser;
beforeAll(async () => {
  mail = await MailServer.start();
  app = await startApp({ publicUrl: PUBLIC_URL, mail: { smtpUrl: mail.url, from: 'timeledger@example.org' } });
  boss = await app.createUser('boss@example.org');
});
afterAll(async () => {
  await app.close();
  await mail.close();
});

const as = (user: TestUser, method: 'get' | 'post', path: string, body?: object) =>
  app.http[method](`/api/v1${path}`).set('Authorization', `Bearer ${user.fullKey}`).send(body);
const createTeam = async (name = 'Buy now at http://evil.example') =>
  ((await as(boss, 'post', '/teams', { name, sharing: 'levels' }).expect(201)).body as { id: string }).id;
const invite = (user: TestUser, team: string, email: unknown) =>
  as(user, 'post', `/teams/${team}/invitations/mail`, { email });
interface Made {
  readonly link: string;
  readonly token: string;
}

describe('an invitation by mail', () => {
  it('has the link and the address of who invites, and no word of the team, in no log', async () => {
    const team = await createTeam();
    expect((await as(boss, 'get', `/teams/${team}`)).body).toMatchObject({ mailsInvitations: true });
    const { link, token } = (await invite(boss, team, ' New@Example.org ').expect(201)).body as Made;
    const { text, source } = await mail.mailTo('new@example.org', 'An invitation to a team');
    expect(text).toContain(`boss@example.org invites you to a team at ${PUBLIC_URL}.`);
    expect(text).toContain(`${PUBLIC_URL}/invitations/${token}`);
    expect(link).toBe(`${PUBLIC_URL}/invitations/${token}`);
    expect(source).not.toContain('evil.example');
    const guest = await app.createUser('new@example.org');
    await as(guest, 'post', `/invitations/${token}/accept`, { sharing: 'levels' }).expect(200);
    expect(app.logged()).not.toContain(token.split('.')[1]);
  });

  it.each([['x'], [''], [7], [null], ['a@b.c\r\nBcc: d@e.f'], [`${'x'.repeat(300)}@example.org`]])(
    'goes to no text that is no address: %j',
    async (email) => {
      const team = await createTeam();
      await invite(boss, team, email).expect(400);
    },
  );

  it('is sent by the administrator of the team only', async () => {
    const team = await createTeam();
    const ann = await app.createUser(`ann@example.org`);
    expect((await invite(ann, team, 'a@example.org').expect(404)).body).toMatchObject({
      error: { code: 'unknown_team' },
    });
    const { token } = (await as(boss, 'post', `/teams/${team}/invitations`).expect(201)).body as Made;
    await as(ann, 'post', `/invitations/${token}/accept`, { sharing: 'levels' }).expect(200);
    expect((await as(ann, 'get', `/teams/${team}`)).body).toMatchObject({ mailsInvitations: false });
    expect((await invite(ann, team, 'a@example.org').expect(403)).body).toMatchObject({
      error: { code: 'not_administrator' },
    });
  });

  it('is not sent by a person whose address may be a stranger’s', async () => {
    const fields = { email: 'stranger@example.org', password: PASSWORD, time_zone: 'UTC' };
    await app.http.post('/sign-up').type('form').send(fields);
    const stranger = new SignedIn(app.http);
    await stranger.signIn(fields.email, PASSWORD);
    const { csrfToken } = (await stranger.get('/api/v1/session')).body as { csrfToken: string };
    const shown = { Cookie: stranger.shown, 'X-CSRF-Token': csrfToken };
    const post = (path: string, body: object) => app.http.post(path).set(shown).send(body);
    const { id } = (await post('/api/v1/teams', { name: 'Spam', sharing: 'levels' })).body as { id: string };
    expect((await stranger.get(`/api/v1/teams/${id}`)).body).toMatchObject({ role: 'admin', mailsInvitations: false });
    const refused = await post(`/api/v1/teams/${id}/invitations/mail`, { email: 'victim@example.org' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'no_mail' } } });
  });

  it('ends for the day after 50 of them, and mails one address five times in an hour at most', async () => {
    const sender = await app.createUser('sender@example.org');
    const { body } = await as(sender, 'post', '/teams', { name: 'Many', sharing: 'levels' }).expect(201);
    const { id } = body as { id: string };
    for (let n = 0; n < 50; n++)
      await invite(sender, id, n < 7 ? 'victim@example.org' : `n${n}@example.org`).expect(201);
    const { headers } = await invite(sender, id, 'last@example.org').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(3_600);
    await mail.mailTo('n49@example.org', 'An invitation');
    expect(mail.mails.filter(({ to }) => to.includes('victim@example.org'))).toHaveLength(5);
  });
});
