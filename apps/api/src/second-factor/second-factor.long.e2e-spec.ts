import { codeAt, recoveryCodesIn, type SecondStep, turnOnSecondStep } from '../testing/second-step.js';
import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';
const PAGE = '/account/second-factor';
const MINUTE_MS = 60_000;
const WRONG = 'The code is wrong, was used before, or its time has passed.';

let app: TestApp;
let now: number;
let email: string;
let id: string;
let browser: SignedIn;
let users = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  now = Date.parse('2026-11-21T12:00:00Z') + users * 24 * 3_600_000;
  app.setNow(now);
  email = `second-${users++}@example.org`;
  const account = { email, timeZone: 'Europe/Berlin', password: PASSWORD };
  const { body } = await app.http
    .post('/api/v1/users')
    .set(...asAdmin())
    .send(account)
    .expect(201);
  ({ id } = body as { id: string });
  browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
});

const asAdmin = () => ['Authorization', `Bearer ${app.adminToken}`] as const;
const turnOn = (): Promise<SecondStep> => turnOnSecondStep(browser, PASSWORD, now);
const isSignedIn = async (one: SignedIn): Promise<boolean> => (await one.get('/account')).status === 200;

/** A browser that has shown the password, and no code yet. */
async function halfSignedIn(): Promise<SignedIn> {
  const other = new SignedIn(app.http);
  const { status, headers } = await other.signIn(email, PASSWORD);
  expect([status, headers.location]).toEqual([303, '/sign-in/code?return_to=%2F']);
  return other;
}

const enter = (one: SignedIn, code: string) => one.post('/sign-in/code', { code, return_to: '/account/keys' });

describe('turning the second step on', () => {
  it('shows the secret as text and as a picture after the password, and ten recovery codes after a code', async () => {
    const { status, text, headers } = await browser.post(`${PAGE}/secret`, { password: PASSWORD }, PAGE);
    expect(status).toBe(200);
    expect(text).toMatch(/<code>[A-Z2-7]{4}( [A-Z2-7]{4}){7}<\/code>/);
    expect(text).toContain('<svg class="qr" role="img" aria-label="The secret as a QR code"');
    expect(text).not.toContain('<script');
    expect([headers['cache-control'], headers['content-security-policy']]).toEqual([
      'no-store',
      expect.stringContaining("default-src 'none'"),
    ]);
    const { recoveryCodes } = await turnOn();
    expect(recoveryCodes).toHaveLength(10);
    expect((await browser.get(PAGE)).text).toContain('You have 10 recovery codes left.');
  });

  it('needs the password: a stolen session does not see a secret', async () => {
    const { status, text } = await browser.post(`${PAGE}/secret`, { password: 'wrong password' }, PAGE);
    expect([status, text.includes('The password is wrong.')]).toEqual([401, true]);
    expect(text).not.toContain('name="offer"');
  });

  it('counts only after a right code; a wrong one shows the same secret again', async () => {
    const { text } = await browser.post(`${PAGE}/secret`, { password: PASSWORD }, PAGE);
    const offer = /name="offer" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const wrong = await browser.post(`${PAGE}/confirm`, { offer, code: '000000' }, PAGE);
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain(WRONG);
    expect(wrong.text).toContain(offer);
    expect(await isSignedIn(await signedInByPassword())).toBe(true);
  });

  it('refuses a secret that this session was not offered, or that is half an hour old', async () => {
    const { text } = await browser.post(`${PAGE}/secret`, { password: PASSWORD }, PAGE);
    const offer = /name="offer" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const own = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const forged = [own, ...offer.split('.').slice(1)].join('.');
    const refused = await browser.post(`${PAGE}/confirm`, { offer: forged, code: codeAt(own, now) }, PAGE);
    expect(refused.text).toContain('Begin again: the secret is too old.');
    const other = await signedInByPassword();
    const code = codeAt(offer.split('.')[0] ?? '', now);
    expect((await other.post(`${PAGE}/confirm`, { offer, code }, PAGE)).status).toBe(400);
    app.setNow(now + 30 * MINUTE_MS);
    const late = codeAt(offer.split('.')[0] ?? '', now + 30 * MINUTE_MS);
    expect((await browser.post(`${PAGE}/confirm`, { offer, code: late }, PAGE)).status).toBe(400);
    expect(await isSignedIn(await signedInByPassword())).toBe(true);
  });
});

/** Another browser that signs in by the password alone. */
async function signedInByPassword(): Promise<SignedIn> {
  const other = new SignedIn(app.http);
  await other.signIn(email, PASSWORD);
  return other;
}

describe('signing in with the second step', () => {
  it('takes the password, then a code, and leads to where the user wanted to go', async () => {
    const { secret } = await turnOn();
    const other = await halfSignedIn();
    expect(await isSignedIn(other)).toBe(false);
    expect((await other.get('/sign-in/code?return_to=%2Faccount%2Fkeys')).text).toContain('value="/account/keys"');
    const { status, headers } = await enter(other, codeAt(secret, now));
    expect([status, headers.location]).toEqual([303, '/account/keys']);
    expect(await isSignedIn(other)).toBe(true);
  });

  it('takes a code with the space that apps show, and from a clock that is a step behind or ahead', async () => {
    const { secret } = await turnOn();
    const spaced = codeAt(secret, now).replace(/(\d{3})/, '$1 ');
    expect((await enter(await halfSignedIn(), ` ${spaced} `)).status).toBe(303);
    expect((await enter(await halfSignedIn(), codeAt(secret, now, 1))).status).toBe(303);
  });

  it('takes each code once, also when two browsers send it at the same time', async () => {
    const { secret } = await turnOn();
    const browsers = await Promise.all([halfSignedIn(), halfSignedIn(), halfSignedIn()]);
    const answers = await Promise.all(browsers.map((one) => enter(one, codeAt(secret, now))));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
    expect((await enter(await halfSignedIn(), codeAt(secret, now))).text).toContain(WRONG);
  });

  it('takes each recovery code once, in any case', async () => {
    const [first = '', second = ''] = (await turnOn()).recoveryCodes;
    expect((await enter(await halfSignedIn(), first.toUpperCase())).status).toBe(303);
    expect((await enter(await halfSignedIn(), first)).status).toBe(401);
    expect((await enter(await halfSignedIn(), second.replaceAll('-', ' '))).status).toBe(303);
    expect((await browser.get(PAGE)).text).toContain('You have 8 recovery codes left.');
  });

  it('takes a code only in the browser that showed the password, once, and within ten minutes', async () => {
    const { secret, recoveryCodes } = await turnOn();
    expect((await enter(new SignedIn(app.http), codeAt(secret, now))).headers.location).toBe('/sign-in');

    const other = await halfSignedIn();
    const cookie = other.shownAs('timeledger_second_step');
    expect((await enter(other, recoveryCodes[0] ?? '')).status).toBe(303);
    const again = await app.http
      .post('/sign-in/code')
      .set('Cookie', cookie)
      .type('form')
      .send({ code: recoveryCodes[1] });
    expect([again.status, again.text.includes('Please enter your password again.')]).toEqual([401, true]);

    const late = await halfSignedIn();
    app.setNow((now += 10 * MINUTE_MS));
    expect((await enter(late, codeAt(secret, now))).text).toContain('Please enter your password again.');
    expect(await isSignedIn(late)).toBe(false);
  });

  it('asks for the password again after the password has changed meanwhile', async () => {
    const { secret } = await turnOn();
    const other = await halfSignedIn();
    app.setNow((now += 1));
    const change = { password: 'another good password' };
    await app.http
      .put(`/api/v1/users/${id}`)
      .set(...asAdmin())
      .send(change)
      .expect(204);
    expect((await enter(other, codeAt(secret, now))).text).toContain('Please enter your password again.');
    app.setNow((now += 1_000));
    const next = new SignedIn(app.http);
    expect((await next.signIn(email, change.password)).headers.location).toContain('/sign-in/code');
    expect((await enter(next, codeAt(secret, now))).status).toBe(303);
  });

  it('gives a device cookie only after the code', async () => {
    const { secret } = await turnOn();
    const other = await halfSignedIn();
    expect(other.device).toBe('');
    await enter(other, codeAt(secret, now));
    expect(other.device).not.toBe('');
  });

  it('never logs a secret, a code or a proof', async () => {
    const { secret, recoveryCodes } = await turnOn();
    const other = await halfSignedIn();
    const proof = other.shownAs('timeledger_second_step').split('.')[1] ?? '';
    await enter(other, codeAt(secret, now));
    const log = app.logged();
    for (const text of [secret, codeAt(secret, now), proof, ...recoveryCodes]) expect(log).not.toContain(text);
  });
});

describe('the second step', () => {
  it('is turned off with the password and a code only', async () => {
    const { secret, recoveryCodes } = await turnOn();
    const off = (fields: object) => browser.post(`${PAGE}/off`, fields, PAGE);
    expect((await off({ password: 'wrong password', code: codeAt(secret, now) })).status).toBe(401);
    expect((await off({ password: PASSWORD, code: '000000' })).status).toBe(401);
    expect((await off({ password: PASSWORD, code: recoveryCodes[0] })).headers.location).toBe(`${PAGE}?done=off`);
    expect(await isSignedIn(await signedInByPassword())).toBe(true);
  });

  it('leaves no secret in its stream when it is off', async () => {
    const { secret, recoveryCodes } = await turnOn();
    await browser.post(`${PAGE}/off`, { password: PASSWORD, code: recoveryCodes[0] }, PAGE);
    const events: string[] = [];
    for await (const event of app.stores.eventStore.read(`factor-${id}`)) events.push(JSON.stringify(event.data));
    expect(events).toEqual(['{}']);
    expect(secret).not.toBe('');
  });

  it('gives new recovery codes for a code, and the old ones end', async () => {
    const { secret, recoveryCodes } = await turnOn();
    const { text } = await browser.post(`${PAGE}/recovery-codes`, { code: codeAt(secret, now) }, PAGE);
    const fresh = recoveryCodesIn(text);
    expect(fresh).toHaveLength(10);
    expect((await enter(await halfSignedIn(), recoveryCodes[0] ?? '')).status).toBe(401);
    expect((await enter(await halfSignedIn(), fresh[0] ?? '')).status).toBe(303);
  });

  it('is turned off by the administrator, who learns nothing of it', async () => {
    await turnOn();
    const remove = (userId: string) => app.http.delete(`/api/v1/users/${userId}/second-factor`);
    await remove(id).expect(401);
    await remove(id)
      .set(...asAdmin())
      .expect(204);
    await remove(id)
      .set(...asAdmin())
      .expect(204);
    await remove(crypto.randomUUID())
      .set(...asAdmin())
      .expect(404);
    expect(await isSignedIn(await signedInByPassword())).toBe(true);
  });

  it('is not in the export of the user', async () => {
    const { secret } = await turnOn();
    const { text } = await browser.get('/api/v1/export');
    expect(text).toContain('AccountOpened');
    expect(text).not.toContain(secret);
    expect(text).not.toContain('SecondFactor');
  });
});
