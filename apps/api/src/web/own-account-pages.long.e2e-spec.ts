import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const HOUR_MS = 3_600_000;

describeInBrowser('importing and the own account in the application')(
  'the pages of the own account, in a real browser',
  () => {
    let app: TestApp;
    let timeledger: string;
    let browser: Browser;
    let page: Page;
    let person: PageDriver;
    let id: string;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'timeledger-account-pages-'));
      app = await startApp();
      timeledger = await app.listen();
      const user = await app.http
        .post('/api/v1/users')
        .set('Authorization', `Bearer ${app.adminToken}`)
        .send({ ...ADA, timeZone: 'Europe/Berlin' });
      id = (user.body as { id: string }).id;
      await record(await app.createKey(id, 'agent'));
      browser = await startBrowser();
      person = await PageDriver.signedIn(browser, timeledger, ADA, '/me/keys');
      page = person.page;
    });
    afterAll(async () => {
      await browser?.close();
      await app?.close();
      await rm(folder, { recursive: true, force: true });
    });
    afterEach(() => expect(person.takeFaults()).toEqual([]));

    async function record(key: string): Promise<void> {
      const stay = (startedAt: string, endedAt: string, application: string) => ({
        ...{ id: startedAt, application, startedAt, endedAt },
      });
      const activities = [
        stay('2026-11-19T08:00:00Z', '2026-11-19T09:00:00Z', 'vim'),
        stay('2026-11-20T08:00:00Z', '2026-11-20T08:30:00Z', 'vim'),
        stay('2026-11-20T08:30:00Z', '2026-11-20T08:50:00Z', '<b>Minecraft</b>'),
      ];
      const device = { id: 'desk', machine: 'desk', osUser: 'ada' };
      const batch = { device, source: 'computers', activities };
      await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${key}`).send(batch).expect(200);
      await app.caughtUp();
    }
    /** Chooses a file with this content. */
    const choose = async (name: string, content: string | Uint8Array) => {
      const path = join(folder, name);
      await writeFile(path, content);
      const input = await page.$('input[type=file]');
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
    };

    it('import a file: what it is, its first lines, how far it is, and each refused line to download', async () => {
      await person.open('/me/import');
      const rows = ['2026-10-01T09:00:00,60,vim', '2026-10-41T09:00:00,60,<b>bad</b>', '2026-10-02T09:00:00,30,"open'];
      await choose('history.csv', ['Date,Time Spent (seconds),Activity', ...rows].join('\n'));
      await person.shows('A table of 2 rows, an hour each');
      expect(await person.textOf('.lines')).toContain('2026-10-01T09:00:00,60,vim');
      const session = await page.createCDPSession();
      await session.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
      await person.press('Import');
      await person.shows('1 imported, 0 grown, 0 there already, 2 refused.');
      await person.shows('Done.');
      const text = await person.textOf();
      for (const words of ['Line 3', 'Line 4', 'A quote is not closed']) expect(text).toContain(words);
      await person.press('Download all refused lines');
      const saved = join(folder, 'history.csv.refused.txt');
      await until('the refused lines to be saved', () =>
        readFile(saved, 'utf8').then(
          (lines) => lines.split('\n').length === 3,
          () => false,
        ),
      );
      await person.press('Import');
      await person.shows('0 imported, 0 grown, 1 there already, 2 refused.');
    });

    it('say why a file is not taken, and ask what a row stands for when the file does not tell', async () => {
      await person.open('/me/import');
      await choose('picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x81));
      await person.shows('This is neither an export of Timeledger nor a table of RescueTime.');
      await choose('empty.csv', '');
      await person.shows('The file is empty.');
      await choose('days.csv', 'Date,Time Spent (seconds),Activity\n2026-10-03T00:00:00,60,vim\n');
      await person.shows('What does a row stand for?');
      await page.select('select', 'days');
      await person.shows('A table of one row, a day each');
    });

    it('ask for the password in the middle of an import, and go on', async () => {
      await person.open('/me/import');
      app.setNow(NOON + 3 * HOUR_MS);
      const { body } = await app.http
        .get('/api/v1/export')
        .set('Authorization', `Bearer ${await app.createKey(id, 'full')}`)
        .buffer()
        .parse((answer, done) => {
          let text = '';
          answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
          answer.on('end', () => done(null, text));
        });
      await choose('export.jsonl', `${String(body)}no line of an export\n`);
      await person.shows('An export of Timeledger');
      await person.press('Import');
      await person.shows('Is it you?');
      // A browser asks only a person who has touched the page.
      await page.click('dialog h2');
      const question = new Promise<string>((resolve) => {
        page.once('dialog', (dialog) => void dialog.dismiss().then(() => resolve(dialog.type())));
      });
      const pressed = page.evaluate(`document.querySelector('header nav a').click()`);
      expect(await question).toBe('beforeunload');
      await pressed;
      expect(page.url()).toBe(`${timeledger}/me/import`);
      await person.fill('Password', ADA.password);
      await person.press('Go on');
      await person.shows('Done.');
      await person.shows('It is not a line of an export.');
    });

    it('list the devices in words, and forget one after asking', async () => {
      const { body } = await app.http
        .get('/api/v1/devices')
        .set('Authorization', `Bearer ${await app.createKey(id, 'full')}`);
      const [device] = (body as { devices: { id: string }[] }).devices;
      const waiting = { records: 1200, oldestAt: Date.UTC(2026, 10, 3, 9) };
      const told = { id: device?.id, machine: 'm', osUser: 'u', waiting };
      await app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${await app.createKey(id, 'agent')}`)
        .send({ device: told, source: 'computers', activities: [] })
        .expect(200);
      await person.open('/me/devices');
      await person.shows('last heard of');
      await person.shows('1,200 records wait on it to be sent, since Nov 3, 2026');
      await person.press('Forget');
      await person.shows('its time stays in your reports');
      await person.press('Forget the device');
      await person.shows('Show the removed one');
      await person.press('Show the removed one');
      await person.shows('removed from the list');
    });

    it('keep a zone in the spelling of IANA, refuse one that is none beside the field, and offer that of the browser', async () => {
      await person.open('/me');
      await person.fill('Time zone', 'Mars/Olympus');
      await person.press('Save');
      await person.shows('There is no such time zone.');
      expect(await page.$$eval('[aria-invalid=true]', (inputs) => inputs.length)).toBe(1);
      await person.fill('Time zone', 'asia/calcutta');
      await person.press('Save');
      await page.waitForFunction(`document.querySelector('input[list]').value === 'Asia/Kolkata'`);
      const offered = await page.$$eval('datalist option', (all) => all.map((one) => one.getAttribute('value')));
      expect(offered).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Europe/Kyiv', 'UTC']));
      expect(offered).not.toContain('Asia/Calcutta');
      await page.evaluate(
        `[...document.querySelectorAll('button')].find((one) => one.innerText.startsWith('Use the zone')).click()`,
      );
      await person.press('Save');
      await person.shows('Saved.');
      await person.fill('City', 'Köln <b>');
      await page.evaluate(`[...document.querySelectorAll('form')].at(-1).requestSubmit()`);
      await until('the city to be saved', async () => {
        const { body } = await app.http
          .get('/api/v1/account')
          .set('Authorization', `Bearer ${await app.createKey(id, 'full')}`);
        return (body as { profile: { city?: string } }).profile.city === 'Köln <b>';
      });
    });

    it('list where the person is signed in, and sign another browser out', async () => {
      const other = new SignedIn(app.http, { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' });
      await other.signIn(ADA.email, ADA.password);
      await person.open('/me/security');
      await person.shows('Firefox on Linux');
      await person.shows('this browser');
      await page.evaluate(`document.querySelector('[aria-label="Sign out Firefox on Linux"]').click()`);
      await person.shows('That browser has to sign in again.');
      await person.press('Sign it out');
      await person.hides('Firefox');
      expect((await other.get('/account')).status).toBe(303);
    });

    it('show the connected applications with what each may do, and disconnect one after asking', async () => {
      const token = await app.issueToken(id, ['time_data']);
      const read = () => app.http.get('/api/oauth/data').set('Authorization', `Bearer ${token}`);
      await read().expect(200);
      await person.open('/me/applications');
      await person.shows('sees everything you did and when');
      await person.press('Disconnect');
      await person.shows('All its access ends at once.');
      await person.press('Disconnect it');
      await person.shows('You have not let any application in.');
      await read().expect(401);
    });

    it('show what a team sees, share less, and leave after asking', async () => {
      const key = await app.createKey(id, 'full');
      const boss = await app.createUser('boss@example.org');
      const as = (bearer: string) => ({ Authorization: `Bearer ${bearer}` });
      const team = await app.http
        .post('/api/v1/teams')
        .set(as(boss.fullKey))
        .send({ name: 'Crew <b>', sharing: 'categories' });
      const { id: teamId } = team.body as { id: string };
      const invitation = await app.http
        .post(`/api/v1/teams/${teamId}/invitations`)
        .set(as(boss.fullKey))
        .send({ email: ADA.email });
      const { token } = invitation.body as { token: string };
      const joined = app.http.post(`/api/v1/invitations/${token}/accept`).set(as(key)).send({ sharing: 'categories' });
      await joined.expect(200);
      await person.open('/me/teams');
      await person.shows('Crew <b>');
      await page.select('select', 'levels');
      await person.press('Share this');
      await person.shows('Saved.');
      const teams = await app.http.get('/api/v1/teams').set(as(key));
      expect(teams.body).toMatchObject({ teams: [{ shares: 'levels' }] });
      await person.press('Leave');
      await person.shows('To come back takes another invitation.');
      await person.press('Leave the team');
      await person.shows('You are in no team.');
    });

    it('set a new password after which the person signs in again', async () => {
      await person.open('/me/security');
      await person.fill('Current password', 'a wrong password');
      await person.fill('New password', `${ADA.password} 2`);
      app.setNow(NOON + 5 * HOUR_MS);
      await person.press('Change the password');
      await person.shows('The current password is wrong.');
      await person.fill('Current password', ADA.password);
      await person.press('Change the password');
      await person.shows('all browsers are signed out');
      await page.evaluate(`document.querySelector('main a[href*="sign-in"]').click()`);
      await person.signIn({ ...ADA, password: `${ADA.password} 2` });
      expect(page.url()).toBe(`${timeledger}/me/security`);
    });
  },
);
