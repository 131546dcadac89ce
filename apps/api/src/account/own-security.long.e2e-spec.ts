import type supertest from 'supertest';
import { linkIn, MailServer } from '../testing/mail-server.js';
import { codeAt } from '../testing/second-step.js';
import { SignedIn } from '../testing/signed-in.js';
import { type Answering, SoftAuthenticator } from '../testing/soft-authenticator.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const HOST = 'time.example.org';
const ORIGIN = `https://${HOST}`;
const PASSWORD = 'correct horse battery';
const HOUR_MS = 3_600_000;
const RIGHT: Answering = { origin: ORIGIN, rpId: HOST };
const FACTOR = '/api/v1/account/second-factor';
const PASSKEYS = '/api/v1/account/passkeys';
const ADDRESS = '/api/v1/account/address';

type Method = 'get' | 'post' | 'put' | 'delete';

/** A page with scripts, in a browser in which a user has signed in. */
class Scripts {
  private constructor(
    private readonly http: ReturnType<typeof supertest>,
    readonly browser: SignedIn,
  ) {}

  static async of(email: string): Promise<Scripts> {
    const browser = new SignedIn(app.http, { Host: HOST });
    await browser.signIn(email, PASSWORD);
    return new Scripts(app.http, browser);
  }

  get cookies(): string {
    return ['session', 'passkey'].map((name) => this.browser.shownAs(`__Host-timeledger_${name}`)).join('; ');
  }

  async ask(method: Method, path: string, body?: object) {
    const { csrfToken } = (await this.browser.get('/api/v1/session')).body as { csrfToken: string };
    const request = this.http[method](path).set({ Host: HOST, Cookie: this.cookies, 'X-CSRF-Token': csrfToken });
    const answer = await (body ? request.send(body) : request);
    for (const set of (answer.headers['set-cookie'] ?? []) as unknown as string[])
      this.browser.show(set.split(';', 1)[0] ?? '');
    return answer;
  }
}

const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { code?: string } }).error?.code,
];

let mail: MailServer;
let app: TestApp;
let email: string;
let id: string;
let page: Scripts;
let users = 0;

beforeAll(async () => {
  mail = await MailServer.start();
  app = await startApp({ publicUrl: ORIGIN, mail: { smtpUrl: mail.url, from: 'timeledger@example.org' } });
});
afterAll(async () => {
  await app.close();
  await mail.close();
});
beforeEach(async () => {
  app.setNow(NOON + 2 * users * HOUR_MS);
  email = `security-${users++}@example.org`;
  id = await open(email);
  page = await Scripts.of(email);
});
const now = () => NOON + 2 * (users - 1) * HOUR_MS;

async function open(address: string): Promise<string> {
  const asAdmin = app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`);
  const { body } = await asAdmin.send({ email: address, timeZone: 'UTC', password: PASSWORD }).expect(201);
  return (body as { id: string }).id;
}

describe('the second step', () => {
  interface Offered {
    readonly secret: string;
    readonly uri: string;
    readonly offer: string;
  }
  const offered = async (one = page) =>
    (await one.ask('post', `${FACTOR}/secret`, { password: PASSWORD })).body as Offered;
  async function turnOn(): Promise<{ secret: string; recoveryCodes: string[] }> {
    const { secret, offer } = await offered();
    const { body } = await page.ask('post', FACTOR, { offer, code: codeAt(secret, now(), -1) });
    return { secret, ...(body as { recoveryCodes: string[] }) };
  }
  const state = async () => (await page.ask('get', FACTOR)).body as object;

  it('is set up with a secret of the server and a code of the app, which only then counts', async () => {
    expect(await state()).toEqual({ isOn: false, recoveryCodesLeft: 0, hasPassword: true });
    expect(codeOf(await page.ask('post', `${FACTOR}/secret`, { password: 'a wrong one' }))).toEqual([
      401,
      'wrong_password',
    ]);
    const { secret, uri, offer } = await offered();
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect(await state()).toMatchObject({ isOn: false });
    expect(codeOf(await page.ask('post', FACTOR, { offer, code: '000000' }))).toEqual([401, 'wrong_code']);
    const on = await page.ask('post', FACTOR, { offer, code: codeAt(secret, now()) });
    expect([on.status, on.headers['cache-control']]).toEqual([200, 'no-store']);
    const { recoveryCodes } = on.body as { recoveryCodes: string[] };
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await state()).toEqual({ isOn: true, recoveryCodesLeft: 10, hasPassword: true });
    expect(codeOf(await page.ask('post', FACTOR, { offer, code: codeAt(secret, now(), 1) }))).toEqual([
      409,
      'second_factor_on',
    ]);
    expect((await page.ask('post', `${FACTOR}/secret`, { password: PASSWORD })).status).toBe(409);
    const half = await new SignedIn(app.http).signIn(email, PASSWORD);
    expect(half.headers.location).toContain('/sign-in/code');
  });

  it('takes no offer of another session, of another user, of half an hour ago, or made up', async () => {
    const { secret, offer } = await offered();
    const elsewhere = await Scripts.of(email);
    const stranger = `stranger-${email}`;
    await open(stranger);
    for (const one of [elsewhere, await Scripts.of(stranger)])
      expect(codeOf(await one.ask('post', FACTOR, { offer, code: codeAt(secret, now()) }))).toEqual([
        404,
        'unknown_offer',
      ]);
    for (const bad of ['', 'x', offer.replace(secret.slice(0, 4), 'AAAA'), `${offer}x`])
      expect((await page.ask('post', FACTOR, { offer: bad, code: codeAt(secret, now()) })).status).toBe(404);
    const later = now() + HOUR_MS / 2;
    app.setNow(later);
    expect((await page.ask('post', FACTOR, { offer, code: codeAt(secret, later) })).status).toBe(404);
    expect(await state()).toMatchObject({ isOn: false });
  });

  it('gives new recovery codes for a code, and the old ones work no more', async () => {
    const { secret, recoveryCodes } = await turnOn();
    const asked = { code: recoveryCodes[0] ?? '' };
    const { body } = await page.ask('post', `${FACTOR}/recovery-codes`, asked);
    expect((body as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10);
    expect((body as { recoveryCodes: string[] }).recoveryCodes).not.toContain(recoveryCodes[1]);
    for (const code of [recoveryCodes[1] ?? '', codeAt(secret, now(), -1), '<b>'])
      expect(codeOf(await page.ask('post', `${FACTOR}/recovery-codes`, { code }))).toEqual([401, 'wrong_code']);
  });

  it('is turned off with the password and a code, and with neither alone', async () => {
    const { secret } = await turnOn();
    const off = (password: string, code: string) => page.ask('post', `${FACTOR}/off`, { password, code });
    expect(codeOf(await off('a wrong one', codeAt(secret, now())))).toEqual([401, 'wrong_password']);
    expect(codeOf(await off(PASSWORD, '123'))).toEqual([401, 'wrong_code']);
    expect(await state()).toMatchObject({ isOn: true });
    expect((await off(PASSWORD, codeAt(secret, now()))).status).toBe(204);
    expect(await state()).toEqual({ isOn: false, recoveryCodesLeft: 0, hasPassword: true });
    expect(codeOf(await off(PASSWORD, codeAt(secret, now(), 1)))).toEqual([409, 'second_factor_off']);
  });
});

describe('the passkeys', () => {
  const list = async () =>
    (await page.ask('get', PASSKEYS)).body as { passkeys: { id: string; name: string; isBlocked: boolean }[] };
  const challenge = async (one = page) =>
    ((await one.ask('post', `${PASSKEYS}/options`)).body as { options: { challenge: string } }).options;
  async function add(name = 'Laptop', device = new SoftAuthenticator()): Promise<SoftAuthenticator> {
    const answer = device.create(await challenge(), RIGHT);
    expect((await page.ask('post', PASSKEYS, { name, answer })).status).toBe(204);
    return device;
  }

  it('are added, listed, renamed and removed, and sign in meanwhile', async () => {
    expect(await list()).toMatchObject({ passkeys: [], work: 'here', address: null });
    const device = await add('<b>שלום</b>');
    const [made] = (await list()).passkeys;
    expect(made).toMatchObject({ name: '<b>שלום</b>', addedAt: new Date(now()).toISOString(), lastUsedOn: null });
    const enter = async () => {
      const browser = new SignedIn(app.http, { Host: HOST });
      const { body } = await browser.post('/sign-in/passkey/options', {});
      return (await browser.post('/sign-in/passkey', { answer: device.get(body as { challenge: string }, RIGHT) }))
        .status;
    };
    expect(await enter()).toBe(303);
    const path = `${PASSKEYS}/${made?.id}`;
    expect((await page.ask('put', path, { name: 'Desk' })).status).toBe(204);
    expect(await list()).toMatchObject({ passkeys: [{ name: 'Desk', isBlocked: false }] });
    expect(codeOf(await page.ask('put', path, { name: ' ' }))).toEqual([400, 'invalid_name']);
    expect(codeOf(await page.ask('put', path, { name: 'x', nmae: 'y' }))).toEqual([400, 'invalid_request']);
    expect((await page.ask('delete', path)).status).toBe(204);
    expect(codeOf(await page.ask('delete', path))).toEqual([404, 'unknown_passkey']);
    expect(await list()).toMatchObject({ passkeys: [] });
    expect(await enter()).toBe(401);
  });

  it('of another user are neither named nor removed', async () => {
    await add();
    const [own] = (await list()).passkeys;
    const stranger = `stranger-${email}`;
    await open(stranger);
    const other = await Scripts.of(stranger);
    expect((await other.ask('put', `${PASSKEYS}/${own?.id}`, { name: 'Mine' })).status).toBe(404);
    expect((await other.ask('delete', `${PASSKEYS}/${own?.id}`)).status).toBe(404);
    expect(await list()).toMatchObject({ passkeys: [{ name: 'Laptop' }] });
  });

  it('need a fresh sign-in to be added, and none to be removed', async () => {
    await add();
    const [own] = (await list()).passkeys;
    app.setNow(now() + HOUR_MS);
    expect(codeOf(await page.ask('post', `${PASSKEYS}/options`))).toEqual([403, 'sign_in_again']);
    expect(codeOf(await page.ask('post', PASSKEYS, { name: 'x', answer: '{}' }))).toEqual([403, 'sign_in_again']);
    expect((await page.ask('delete', `${PASSKEYS}/${own?.id}`)).status).toBe(204);
  });

  it('take no answer twice, of another user, broken, or for another site', async () => {
    const device = new SoftAuthenticator();
    const answer = device.create(await challenge(), RIGHT);
    expect((await page.ask('post', PASSKEYS, { name: 'x', answer })).status).toBe(204);
    const bad: string[] = [
      answer,
      '{}',
      'null',
      '<b>',
      device.create(await challenge(), { ...RIGHT, origin: 'https://x.y' }),
    ];
    const stranger = `stranger-${email}`;
    await open(stranger);
    bad.push(new SoftAuthenticator().create(await challenge(await Scripts.of(stranger)), RIGHT));
    for (const one of bad) {
      await challenge();
      expect(codeOf(await page.ask('post', PASSKEYS, { name: 'x', answer: one }))).toEqual([401, 'wrong_passkey']);
    }
    expect(codeOf(await page.ask('post', PASSKEYS, { name: 'x', answer: 'x'.repeat(50_001) }))).toEqual([
      400,
      'invalid_request',
    ]);
    expect((await list()).passkeys).toHaveLength(1);
  });
});

describe('the address', () => {
  const state = async () => (await page.ask('get', ADDRESS)).body as object;

  it('moves by the link in a mail, after the password', async () => {
    expect(await state()).toEqual({ email, isVerified: true, hasPassword: true, byMail: true });
    const ask = (to: string, password = PASSWORD) => page.ask('post', ADDRESS, { email: to, password });
    const next = `next-${email}`;
    expect(codeOf(await ask(next, 'a wrong one'))).toEqual([401, 'wrong_password']);
    for (const bad of ['ada', email, '', `${'x'.repeat(1_000)}@y`])
      expect(codeOf(await ask(bad))).toEqual([400, 'invalid_email']);
    expect((await ask(next)).status).toBe(204);
    expect(await state()).toMatchObject({ email });
    const path = linkIn(await mail.mailTo(next, 'Confirm your new address'), '/account/address/move');
    const link = new URL(path, ORIGIN).searchParams.get('link');
    await page.browser.post('/account/address/move', { link }, path);
    expect(await state()).toMatchObject({ email: next, isVerified: true });
    const session = (await page.ask('get', '/api/v1/session')).body as { userId: string; email: string };
    expect(session).toMatchObject({ userId: id, email: next });
  });

  it('is confirmed by the link in a mail, and an address gets five mails an hour', async () => {
    const signedUp = `sign-up-${email}`;
    await app.http.post('/sign-up').type('form').send({ email: signedUp, password: PASSWORD, time_zone: 'UTC' });
    page = await Scripts.of(signedUp);
    expect(await state()).toMatchObject({ isVerified: false });
    await mail.mailTo(signedUp, 'Confirm your address');
    const send = () => page.ask('post', `${ADDRESS}/confirmation`);
    for (let n = 1; n < 5; n++) expect((await send()).status).toBe(204);
    const refused = await send();
    expect([codeOf(refused), refused.headers['retry-after']]).toEqual([[429, 'rate_limit_exceeded'], '3600']);
  });
});

const ROUTES: readonly [Method, string, object?][] = [
  ['get', FACTOR],
  ['get', PASSKEYS],
  ['get', ADDRESS],
  ['post', `${FACTOR}/secret`, { password: PASSWORD }],
  ['post', FACTOR, { offer: 'x', code: 'x' }],
  ['post', `${FACTOR}/recovery-codes`, { code: 'x' }],
  ['post', `${FACTOR}/off`, { password: PASSWORD, code: 'x' }],
  ['post', `${PASSKEYS}/options`],
  ['post', PASSKEYS, { name: 'x', answer: '{}' }],
  ['put', `${PASSKEYS}/x`, { name: 'x' }],
  ['delete', `${PASSKEYS}/x`],
  ['post', ADDRESS, { email: 'x@y.z', password: PASSWORD }],
  ['post', `${ADDRESS}/confirmation`],
];

it.each(ROUTES)('%s %s is for sessions with their token: no key opens it', async (method, path, body = {}) => {
  const send = (headers: Record<string, string>) => {
    const request = app.http[method](path).set(headers);
    return method === 'get' ? request : request.send(body);
  };
  const key = await app.createKey(id, 'full');
  expect(codeOf(await send({ Authorization: `Bearer ${key}` }))).toEqual([401, 'not_signed_in']);
  if (method === 'get') return;
  expect(codeOf(await send({ Host: HOST, Cookie: page.cookies }))).toEqual([403, 'csrf']);
});
