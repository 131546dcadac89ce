import { passkeyDecider, passkeyStream } from '@app/domain';
import { handleCommand, readState } from '@app/event-store';
import { jest } from '@jest/globals';
import { Accounts } from '../identity/accounts.js';
import { linkIn, MailServer } from '../testing/mail-server.js';
import { codeAt, turnOnSecondStep } from '../testing/second-step.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PUBLIC_URL = 'https://time.example.org';
const PASSWORD = 'correct horse battery';
const NEXT = 'another staple wagon';
const MINUTE = 60_000;

let mail: MailServer;
let app: TestApp;
let users = 0;
let email: string;
let id: string;
let key: string;

beforeAll(async () => {
  mail = await MailServer.start();
  const settings = { smtpUrl: mail.url, from: 'timeledger@example.org' };
  app = await startApp({ publicUrl: PUBLIC_URL, mail: settings });
});
afterAll(async () => {
  await app.close();
  await mail.close();
});
beforeEach(async () => {
  app.setNow(NOON + users * 24 * 60 * MINUTE);
  email = `reset-${users++}@example.org`;
  ({ id, key } = await app.createUser(email));
  await asAdmin('put', `/api/v1/users/${id}`).send({ password: PASSWORD }).expect(204);
});

const now = () => NOON + (users - 1) * 24 * 60 * MINUTE;
const asAdmin = (method: 'put' | 'post', path: string) =>
  app.http[method](path).set('Authorization', `Bearer ${app.adminToken}`);
const ask = (address: string) => app.http.post('/sign-in/forgotten').type('form').send({ email: address });
const linkFrom = (path: string) => new URL(path, PUBLIC_URL).searchParams.get('link') ?? '';
const set = (link: string, password: string, more = {}) =>
  app.http
    .post('/sign-in/reset')
    .type('form')
    .send({ link, password, ...more });
async function signsIn(password: string): Promise<boolean> {
  const { status, headers } = await new SignedIn(app.http).signIn(email, password);
  return status === 303 && !String((headers as Record<string, unknown>).location).startsWith('/sign-in');
}
const opens = async (secret: string) =>
  (await app.http.get('/anapi/data').query({ key: secret, format: 'json' })).status === 200;

/** Adds a passkey, as a device of the user does. */
async function addPasskey(userId: string): Promise<void> {
  const passkey = { passkeyId: 'p', name: 'phone', credentialId: 'c', publicKey: 'k', counter: 1 };
  await handleCommand(app.stores.eventStore, passkeyStream(userId), passkeyDecider, {
    type: 'AddPasskey',
    data: passkey,
    metadata: { now: now(), principalId: userId },
  });
}

/** Asks for a link by mail. Resolves to its text. */
async function mailedLink(): Promise<string> {
  await ask(email).expect(303);
  return linkFrom(linkIn(await mail.mailTo(email, 'Set a new password'), '/sign-in/reset'));
}

describe('a link that sets a new password', () => {
  it('comes by mail, leads to PUBLIC_URL, works once and ends sessions', async () => {
    const browser = new SignedIn(app.http);
    await browser.signIn(email, PASSWORD);
    app.setNow(now() + MINUTE);
    const answer = await ask(email).set('Host', '127.0.0.1').set('X-Forwarded-Host', 'evil.example');
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in/forgotten?sent']);
    const { text } = await mail.mailTo(email, 'Set a new password');
    expect(text).toContain(`${PUBLIC_URL}/sign-in/reset?link=${id}.`);
    expect(text).not.toContain('evil.example');
    const link = linkFrom(linkIn({ text }, '/sign-in/reset'));
    expect((await app.http.get('/sign-in/reset').query({ link })).text).toContain(email);
    expect((await set(link, NEXT)).headers.location).toBe('/sign-in?password_set');
    expect((await browser.get('/account')).status).toBe(303);
    expect([await signsIn(PASSWORD), await signsIn(NEXT), await opens(key)]).toEqual([false, true, true]);
    await mail.mailTo(email, 'Your password has changed');
    const again = await set(link, 'a third password of a thief');
    expect([again.status, again.text]).toEqual([404, expect.stringContaining('was used before')]);
    expect(await signsIn(NEXT)).toBe(true);
  });

  it('ends keys too when its owner asks for that', async () => {
    await set(await mailedLink(), NEXT, { end_all: 'yes' }).expect(303);
    expect(await opens(key)).toBe(false);
  });

  it('is not used up by a password that is too short', async () => {
    const link = await mailedLink();
    const refused = await set(link, 'short');
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('10 to 1024 characters')]);
    await set(link, NEXT).expect(303);
  });

  it.each(['Password123', 'timeledger2026'])('sets no password that strangers try first: %s', async (password) => {
    const refused = await set(await mailedLink(), password);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('easy to guess')]);
  });

  it('sets one password when two requests show it at once', async () => {
    const link = await mailedLink();
    const answers = await Promise.all([set(link, NEXT), set(link, `${NEXT} two`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  });

  it.each<[title: string, spoil: (link: string) => Promise<string> | string]>([
    ['after half an hour', (link) => (app.setNow(now() + 30 * MINUTE), link)],
    [
      'after a newer one was made',
      async (link) => {
        const { body } = await asAdmin('post', `/api/v1/users/${id}/reset-link`).expect(201);
        expect((body as { url: string }).url).not.toContain(link);
        return link;
      },
    ],
    [
      'after the password has changed',
      async (link) => {
        await asAdmin('put', `/api/v1/users/${id}`)
          .send({ password: `${PASSWORD} 2` })
          .expect(204);
        return link;
      },
    ],
    ['with another secret', () => `${id}.11111111-1111-4111-8111-111111111111`],
    [
      'with the account of another user',
      async (link) => {
        const other = await app.createUser(`other-of-${email}`);
        return `${other.id}.${link.split('.')[1]}`;
      },
    ],
    ['with more text', (link) => `${link}.x`],
    ['without a text', () => ''],
  ])('is refused %s', async (_title, spoil) => {
    const link = await spoil(await mailedLink());
    expect((await app.http.get('/sign-in/reset').query({ link })).status).toBe(404);
    expect((await set(link, NEXT)).status).toBe(404);
    expect(await signsIn(NEXT)).toBe(false);
  });

  it('leaves the second step on: the mailbox alone is not enough', async () => {
    const browser = new SignedIn(app.http);
    await browser.signIn(email, PASSWORD);
    const { secret } = await turnOnSecondStep(browser, PASSWORD, now());
    await set(await mailedLink(), NEXT).expect(303);
    expect(await signsIn(NEXT)).toBe(false);
    // The new password ends whatever began up to its moment.
    app.setNow(now() + 1_000);
    const half = new SignedIn(app.http);
    await half.signIn(email, NEXT);
    expect((await half.post('/sign-in/code', { code: codeAt(secret, now()) })).status).toBe(303);
    expect((await half.get('/account')).status).toBe(200);
  });

  it('comes from the administrator too: for a day, once, in the hands of the owner', async () => {
    const { body } = await asAdmin('post', `/api/v1/users/${id}/reset-link`).expect(201);
    const { url, expiresAt } = body as { url: string; expiresAt: string };
    expect(Date.parse(expiresAt)).toBe(now() + 24 * 60 * MINUTE);
    expect(url.startsWith(`${PUBLIC_URL}/sign-in/reset?link=`)).toBe(true);
    app.setNow(now() + 23 * 60 * MINUTE);
    await set(linkFrom(url), NEXT).expect(303);
    expect(await signsIn(NEXT)).toBe(true);
    await app.http.post(`/api/v1/users/${id}/reset-link`).set('Authorization', `Bearer ${key}`).expect(401);
    await asAdmin('post', '/api/v1/users/11111111-1111-4111-8111-111111111111/reset-link').expect(404);
  });
});

describe('an account that a stranger opened with the address of another person', () => {
  it('becomes the owner’s by a link in their mailbox, and the stranger is out: keys and second step too', async () => {
    email = 'prepared@example.org';
    const form = { email, password: PASSWORD, time_zone: 'UTC' };
    await app.http.post('/sign-up').type('form').send(form).expect(303);
    const stranger = new SignedIn(app.http);
    await stranger.signIn(email, PASSWORD);
    const made = await stranger.post('/account/keys', { name: 'prepared' }, '/account/keys');
    const prepared = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(made.text)?.[0] ?? '';
    expect(await opens(prepared)).toBe(true);
    await turnOnSecondStep(stranger, PASSWORD, now());
    const { body: theirs } = (await stranger.get('/api/v1/account')) as { body: { id: string } };
    await addPasskey(theirs.id);
    app.setNow(now() + MINUTE);
    await set(await mailedLink(), NEXT).expect(303);
    expect((await stranger.get('/account')).status).toBe(303);
    const owner = new SignedIn(app.http);
    await owner.signIn(email, NEXT);
    const { body } = (await owner.get('/api/v1/account')) as { body: object };
    expect(body).toMatchObject({ email, isEmailVerified: true });
    expect(await opens(prepared)).toBe(false);
    const { state } = await readState(app.stores.eventStore, passkeyStream(theirs.id), passkeyDecider);
    expect(state.passkeys).toEqual([]);
  });

  it('stays the owner’s when the stranger signs in with the old password while the new one is set', async () => {
    email = 'raced@example.org';
    const form = { email, password: PASSWORD, time_zone: 'UTC' };
    await app.http.post('/sign-up').type('form').send(form).expect(303);
    const link = await mailedLink();
    let late = '';
    const checked = jest.spyOn(Accounts.prototype, 'setPassword');
    checked.mockImplementationOnce(async function (this: Accounts, ...terms) {
      const stranger = new SignedIn(app.http);
      await stranger.signIn(email, PASSWORD);
      const made = await stranger.post('/account/keys', { name: 'late' }, '/account/keys');
      late = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(made.text)?.[0] ?? '';
      await addPasskey(terms[0]);
      checked.mockRestore();
      return this.setPassword(...terms);
    });
    await set(link, NEXT).expect(303);
    expect([late === '', await opens(late)]).toEqual([false, false]);
    const owner = new SignedIn(app.http);
    await owner.signIn(email, NEXT);
    const { body } = (await owner.get('/api/v1/account')) as { body: { id: string } };
    const { state } = await readState(app.stores.eventStore, passkeyStream(body.id), passkeyDecider);
    expect(state.passkeys).toEqual([]);
  });
});

describe('asking for a link', () => {
  it('tells nothing about the address: an unknown one gets the same answer, and no mail', async () => {
    const [known, unknown] = [await ask(email), await ask('no-account@example.org')];
    const told = ({ status, text, headers }: typeof known) => ({ status, text, location: String(headers.location) });
    expect(told(unknown)).toEqual(told(known));
    await mail.mailTo(email, 'Set a new password');
    expect(mail.mails.some(({ to }) => to.includes('no-account@example.org'))).toBe(false);
  });

  it('is limited by the address of the client, and mails by the address of the account', async () => {
    const asked = 25;
    const before = mail.mails.length;
    const statuses: number[] = [];
    for (let n = 0; n < asked; n++) statuses.push((await ask(email)).status);
    expect(statuses.filter((status) => status === 303).length).toBeLessThanOrEqual(20);
    expect(statuses.at(-1)).toBe(429);
    await mail.mailTo(email, 'Set a new password');
    expect(mail.mails.length - before).toBeLessThanOrEqual(5);
  });

  it('needs an address, and a form of our own pages', async () => {
    app.setNow(now() + 60 * MINUTE);
    const refused = await ask('no address');
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Enter an e-mail address.')]);
    await ask(email).set('Origin', 'https://evil.example').expect(403);
  });
});

it('leaves no link, address or password in the log', () => {
  const log = app.logged();
  for (const { text } of mail.mails) {
    const [secret = 'none'] = /[0-9a-f-]{36}\.[0-9a-f-]{36}/.exec(text) ?? [];
    expect(log).not.toContain(secret);
  }
  for (const text of ['reset-0@example.org', 'prepared@example.org', NEXT, PASSWORD]) expect(log).not.toContain(text);
});
