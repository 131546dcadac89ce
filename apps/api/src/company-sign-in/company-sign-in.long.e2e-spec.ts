import { jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { startApp, type TestApp } from '../testing/start-app.js';

/** Whether the provider has verified the address. */
const isVerified = (login: string) => login !== 'unverified@example.org';

/** A real OpenID provider. Its own pages let in every user by the name that they type. */
function startProvider(server: Server, issuer: string, redirectUri: string): void {
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'timeledger', client_secret: 'provider-secret', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['of the test'] },
    findAccount: (_context, login) => ({
      accountId: login,
      claims: () => ({ sub: login, email: login, email_verified: isVerified(login) }),
    }),
  });
  server.on('request', provider.callback());
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A port that is free at present. */
async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listening(server));
  server.close();
  await once(server, 'close');
  return Number(port);
}

describeInBrowser('signing in by an OpenID provider')('signing in through a company', () => {
  const server = createServer();
  let app: TestApp;
  let timeledger: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // The provider prints that its pages are not for production.
    for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
    const issuer = await listening(server);
    const port = await freePort();
    timeledger = `http://127.0.0.1:${port}`;
    startProvider(server, issuer, `${timeledger}/sign-in/company/callback`);
    const upstream = {
      ...{ authorizationUrl: `${issuer}/auth`, tokenUrl: `${issuer}/token`, userInfoUrl: `${issuer}/me` },
      ...{ clientId: 'timeledger', clientSecret: 'provider-secret' },
    };
    app = await startApp({ publicUrl: timeledger, upstream });
    await app.listen(port);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(async () => {
    page = await (await browser.createBrowserContext()).newPage();
  });

  const follow = (selector: string) => Promise.all([page.waitForNavigation(), page.click(selector)]);

  /** Signs in on the provider's own pages, and agrees there. */
  async function signInAs(login: string, from = '/sign-in'): Promise<void> {
    await page.goto(`${timeledger}${from}`);
    await follow('a[href^="/sign-in/company"]');
    await page.type('input[name=login]', login);
    await page.type('input[name=password]', 'anything');
    await follow('button[type=submit]');
    await follow('button[type=submit]');
  }

  it('lets the owner of a verified address into their account, and on to where they were going', async () => {
    await app.createUser('ada@example.org');
    await signInAs('ada@example.org', '/account/keys');
    expect(page.url()).toBe(`${timeledger}/account/keys`);
    expect(await page.$eval('header', (header) => header.textContent)).toContain('ada@example.org');
    expect(await page.$eval('main', (main) => main.textContent)).toContain('read_post');
  });

  it('opens an account for an address that has none, where people may sign up', async () => {
    await signInAs('new@example.org');
    expect(page.url()).toBe(`${timeledger}/`);
    await page.goto(`${timeledger}/account`);
    expect(await page.$eval('header', (header) => header.textContent)).toContain('new@example.org');
  });

  it('lets no user in by an address that is not verified', async () => {
    await app.createUser('unverified@example.org');
    await signInAs('unverified@example.org');
    expect(await page.$eval('[role=alert]', (alert) => alert.textContent)).toContain('no verified e-mail address');
    await page.goto(`${timeledger}/account`);
    expect(page.url()).toContain('/sign-in');
  });

  it('ends only in the browser in which it began', async () => {
    const { status, text } = await app.http.get('/sign-in/company/callback').query({ code: 'stolen', state: 'stolen' });
    expect([status, text]).toEqual([401, expect.stringContaining('did not begin in this browser')]);
  });

  it('leaves no form to open an account with somebody else’s address', async () => {
    await app.http.get('/sign-up').expect(404);
    await app.http
      .post('/sign-up')
      .type('form')
      .send({ email: 'x@example.org', password: 'correct horse' })
      .expect(404);
  });
});
