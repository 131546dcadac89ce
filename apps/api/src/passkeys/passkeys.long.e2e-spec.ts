import type { Browser, CDPSession, Page, Protocol } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };

/** A device with a fingerprint reader, whose user touches it at once. */
const DEVICE: Protocol.WebAuthn.VirtualAuthenticatorOptions = {
  ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
  ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
};

describeInBrowser('the journey of a passkey')('a passkey in Chromium', () => {
  let app: TestApp;
  let localhost: string;
  let browser: Browser;
  let page: Page;
  let device: CDPSession;
  let authenticatorId: string;
  /** What the browser complained of, such as a script that the policy of the page forbids. */
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    localhost = `http://localhost:${new URL(await app.listen()).port}`;
    await app.http
      .post('/api/v1/users')
      .set('Authorization', `Bearer ${app.adminToken}`)
      .send({ ...ADA, timeZone: 'Europe/Berlin' })
      .expect(201);
    browser = await startBrowser();
    page = await browser.newPage();
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(String(error)));
    device = await page.createCDPSession();
    await device.send('WebAuthn.enable');
    ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE }));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const textOf = () => page.$eval('main', (main) => (main as { innerText?: string }).innerText ?? '');
  const follow = (selector: string) => Promise.all([page.waitForNavigation(), page.click(selector)]);
  const passkeyButton = '[data-passkey] button';

  async function signOut(): Promise<void> {
    await page.goto(`${localhost}/account`);
    await follow('header button');
  }

  it('is sent from 127.0.0.1 to localhost, added there, and signs in without a password', async () => {
    await page.goto(`${localhost.replace('localhost', '127.0.0.1')}/sign-in`);
    expect(await textOf()).toContain(`Passkeys work at ${localhost} only`);
    await follow('section a[href^="http:"]');
    expect(page.url()).toBe(`${localhost}/sign-in`);

    for (const [name, text] of Object.entries(ADA)) await page.type(`input[name=${name}]`, text);
    await follow('form[action="/sign-in"] button');
    await page.goto(`${localhost}/account/passkeys`);
    expect(await textOf()).toContain('You have no passkeys.');
    await follow(passkeyButton);
    expect(await textOf()).toContain('The passkey was added.');
    expect(await textOf()).toContain('Chrome on Linux');

    await signOut();
    await follow(passkeyButton);
    expect(page.url()).toBe(`${localhost}/`);
    await page.goto(`${localhost}/account`);
    expect(await textOf()).toContain('Your account');
  }, 120_000);

  it('is not added a second time by the same device, and the page says so', async () => {
    await page.goto(`${localhost}/account/passkeys`);
    await page.click(passkeyButton);
    await page.waitForSelector('[data-error]:not([hidden])');
    expect(await textOf()).toContain('This device has a passkey for your account already.');
  }, 60_000);

  it('does not sign in when the device does not verify its user, and the page says so', async () => {
    await signOut();
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.click(passkeyButton);
    await page.waitForSelector('[data-error]:not([hidden])');
    expect(await textOf()).toContain('The device gave no passkey');
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  }, 60_000);

  it('is blocked when a copy of it has counted further', async () => {
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
    const [credential] = credentials;
    if (!credential) throw new Error('The device has no passkey.');
    await page.goto(`${localhost}/sign-in`);
    await follow(passkeyButton);
    await signOut();
    await device.send('WebAuthn.clearCredentials', { authenticatorId });
    await device.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 0 } });
    await follow(passkeyButton);
    expect(await textOf()).toContain('The passkey does not sign in here.');
  }, 60_000);

  it('made no page break its own policy', () => {
    // Chromium also complains of the answer to the blocked passkey, which has a status of 401.
    expect(complaints.filter((text) => !text.includes('status of 401'))).toEqual([]);
  });
});
