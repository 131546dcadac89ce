import { REDIRECT_URI } from '../testing/app-actors.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';

let app: TestApp;
let clientId: string;
let browser: SignedIn;
beforeAll(async () => {
  app = await startApp();
  const fields = { email: 'owner@b.c', password: PASSWORD, time_zone: 'UTC' };
  await app.http.post('/sign-up').type('form').send(fields).expect(303);
  ({ clientId } = await app.registerApplication({ scopes: ['time_data', 'alert_data'] }));
  browser = new SignedIn(app.http);
  await browser.signIn('owner@b.c', PASSWORD);
});
afterAll(() => app.close());

/** The query of a valid request, with changes. */
const query = (changes: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: REDIRECT_URI, response_type: 'code', scope: 'time_data alert_data' },
    ...{ state: 'a b&c', ...changes },
  }).toString();
const answer = (fields: object, asked = query()) =>
  browser.post('/oauth/authorize', { query: asked, ...fields }, '/account');
const allow = { answer: 'allow', granted: ['time_data', 'alert_data'] };
/** The target of an answer, and its parameters. */
const sentTo = (location: string | undefined) => {
  const url = new URL(String(location));
  return { to: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) };
};

describe('the consent page (RFC 6749 section 4.1.1)', () => {
  it.each(['/oauth/authorize', '/oauth/authorize/', '/OAUTH/Authorize'])(
    'asks at %s, and lets forms lead to the application only',
    async (path) => {
      const { status, headers, text } = await browser.get(`${path}?${query()}`);
      expect(status).toBe(200);
      expect(text).toContain('Reporter wants access');
      expect(headers['content-security-policy']).toContain("form-action 'self' https://app.example;");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    },
  );

  it('wants somebody signed in, who comes back to it', async () => {
    const path = `/oauth/authorize?${query()}`;
    const { status, headers } = await app.http.get(path);
    expect([status, headers.location]).toEqual([
      303,
      `/sign-in?${new URLSearchParams({ return_to: path }).toString()}`,
    ]);
  });

  it.each([{ redirect_uri: 'https://evil.example/' }, { redirect_uri: `${REDIRECT_URI}/` }, { client_id: 'unknown' }])(
    'redirects nowhere for %j (section 4.1.2.1)',
    async (changes) => {
      for (const { status, headers } of [
        await browser.get(`/oauth/authorize?${query(changes)}`),
        await answer(allow, query(changes)),
      ]) {
        expect([status, headers.location]).toEqual([400, undefined]);
      }
    },
  );

  it('takes other errors back to the application, with the state (section 4.1.2.1)', async () => {
    const { status, headers } = await browser.get(`/oauth/authorize?${query({ scope: 'highlight_data' })}`);
    expect(status).toBe(303);
    expect(sentTo(headers.location)).toMatchObject({ to: REDIRECT_URI, error: 'invalid_scope', state: 'a b&c' });
  });
});

describe('a browser that was left open', () => {
  const again = (path: string) => `/sign-in/again?${new URLSearchParams({ return_to: path }).toString()}`;
  afterEach(() => app.setNow(NOON));

  it('lets no application in before its user shows who they are; then the question comes back', async () => {
    app.setNow(NOON + 10 * 60_000);
    const path = `/oauth/authorize?${query()}`;
    const { status, headers } = await browser.get(path);
    expect([status, headers.location]).toEqual([303, again(path)]);
    expect((await answer(allow)).headers.location).toBe(again(path));
    const stranger = new SignedIn(app.http);
    await stranger.signIn('owner@b.c', PASSWORD);
    app.setNow(NOON + 30 * 60_000);
    const confirmed = await stranger.post('/sign-in/again', { password: PASSWORD, return_to: path }, '/account');
    expect([confirmed.status, confirmed.headers.location]).toEqual([303, path]);
    expect((await stranger.get(path)).text).toContain('Reporter wants access');
  });

  it('still says no for its user', async () => {
    app.setNow(NOON + 10 * 60_000);
    expect(sentTo((await answer({ answer: 'deny' })).headers.location)).toMatchObject({ error: 'access_denied' });
  });
});

describe('the answer (RFC 6749 section 4.1.2)', () => {
  it('gives a code with the state, for what was ticked and asked for: never for more (section 3.3)', async () => {
    const { status, headers } = await answer({ answer: 'allow', granted: ['alert_data', 'highlight_data'] });
    expect(status).toBe(303);
    const { to, state, code, iss } = sentTo(headers.location) as Record<string, string>;
    expect([to, state]).toEqual([REDIRECT_URI, 'a b&c']);
    // RFC 9207. Without a public URL, the issuer is the address of the server.
    expect(iss).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { clientSecret, clientId: id } = await app.registerApplication();
    // Another application cannot exchange it (section 4.1.3).
    const asked = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      client_id: id,
      client_secret: clientSecret,
    };
    await app.http.post('/oauth/token').type('form').send(asked).expect(400);
  });

  it.each([{ answer: 'deny', granted: ['time_data'] }, { answer: 'allow' }, { granted: ['time_data'] }])(
    'is a refusal when it is %j',
    async (fields) => {
      expect(sentTo((await answer(fields)).headers.location)).toMatchObject({
        to: REDIRECT_URI,
        error: 'access_denied',
        state: 'a b&c',
      });
    },
  );

  it('is for this session only: without its form the application gets nothing (RFC 9700 section 4.7)', async () => {
    const { status, headers } = await browser.post('/oauth/authorize', { query: query(), ...allow });
    expect([status, headers.location]).toEqual([403, undefined]);
    await app.http
      .post('/oauth/authorize')
      .type('form')
      .send({ query: query(), ...allow })
      .expect(303, /sign-in/);
  });
});
