import type { Browser, CDPSession, Page, Protocol } from 'puppeteer-core';
import { axeFaults, describeInBrowser, startBrowser } from '../testing/browser.js';
import { freePort } from '../testing/free-port.js';
import { linkIn, MailServer } from '../testing/mail-server.js';
import { PageDriver } from '../testing/page-driver.js';
import { codeAt } from '../testing/second-step.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';
const HOUR_MS = 3_600_000;

/** A device with a fingerprint reader, whose user touches it at once. */
const DEVICE: Protocol.WebAuthn.VirtualAuthenticatorOptions = {
  ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
  ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
};

describeInBrowser('the security of the account')('the security page, in a real browser', () => {
  let mail: MailServer;
  let app: TestApp;
  /** Browsers bind passkeys to a name, so the page is opened by one. */
  let timeledger: string;
  let browser: Browser;
  let page: Page;
  let person: PageDriver;
  let device: CDPSession;
  let authenticatorId: string;
  let email: string;
  let id: string;
  let now = NOON;
  let users = 0;

  beforeAll(async () => {
    mail = await MailServer.start();
    const port = await freePort();
    timeledger = `http://localhost:${port}`;
    app = await startApp({ publicUrl: timeledger, mail: { smtpUrl: mail.url, from: 'timeledger@example.org' } });
    await app.listen(port);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await mail?.close();
  });
  beforeEach(async () => {
    now += HOUR_MS;
    app.setNow(now);
    email = `security-${users++}@example.org`;
    const asAdmin = app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`);
    const { body } = await asAdmin.send({ email, password: PASSWORD, timeZone: 'Europe/Berlin' }).expect(201);
    id = (body as { id: string }).id;
    person = await PageDriver.signedIn(browser, timeledger, { email, password: PASSWORD }, '/me/security');
    ({ page } = person);
    await page.setViewport({ width: 1280, height: 900 });
    device = await page.createCDPSession();
    await device.send('WebAuthn.enable');
    ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE }));
    await person.open('/me/security');
  });
  afterEach(async () => {
    await page.browserContext().close();
    expect(person.takeFaults()).toEqual([]);
  });

  const signedOutEverywhere = () =>
    app.http
      .put(`/api/v1/users/${id}`)
      .set('Authorization', `Bearer ${app.adminToken}`)
      .send({ removePasskeys: true })
      .expect(204);
  const secretShown = async () => (await person.textOf('dialog .copy code')).replaceAll(' ', '');
  async function offeredSecret(): Promise<string> {
    await person.press('Set it up');
    await person.fill('Your password', PASSWORD);
    await person.press('Go on');
    await person.shows('Scan the picture');
    return secretShown();
  }
  async function turnOn(): Promise<{ secret: string; codes: string[] }> {
    const secret = await offeredSecret();
    await person.fill('Code from the app', codeAt(secret, now));
    await person.press('Turn it on');
    await person.shows('I have kept them');
    return { secret, codes: (await person.textOf('.recovery-codes code')).split('\n') };
  }

  it('sets the second step up, shows the recovery codes once, and the sign-in asks for a code', async () => {
    await person.press('Set it up');
    await person.fill('Your password', 'a wrong password');
    await person.press('Go on');
    await person.shows('The password is wrong.');
    await person.fill('Your password', PASSWORD);
    await person.press('Go on');
    await person.shows('Scan the picture');
    expect(await page.$eval('.qr path', (path) => path.getAttribute('d')?.length ?? 0)).toBeGreaterThan(500);
    expect(await page.evaluate('document.activeElement.innerText')).toBe('Add it to your app');
    const secret = await secretShown();
    await person.fill('Code from the app', '000 000');
    await person.press('Turn it on');
    await person.shows('The code is wrong');
    await person.fill('Code from the app', codeAt(secret, now));
    await person.press('Turn it on');
    await person.shows('I have kept them');
    const codes = (await person.textOf('.recovery-codes code')).split('\n');
    expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
    expect(codes[0]).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);

    const elsewhere = new SignedIn(app.http, { Host: new URL(timeledger).host });
    expect((await elsewhere.signIn(email, PASSWORD)).headers['location']).toContain('/sign-in/code');
    await elsewhere.post('/sign-in/code', { code: codes[0] });
    expect((await elsewhere.get('/account')).status).toBe(200);
    await person.press('I have kept them');
    await person.shows('You have 9 recovery codes left.');
    await person.open('/me/security');
    await person.shows('You have 9 recovery codes left.');
    expect(await page.content()).not.toContain(codes[1]);
  });

  it('makes new recovery codes for a code, and turns the second step off for the password and a code', async () => {
    const { secret, codes } = await turnOn();
    await person.press('I have kept them');
    await person.press('New recovery codes');
    await person.fill('Code from the app', codes[0] ?? '');
    await person.press('Make new codes');
    await person.shows('I have kept them');
    expect((await person.textOf('.recovery-codes code')).split('\n')).not.toContain(codes[1]);
    await person.press('I have kept them');
    await person.press('Turn it off');
    await person.fill('Your password', PASSWORD);
    await person.fill('Code from the app', codes[1] ?? '');
    await person.press('Turn the second step off');
    await person.shows('The code is wrong');
    await person.fill('Code from the app', codeAt(secret, now, 1));
    await person.press('Turn the second step off');
    await person.shows('It is off');
    expect((await new SignedIn(app.http).signIn(email, PASSWORD)).headers['location']).not.toContain('/sign-in/code');
  });

  it('keeps what was typed when the session ends, and begins again with a secret of the new session', async () => {
    const before = await offeredSecret();
    await signedOutEverywhere();
    await person.fill('Code from the app', codeAt(before, now));
    await person.press('Turn it on');
    await person.shows('You are not signed in any more');
    app.setNow(++now);
    const other = new PageDriver(await page.browserContext().newPage(), timeledger);
    await other.page.goto(`${timeledger}/sign-in`);
    await other.signIn({ email, password: PASSWORD });
    await page.bringToFront();
    await person.press('Turn it on');
    await person.shows('begin again here');
    // The password is still there.
    await person.press('Go on');
    await person.shows('Scan the picture');
    expect(await secretShown()).not.toBe(before);
    await person.fill('Code from the app', codeAt(await secretShown(), now));
    await person.press('Turn it on');
    await person.shows('I have kept them');
  });

  it('adds a passkey after the password, names and removes it, and it signs in meanwhile', async () => {
    await person.shows('You have no passkeys.');
    app.setNow((now += HOUR_MS));
    await person.press('Add a passkey');
    await person.fill('Name', 'Laptop <b>שלום</b>');
    await person.press('Make the passkey');
    await person.shows('Is it you?');
    await person.fill('Password', 'a wrong password');
    await person.press('Go on');
    await person.shows('The password is wrong.');
    await person.fill('Password', PASSWORD);
    await person.press('Go on');
    await person.shows('never used');
    await person.shows('Laptop <b>שלום</b>');
    expect(await page.$$eval('main b', (tags) => tags.length)).toBe(0);

    await person.press('Add a passkey');
    await person.press('Make the passkey');
    await person.shows('This device has a passkey for your account already.');
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await device.send('WebAuthn.clearCredentials', { authenticatorId });
    await person.press('Make the passkey');
    await person.shows('The device gave no passkey');
    await person.press('Cancel');

    await person.press('Rename Laptop <b>שלום</b>');
    await person.fill('Name', 'Desk');
    await person.press('Save');
    await person.shows('Desk');
    await person.hides('Laptop');
    await person.press('Remove Desk');
    await person.shows('It signs in no more.');
    await person.press('Remove the passkey');
    await person.shows('You have no passkeys.');
  });

  it('signs in with a passkey that it added', async () => {
    await person.press('Add a passkey');
    await person.press('Make the passkey');
    await person.shows('never used');
    await signedOutEverywhere();
    // That took the passkey away too. So another one is added in a new session.
    app.setNow(++now);
    await page.goto(`${timeledger}/sign-in?return_to=%2Fme%2Fsecurity`);
    await person.signIn({ email, password: PASSWORD });
    await device.send('WebAuthn.clearCredentials', { authenticatorId });
    await person.open('/me/security');
    await person.press('Add a passkey');
    await person.press('Make the passkey');
    await person.shows('never used');
    await page.deleteCookie(...(await page.cookies()));
    await page.goto(`${timeledger}/sign-in?return_to=%2Fme%2Fsecurity`);
    await Promise.all([page.waitForNavigation(), page.click('[data-passkey] button')]);
    await person.shows('last used');
  });

  it('moves to another address by the link in a mail, and an open page goes on', async () => {
    await person.press('Change the address');
    await person.fill('New e-mail address', email);
    await person.fill('Your password', PASSWORD);
    await person.press('Send the link');
    await person.shows('Enter another e-mail address.');
    const next = `next-${email}`;
    await person.fill('New e-mail address', next);
    await person.press('Send the link');
    await person.shows(`A mail with a link is on its way to ${next}.`);
    const path = linkIn(await mail.mailTo(next, 'Confirm your new address'), '/account/address/move');
    const other = await page.browserContext().newPage();
    await other.goto(`${timeledger}${path}`);
    await Promise.all([other.waitForNavigation(), other.click('main button')]);
    await page.bringToFront();
    await page.waitForFunction(`document.querySelector('.address').innerText.includes(${JSON.stringify(next)})`);
    app.setNow((now += HOUR_MS));
    await person.press('Add a passkey');
    await person.press('Make the passkey');
    await person.fill('Password', PASSWORD);
    await person.press('Go on');
    await person.shows('never used');
  });

  it.each(['light', 'dark'])('has no fault that axe finds, also in its dialogs, in the %s theme', async (theme) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    const steps: (() => Promise<unknown>)[] = [
      () => person.open('/me/security'),
      async () => {
        await person.open('/me/security');
        await offeredSecret();
      },
      async () => {
        await person.open('/me/security');
        await turnOn();
      },
      async () => {
        await person.open('/me/security');
        await person.press('Turn it off');
      },
      async () => {
        await person.open('/me/security');
        await person.press('Add a passkey');
      },
      async () => {
        await person.open('/me/security');
        await person.press('Change the address');
      },
    ];
    for (const [number, step] of steps.entries()) expect([number, await axeFaults(page, step)]).toEqual([number, []]);
  });

  it('needs no scrolling to the side at 320 pixels, in German, with all that it may show', async () => {
    await page.setViewport({ width: 320, height: 700 });
    await page.evaluateOnNewDocument(`Object.defineProperty(navigator, 'languages', { get: () => ['de-CH', 'en'] })`);
    const isNarrow = async (what: string) => {
      const inDialog = `(document.querySelector('dialog[open]') ?? document.documentElement)`;
      const wide = await page.evaluate(`[document.documentElement.scrollWidth, ${inDialog}.scrollWidth <= 320]`);
      expect([what, wide]).toEqual([what, [320, true]]);
    };
    await person.open('/me/security');
    await person.shows('Er ist aus');
    await isNarrow('page');
    await person.press('Einrichten');
    await person.fill('Dein Passwort', 'ein falsches Passwort');
    await person.press('Weiter');
    await person.shows('Das Passwort ist falsch.');
    await person.fill('Dein Passwort', PASSWORD);
    await person.press('Weiter');
    await person.shows('Scanne das Bild');
    await isNarrow('secret');
    await person.fill('Code aus der App', codeAt(await secretShown(), now));
    await person.press('Einschalten');
    await person.shows('Ich habe sie aufbewahrt');
    await isNarrow('codes');
    await person.press('Passkey anlegen');
    await person.fill('Name', 'x'.repeat(100));
    await person.press('Anlegen');
    await person.shows('nie benutzt');
    await isNarrow('passkey');
    expect(await person.textOf('main')).not.toMatch(/\b(second|step|recovery|the|your)\b/i);
  });
});
