import { codeAt, turnOnSecondStep } from '../testing/second-step.js';
import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';
const QUARTER_HOUR_MS = 15 * 60_000;

let app: TestApp;
let now: number;
let email: string;
let id: string;
let secret: string;
let browser: SignedIn;
let users = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  // Each test has a day of its own, so earlier tests count nowhere.
  now = Date.parse('2026-11-21T12:00:00Z') + users * 24 * 3_600_000;
  app.setNow(now);
  email = `guessed-${users++}@example.org`;
  const account = { email, timeZone: 'Europe/Berlin', password: PASSWORD };
  const admin = ['Authorization', `Bearer ${app.adminToken}`] as const;
  const { body } = await app.http
    .post('/api/v1/users')
    .set(...admin)
    .send(account)
    .expect(201);
  ({ id } = body as { id: string });
  browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
  ({ secret } = await turnOnSecondStep(browser, PASSWORD, now));
});

/** A browser that has shown the password, and no code yet. */
async function halfSignedIn(): Promise<SignedIn> {
  const other = new SignedIn(app.http);
  await other.signIn(email, PASSWORD);
  return other;
}

const enter = (one: SignedIn, code: string) => one.post('/sign-in/code', { code });

describe('wrong codes', () => {
  it('are refused after five in 15 minutes, and a right one then waits too', async () => {
    const stranger = await halfSignedIn();
    for (let tried = 0; tried < 5; tried++) expect((await enter(stranger, '000000')).status).toBe(401);
    const waiting = await enter(stranger, codeAt(secret, now));
    expect([waiting.status, Number(waiting.headers['retry-after'])]).toEqual([429, 900]);
    app.setNow((now += QUARTER_HOUR_MS));
    expect((await enter(await halfSignedIn(), codeAt(secret, now))).status).toBe(303);
  });

  it('are five, however many come at once', async () => {
    const stranger = await halfSignedIn();
    const answers = await Promise.all(Array.from({ length: 40 }, () => enter(stranger, '000000')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('are 20 in a day', async () => {
    for (let tried = 0; tried < 20; tried++) {
      if (tried % 5 === 0) app.setNow((now += QUARTER_HOUR_MS));
      expect((await enter(await halfSignedIn(), '000000')).status).toBe(401);
    }
    app.setNow((now += QUARTER_HOUR_MS));
    expect((await enter(await halfSignedIn(), codeAt(secret, now))).status).toBe(429);
  });

  it('of strangers do not keep the owner out of a known browser', async () => {
    const stranger = await halfSignedIn();
    for (let tried = 0; tried < 6; tried++) await enter(stranger, '000000');
    await browser.post('/sign-out', {}, '/account');
    await browser.signIn(email, PASSWORD);
    expect((await enter(browser, codeAt(secret, now))).status).toBe(303);
  });

  it('without a proof of the password count nowhere', async () => {
    const cookie = `timeledger_second_step=${id}.${crypto.randomUUID()}`;
    for (let tried = 0; tried < 10; tried++) {
      const { status } = await app.http
        .post('/sign-in/code')
        .set('Cookie', cookie)
        .type('form')
        .send({ code: '000000' });
      expect(status).toBe(401);
    }
    expect((await enter(await halfSignedIn(), codeAt(secret, now))).status).toBe(303);
  });
});
