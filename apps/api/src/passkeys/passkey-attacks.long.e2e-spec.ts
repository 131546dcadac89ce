import { type Answering, SoftAuthenticator } from '../testing/soft-authenticator.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const PASSWORD = 'correct horse battery';
const MINUTE_MS = 60_000;
const PAGE = '/account/passkeys';
const ORIGIN = 'https://time.example.org';
/** Over https the cookie has a prefix. */
const COOKIE = '__Host-timeledger_passkey';
const RIGHT: Answering = { origin: ORIGIN, rpId: 'time.example.org' };

let app: TestApp;
let email: string;
let id: string;
let browser: SignedIn;
let device: SoftAuthenticator;
let users = 0;

beforeAll(async () => {
  app = await startApp({ publicUrl: ORIGIN });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(NOON);
  email = `passkey-${users++}@example.org`;
  id = await open(email);
  browser = await signedIn(email);
  device = new SoftAuthenticator();
});

const aBrowser = () => new SignedIn(app.http, { Host: 'time.example.org' });

async function open(address: string): Promise<string> {
  const account = { email: address, timeZone: 'Europe/Berlin', password: PASSWORD };
  const { body } = await app.http
    .post('/api/v1/users')
    .set('Authorization', `Bearer ${app.adminToken}`)
    .send(account)
    .expect(201);
  return (body as { id: string }).id;
}

async function signedIn(address: string): Promise<SignedIn> {
  const one = aBrowser();
  await one.signIn(address, PASSWORD);
  return one;
}

interface Options {
  readonly challenge: string;
  readonly user: { readonly id: string };
  readonly excludeCredentials?: readonly { readonly id: string }[];
}

const newOptions = async (one = browser): Promise<Options> =>
  (await one.post(`${PAGE}/options`, {}, PAGE)).body as Options;

/** Adds the passkey of the device, as the page does. */
async function add(answering: Answering = RIGHT, one = browser) {
  const answer = device.create(await newOptions(one), answering);
  return one.post(PAGE, { name: 'Laptop', answer }, PAGE);
}

const signInOptions = async (one: SignedIn): Promise<Options> =>
  (await one.post('/sign-in/passkey/options', {})).body as Options;

/** Signs a new browser in with the passkey, as the page does. */
async function enter(answering: Answering = RIGHT, changes: object = {}): Promise<SignedIn & { status?: number }> {
  const one: SignedIn & { status?: number } = aBrowser();
  const answer = device.get(await signInOptions(one), answering, changes);
  one.status = (await one.post('/sign-in/passkey', { answer, return_to: '/account/keys' })).status;
  return one;
}

const isSignedIn = async (one: SignedIn): Promise<boolean> => (await one.get('/account')).status === 200;

describe('a passkey', () => {
  it('is added by a user who has just signed in, and listed', async () => {
    expect((await browser.get(PAGE)).text).toContain('You have no passkeys.');
    const { status, headers } = await add();
    expect([status, headers.location]).toEqual([303, `${PAGE}?done=added`]);
    const { text } = await browser.get(PAGE);
    expect(text).toContain('Laptop');
    expect(text).toContain('Not used yet.');
    const [known] = (await newOptions()).excludeCredentials ?? [];
    expect(known?.id).toBe(device.credentialId.toString('base64url'));
  });

  it('signs in alone, in place of the password and of a code', async () => {
    await add();
    const one = await enter();
    expect([one.status, await isSignedIn(one)]).toEqual([303, true]);
    expect((await browser.get(PAGE)).text).toContain('Last used on 21 November 2026.');
  });

  it('is asked from no account by name, so the options tell strangers nothing', async () => {
    await add();
    const options = await signInOptions(aBrowser());
    expect(options).toMatchObject({ rpId: 'time.example.org', userVerification: 'required' });
    expect(JSON.stringify(options)).not.toContain(device.credentialId.toString('base64url'));
  });

  it('is not added when the sign-in is more than ten minutes ago', async () => {
    app.setNow(NOON + 10 * MINUTE_MS);
    // The form leads to the password and back. The script gets a refusal, and leads there itself.
    const { status, headers } = await browser.post(PAGE, { name: 'Laptop', answer: '{}' }, PAGE);
    expect([status, headers['location']]).toEqual([303, '/sign-in/again?return_to=%2Faccount%2Fpasskeys']);
    const csrf = await browser.csrfOf(PAGE);
    await app.http
      .post(`${PAGE}/options`)
      .set('Cookie', browser.shownAs('__Host-timeledger_session'))
      .set('X-CSRF-Token', csrf)
      .expect(403);
  });

  it('is renamed and removed, by its owner only', async () => {
    await add();
    const { text } = await browser.get(PAGE);
    const passkeyId = /passkeys\/([0-9a-f-]{36})\/remove/.exec(text)?.[1] ?? '';
    await open(`other-${email}`);
    const other = await signedIn(`other-${email}`);
    for (const change of ['name', 'remove'])
      expect((await other.post(`${PAGE}/${passkeyId}/${change}`, { name: 'Mine' }, PAGE)).status).toBe(404);
    expect((await browser.post(`${PAGE}/${passkeyId}/name`, { name: 'Desk' }, PAGE)).status).toBe(303);
    expect((await browser.get(`${PAGE}/${passkeyId}`)).text).toContain('value="Desk"');
    expect((await browser.post(`${PAGE}/${passkeyId}/remove`, {}, PAGE)).status).toBe(303);
    expect((await enter()).status).toBe(401);
  });
});

it('leaves the account when a forgotten password is set and all access ends', async () => {
  await add();
  const made = await app.http.post(`/api/v1/users/${id}/reset-link`).auth(app.adminToken, { type: 'bearer' });
  const link = new URL((made.body as { url: string }).url, ORIGIN).searchParams.get('link') ?? '';
  const reset = await aBrowser().post('/sign-in/reset', { link, password: `${PASSWORD} 2`, end_all: 'yes' });
  expect(reset.status).toBe(303);
  expect((await enter()).status).toBe(401);
});

describe('a new password with all boxes ticked', () => {
  const everything = { revokeKeys: 'yes', revokeTokens: 'yes' };

  it('removes passkeys only when that is ticked too, and keeps the browser signed in', async () => {
    await add();
    const first = { current: PASSWORD, next: `${PASSWORD} 2`, ...everything };
    expect((await browser.post('/account/password', first, '/account')).status).toBe(303);
    const thief = await enter();
    expect(await isSignedIn(thief)).toBe(true);
    const again = { current: `${PASSWORD} 2`, next: PASSWORD, ...everything, removePasskeys: 'yes' };
    const { status, headers } = await browser.post('/account/password', again, '/account');
    expect([status, headers.location]).toEqual([303, '/account?done=password-and-more']);
    expect([await isSignedIn(thief), (await enter()).status, await isSignedIn(browser)]).toEqual([false, 401, true]);
  });

  it('removes passkeys by the administrator, also without a password', async () => {
    await add();
    const asked = app.http.put(`/api/v1/users/${id}`).auth(app.adminToken, { type: 'bearer' });
    await asked.send({ removePasskeys: true }).expect(204);
    expect([(await enter()).status, await isSignedIn(browser)]).toEqual([401, false]);
  });
});

it('begins no session when the user was signed out everywhere while it was checked', async () => {
  await add();
  const append = app.stores.eventStore.append.bind(app.stores.eventStore);
  app.stores.eventStore.append = async (...asked) => {
    const appended = await append(...asked);
    if (asked[1].some(({ event }) => event.type === 'PasskeyUsed'))
      await browser.post('/account/sign-out-everywhere', {}, '/account');
    return appended;
  };
  const one = await enter();
  app.stores.eventStore.append = append;
  expect([one.status, await isSignedIn(one)]).toEqual([401, false]);
});

describe('a new passkey is refused', () => {
  it.each<[what: string, Answering]>([
    ['for another site', { ...RIGHT, origin: 'https://time.example.org.evil.example' }],
    ['for another port', { ...RIGHT, origin: `${ORIGIN}:8443` }],
    ['for another RP ID', { ...RIGHT, rpId: 'example.org' }],
    ['from a device that did not verify its user', { ...RIGHT, isVerified: false }],
    [
      'with certificates of the device',
      { ...RIGHT, attestation: { fmt: 'packed', attStmt: new Map([['x5c', [new Uint8Array(8)]]]) } },
    ],
    ['with another attestation', { ...RIGHT, attestation: { fmt: 'tpm', attStmt: new Map() } }],
  ])('%s', async (_what, answering) => {
    expect((await add(answering)).status).toBe(401);
    expect((await browser.get(PAGE)).text).toContain('You have no passkeys.');
  });

  it.each(['', '{', 'null', '[]', '{"id":1}', '{"id":"a","rawId":"a","type":"public-key"}', 'x'.repeat(60_000)])(
    'when the answer is the text %p',
    async (answer) => {
      await newOptions();
      expect((await browser.post(PAGE, { name: 'Laptop', answer }, PAGE)).status).toBe(401);
    },
  );

  it('when the challenge is of another browser, was used, or is five minutes old', async () => {
    const options = await newOptions();
    const other = await signedIn(email);
    const answer = device.create(options, RIGHT);
    await newOptions(other);
    expect((await other.post(PAGE, { name: 'Laptop', answer }, PAGE)).status).toBe(401);
    app.setNow(NOON + 5 * MINUTE_MS);
    expect((await browser.post(PAGE, { name: 'Laptop', answer }, PAGE)).status).toBe(401);
    app.setNow(NOON);
    expect((await browser.post(PAGE, { name: 'Laptop', answer }, PAGE)).status).toBe(401);
  });

  it('when a challenge to sign in was signed, or one of another user', async () => {
    await open(`thief-${email}`);
    const thief = await signedIn(`thief-${email}`);
    const options = await newOptions(thief);
    const cookie = thief.shownAs(COOKIE);
    const answer = device.create(options, RIGHT);
    browser.show(cookie);
    expect((await browser.post(PAGE, { name: 'Laptop', answer }, PAGE)).status).toBe(401);
    const signing = await signInOptions(browser);
    const second = device.create({ ...options, challenge: signing.challenge }, RIGHT);
    expect((await browser.post(PAGE, { name: 'Laptop', answer: second }, PAGE)).status).toBe(401);
  });
});

describe('signing in with a passkey is refused', () => {
  beforeEach(() => add());

  it.each<[what: string, Answering, changes: object]>([
    ['for another site', { ...RIGHT, origin: 'https://evil.example' }, {}],
    ['for another RP ID', { ...RIGHT, rpId: 'evil.example' }, {}],
    ['when the device did not verify its user', { ...RIGHT, isVerified: false }, {}],
    ['with a wrong signature', RIGHT, { signature: Buffer.alloc(70).toString('base64url') }],
    ['without a user', RIGHT, { userHandle: undefined }],
    ['for a user that is not there', RIGHT, { userHandle: Buffer.from(crypto.randomUUID()).toString('base64url') }],
    [
      'for a user with a name of a stream in it',
      RIGHT,
      { userHandle: Buffer.from('x/../account').toString('base64url') },
    ],
  ])('%s', async (_what, answering, changes) => {
    const one = await enter(answering, changes);
    expect([one.status, await isSignedIn(one)]).toEqual([401, false]);
  });

  it('when another user’s account is named', async () => {
    const otherId = await open(`victim-${email}`);
    const one = await enter(RIGHT, { userHandle: Buffer.from(otherId).toString('base64url') });
    expect([one.status, await isSignedIn(one)]).toEqual([401, false]);
  });

  it('when the same answer comes twice, also at the same time', async () => {
    const one = aBrowser();
    const answer = device.get(await signInOptions(one), RIGHT);
    const cookie = one.shownAs(COOKIE);
    const again = () => {
      const thief = aBrowser();
      thief.show(cookie);
      return thief.post('/sign-in/passkey', { answer });
    };
    const answers = await Promise.all([again(), again(), again()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
    expect((await again()).status).toBe(401);
  });

  it('when the challenge was not given, was given to another browser, or is five minutes old', async () => {
    const options = await signInOptions(aBrowser());
    const answer = device.get(options, RIGHT);
    expect((await aBrowser().post('/sign-in/passkey', { answer })).status).toBe(401);
    const other = aBrowser();
    await signInOptions(other);
    expect((await other.post('/sign-in/passkey', { answer })).status).toBe(401);
    const late = aBrowser();
    const lateAnswer = device.get(await signInOptions(late), RIGHT);
    app.setNow(NOON + 5 * MINUTE_MS);
    expect((await late.post('/sign-in/passkey', { answer: lateAnswer })).status).toBe(401);
  });

  it('when the cookie is not signed by the server', async () => {
    const one = aBrowser();
    await signInOptions(one);
    const shown = one.shownAs(COOKIE).split('=')[1]?.split('.') ?? [];
    const own = Buffer.from(JSON.stringify({ value: { challenge: 'b3du', endsAt: 1e14 }, expiresAt: 1e14 }));
    one.show(`${COOKIE}=${own.toString('base64url')}.${shown[1]}`);
    const answer = device.get({ challenge: 'b3du' }, RIGHT);
    expect((await one.post('/sign-in/passkey', { answer })).status).toBe(401);
  });

  it('when the form comes from another site', async () => {
    const { status } = await app.http
      .post('/sign-in/passkey')
      .set({ Host: 'time.example.org', Origin: 'https://evil.example' })
      .type('form')
      .send({ answer: '{}' });
    expect(status).toBe(403);
  });

  it('when its account was closed', async () => {
    const { eventStore } = app.stores;
    let revision = -1n;
    for await (const stored of eventStore.read(`account-${id}`)) revision = stored.revision;
    const event = { type: 'AccountClosed', data: {} } as const;
    const closing = [{ event, metadata: { now: NOON, principalId: id } }];
    await eventStore.append(`account-${id}`, closing, revision);
    await until('the account to be closed', async () => (await enter()).status === 401);
  });
});

describe('a passkey that counts', () => {
  it('is blocked for good when its counter does not grow, and the page says why', async () => {
    await add({ ...RIGHT, counter: 5 });
    expect((await enter({ ...RIGHT, counter: 6 })).status).toBe(303);
    expect((await enter({ ...RIGHT, counter: 6 })).status).toBe(401);
    expect((await enter({ ...RIGHT, counter: 99 })).status).toBe(401);
    expect((await browser.get(PAGE)).text).toContain('another device may have a copy');
  });
});

describe('the pages', () => {
  it('run only our own script, and only where a passkey is used', async () => {
    for (const path of [PAGE, '/sign-in']) {
      const { headers, text } = await browser.get(path);
      expect(headers['content-security-policy']).toContain("script-src 'self'; connect-src 'self'");
      expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/pages/passkey.js" defer>']);
    }
    expect((await browser.get('/account')).headers['content-security-policy']).not.toContain('script-src');
    const script = await browser.get('/pages/passkey.js');
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it('say where passkeys work when they do not work at this address', async () => {
    const { text } = await app.http.get('/sign-in').set('Host', '127.0.0.1:3000');
    expect(text).toContain('take no number such as 127.0.0.1');
    expect(text).toContain('href="https://time.example.org/sign-in"');
    const refused = await app.http.post('/sign-in/passkey/options').set('Host', '127.0.0.1:3000');
    expect(refused.status).toBe(401);
  });
});
