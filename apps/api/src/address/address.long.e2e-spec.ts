import { linkIn, MailServer } from '../testing/mail-server.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PUBLIC_URL = 'https://time.example.org';
const PASSWORD = 'correct horse battery';
const HOUR = 3_600_000;

let mail: MailServer;
let app: TestApp;
let users = 0;
let email: string;

beforeAll(async () => {
  mail = await MailServer.start();
  app = await startApp({ publicUrl: PUBLIC_URL, mail: { smtpUrl: mail.url, from: 'timeledger@example.org' } });
});
afterAll(async () => {
  await app.close();
  await mail.close();
});
beforeEach(() => {
  app.setNow(NOON + 2 * users * HOUR);
  email = `address-${users++}@example.org`;
});

const signUp = (address: string) =>
  app.http.post('/sign-up').type('form').send({ email: address, password: PASSWORD, time_zone: 'UTC' }).expect(303);
async function signedIn(address = email): Promise<SignedIn> {
  const browser = new SignedIn(app.http);
  await browser.signIn(address, PASSWORD);
  return browser;
}
async function owner(): Promise<SignedIn> {
  await signUp(email);
  return signedIn();
}
const accountIn = async (browser: SignedIn) =>
  (await browser.get('/api/v1/account')).body as { id?: string; email?: string; isEmailVerified?: boolean };
const locationOf = ({ headers }: { headers: unknown }) => String((headers as Record<string, unknown>).location);
/** Follows a link of a mail, and presses the button on its page. */
async function follow(browser: SignedIn, path: string) {
  const page = path.split('?')[0] ?? '';
  const link = new URL(path, PUBLIC_URL).searchParams.get('link');
  return browser.post(page, { link }, path);
}
const verifyLink = async (address = email) =>
  linkIn(await mail.mailTo(address, 'Confirm your address'), '/account/address/verify');
const moveLink = async (address: string) =>
  linkIn(await mail.mailTo(address, 'Confirm your new address'), '/account/address/move');
const askToMove = (browser: SignedIn, to: string, password = PASSWORD) =>
  browser.post('/account/address', { email: to, password }, '/account/address');

describe('an address', () => {
  it('is verified by the link in the mail after signing up, in a browser that is signed in', async () => {
    const browser = await owner();
    const path = await verifyLink();
    const stranger = await new SignedIn(app.http).get(path);
    expect([stranger.status, locationOf(stranger)]).toEqual([303, expect.stringMatching(/^\/sign-in\?return_to=/)]);
    expect(await accountIn(browser)).toMatchObject({ isEmailVerified: false });
    expect((await browser.get(path)).text).toContain('This address is mine');
    expect(await accountIn(browser)).toMatchObject({ isEmailVerified: false });
    expect(locationOf(await follow(browser, path))).toBe('/account/address?done=verified');
    expect(await accountIn(browser)).toMatchObject({ isEmailVerified: true });
  });

  it('is verified for the account of the mail only: another user cannot use the link', async () => {
    await owner();
    const path = await verifyLink();
    const other = `other-${email}`;
    await signUp(other);
    const browser = await signedIn(other);
    expect((await browser.get(path)).status).toBe(403);
    expect((await browser.post('/account/address/verify', { link: 'x' }, '/account')).status).toBe(404);
    expect(await accountIn(browser)).toMatchObject({ isEmailVerified: false });
  });

  it('gets a new link when its owner asks for one; the old link ends, and five mails an hour are enough', async () => {
    const browser = await owner();
    const old = await verifyLink();
    mail.mails.length = 0;
    const send = () => browser.post('/account/address/send', {}, '/account/address');
    expect(locationOf(await send())).toBe('/account/address?done=sent');
    const path = await verifyLink();
    expect((await browser.get(old)).status).toBe(404);
    for (let n = 0; n < 3; n++) await send();
    expect((await send()).status).toBe(429);
    void path;
  });

  it('that has an account gets a note when another person signs up with it, and the answer is the same', async () => {
    await app.createUser(email);
    const first = await signUp(`new-${email}`);
    const second = await signUp(email);
    expect(locationOf(second)).toBe(locationOf(first));
    await mail.mailTo(email, 'You have an account already');
  });
});

describe('another address', () => {
  it('counts after its link was followed; both addresses get mail, and the old one is free', async () => {
    const browser = await owner();
    const { id } = await accountIn(browser);
    const next = `next-${email}`;
    expect(locationOf(await askToMove(browser, ` ${next.toUpperCase()} `))).toBe('/account/address?done=asked');
    await mail.mailTo(email, 'Your address shall change');
    expect(await accountIn(browser)).toMatchObject({ email });
    expect(locationOf(await follow(browser, await moveLink(next)))).toBe('/account/address?done=moved');
    expect(await accountIn(browser)).toMatchObject({ id, email: next, isEmailVerified: true });
    await mail.mailTo(email, 'Your address has changed');
    expect(await accountIn(await signedIn(next))).toMatchObject({ id });
    expect((await accountIn(await signedIn())).id).toBeUndefined();
    await signUp(email);
    const again = await accountIn(await signedIn());
    expect(again.id).toBeDefined();
    expect(again.id).not.toBe(id);
  });

  it('needs the password, and limits wrong ones', async () => {
    const browser = await owner();
    const refused = await askToMove(browser, `next-${email}`, 'a wrong password');
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('The password is wrong.')]);
    for (let n = 0; n < 20; n++) await askToMove(browser, `next-${email}`, 'a wrong password');
    expect((await askToMove(browser, `next-${email}`)).status).toBe(429);
    expect(mail.mails.some(({ to }) => to.includes(`next-${email}`))).toBe(false);
  });

  it('is not one that has an account', async () => {
    const taken = `taken-${email}`;
    await app.createUser(taken);
    const browser = await owner();
    await askToMove(browser, taken);
    const refused = await follow(browser, await moveLink(taken));
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('has an account already')]);
    expect(await accountIn(browser)).toMatchObject({ email });
  });

  it.each(['', 'no address', 'a b@example.org'])('is not "%s"', async (text) => {
    const refused = await askToMove(await owner(), text);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Enter another e-mail address.')]);
  });

  it('is forgotten when the password changes: a thief of the password asked for it', async () => {
    const browser = await owner();
    const next = `next-${email}`;
    await askToMove(browser, next);
    const path = await moveLink(next);
    const { id } = await accountIn(browser);
    const change = app.http.put(`/api/v1/users/${id}`).set('Authorization', `Bearer ${app.adminToken}`);
    await change.send({ password: `${PASSWORD} 2` }).expect(204);
    app.setNow(NOON + 2 * (users - 1) * HOUR + 1_000);
    const again = new SignedIn(app.http);
    await again.signIn(email, `${PASSWORD} 2`);
    expect((await again.get(path)).status).toBe(404);
  });

  it('gets no mail when its text could name two mailboxes', async () => {
    const browser = await owner();
    for (const text of ['a,eve@example.org', 'a>,<eve@example.org', '"eve"@example.org'])
      await askToMove(browser, text);
    await askToMove(browser, `next-${email}`);
    await moveLink(`next-${email}`);
    expect(mail.mails.flatMap(({ to }) => to).filter((to) => to.includes('eve'))).toEqual([]);
    expect(app.logged()).toContain('its address is no plain address');
  });
});
