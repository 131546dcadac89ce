import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type LocalDate, mailingDecider, mailingStream } from '@app/domain';
import { handleCommand } from '@app/event-store';
import { headerOf, MailServer, partOf } from '../testing/mail-server.js';
import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const PUBLIC_URL = 'https://time.example.org';
const MINUTE = 60_000;
/** A Wednesday noon in Berlin, and the Mondays after it at 06:00. */
const CHOSEN_AT = Date.parse('2026-11-18T12:00:00+01:00');
const DUE_AT = Date.parse('2026-11-23T06:00:00+01:00');
const NEXT_DUE_AT = Date.parse('2026-11-30T06:00:00+01:00');

let mail: MailServer;
let app: TestApp;
let users = 0;

/** A user with an hour of work in each of two weeks, who wants the mail. */
async function reader({ bySignUp = false, of: server = app } = {}) {
  server.setNow(CHOSEN_AT);
  const email = `reader-${users++}@example.org`;
  const user = bySignUp ? await signedUp(email) : await server.createUser(email, 'Europe/Berlin');
  const as = (key: string) => ['Authorization', `Bearer ${key}`] as const;
  const choose = (body: object) =>
    server.http
      .put('/api/v1/account/weekly-mail')
      .set(...as(user.fullKey))
      .send(body);
  await choose({ isOn: true }).expect(200);
  const work = async (day: string) => {
    server.setNow(Date.parse(`${day}T18:00:00Z`));
    const piece = { startedAt: `${day}T09:00:00Z`, endedAt: `${day}T10:00:00Z` };
    await server.http
      .post('/agent/v1/activities')
      .set(...as(user.agentKey))
      .send({
        ...{ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers' },
        activities: [{ id: day, application: `Editor of ${email}`, title: 'secret.txt', ...piece }],
      })
      .expect(200);
  };
  await work('2026-11-19');
  await work('2026-11-26');
  await server.caughtUp();
  return { ...user, email, choose, as };
}
/** Nothing shows that the address of such a user is theirs. */
async function signedUp(email: string) {
  const password = 'correct horse battery';
  await app.http.post('/sign-up').type('form').send({ email, password, time_zone: 'Europe/Berlin' }).expect(303);
  const browser = new SignedIn(app.http);
  await browser.signIn(email, password);
  const { id } = (await browser.get('/api/v1/account')).body as { id: string };
  return { id, fullKey: await app.createKey(id, 'full'), agentKey: await app.createKey(id, 'agent') };
}
async function mailsAt(now: number, email: string) {
  app.setNow(now);
  await app.sendWeeklyMails();
  return mail.mails.filter(({ to }) => to.includes(email));
}
const endLinkIn = (one: Parameters<typeof headerOf>[0]) =>
  /^<https:\/\/time\.example\.org(\/weekly-mail\/end\?link=[^>]+)>$/.exec(headerOf(one, 'List-Unsubscribe'))?.[1] ?? '';

describe('the weekly mail', () => {
  beforeAll(async () => {
    mail = await MailServer.start();
    app = await startApp({ publicUrl: PUBLIC_URL, mail: { smtpUrl: mail.url, from: 'timeledger@example.org' } });
  });
  afterAll(async () => {
    await app.close();
    await mail.close();
  });
  beforeEach(() => {
    app.setNow(CHOSEN_AT);
    mail.mails.length = 0;
    mail.refuseWith = undefined;
  });

  it('comes once, on Monday at six in the zone of the reader, with the time of this reader only', async () => {
    const [ada, eve] = [await reader(), await reader()];
    expect(await mailsAt(DUE_AT - 1, ada.email)).toHaveLength(0);
    const [first, ...more] = await mailsAt(DUE_AT, ada.email);
    expect(more).toEqual([]);
    expect(await mailsAt(DUE_AT + 60 * MINUTE, ada.email)).toHaveLength(1);
    const text = partOf(first!, 'text/plain').toString();
    expect(text).toContain('1 h 0 m in all.');
    expect(text).toContain(`${PUBLIC_URL}/range/2026-11-16/2026-11-22`);
    expect(text).toContain(`Editor of ${ada.email}`);
    expect(first!.source).not.toContain(eve.email);
    expect(partOf(first!, 'text/html').toString()).toContain('cid:week@timeledger');
    expect(partOf(first!, 'image/png').subarray(1, 4).toString()).toBe('PNG');
    expect(headerOf(first!, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(headerOf(first!, 'Message-ID')).toBe(`<week-2026-11-16.${ada.id}@example.org>`);
    expect(await mailsAt(NEXT_DUE_AT, ada.email)).toHaveLength(2);
  });

  it('ends by one click without a session, and not by looking at the link', async () => {
    const ada = await reader();
    const [first] = await mailsAt(DUE_AT, ada.email);
    const link = endLinkIn(first!);
    expect((await app.http.get(link).expect(200)).text).toContain('Stop the mails');
    const state = async () =>
      (await app.http.get('/api/v1/account/weekly-mail').set(...ada.as(ada.fullKey))).body as object;
    expect(await state()).toMatchObject({ isOn: true, isSent: true, isEmailVerified: true });
    await app.http
      .post(link)
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200)
      .expect('Cache-Control', 'no-store');
    expect(await state()).toMatchObject({ isOn: false });
    await app.http.post(link).type('form').send('List-Unsubscribe=One-Click').expect(200);
    expect(await mailsAt(NEXT_DUE_AT, ada.email)).toHaveLength(1);
  });

  it.each(['', 'x', 'a.b', 'eyJ2YWx1ZSI6e319.x'])('does not end by the link %j', async (link) => {
    await app.http.post(`/weekly-mail/end?${new URLSearchParams({ link }).toString()}`).expect(404);
    await app.http.get('/weekly-mail/end?link=a&link=b').expect(404);
  });

  it('does not end for another user by a changed link', async () => {
    const [ada, eve] = [await reader(), await reader()];
    const [first] = await mailsAt(DUE_AT, eve.email);
    const [, shown = '', signature = ''] = /link=([^.]+)\.(.+)$/.exec(endLinkIn(first!)) ?? [];
    const value = Buffer.from(shown, 'base64url').toString().replace(eve.id, ada.id);
    expect(value).toContain(ada.id);
    const link = `${Buffer.from(value).toString('base64url')}.${signature}`;
    await app.http.post(`/weekly-mail/end?link=${link}`).expect(404);
    expect(await mailsAt(NEXT_DUE_AT, ada.email)).toHaveLength(2);
  });

  it('is sent again when the mail server was busy, and not when it refused for good', async () => {
    const ada = await reader();
    mail.refuseWith = 450;
    expect(await mailsAt(DUE_AT, ada.email)).toHaveLength(0);
    mail.refuseWith = undefined;
    expect(await mailsAt(DUE_AT + 14 * MINUTE, ada.email)).toHaveLength(0);
    expect(await mailsAt(DUE_AT + 15 * MINUTE, ada.email)).toHaveLength(1);
    mail.refuseWith = 550;
    expect(await mailsAt(NEXT_DUE_AT, ada.email)).toHaveLength(1);
    mail.refuseWith = undefined;
    expect(await mailsAt(NEXT_DUE_AT + 60 * MINUTE, ada.email)).toHaveLength(1);
  });

  it('waits for a process that has begun it, and is sent when that process has ended', async () => {
    const ada = await reader();
    await handleCommand(app.stores.eventStore, mailingStream(ada.id), mailingDecider, {
      ...{ type: 'BeginWeekMail', data: { monday: '2026-11-16' as LocalDate } },
      metadata: { now: DUE_AT, principalId: ada.id },
    });
    expect(await mailsAt(DUE_AT, ada.email)).toHaveLength(0);
    expect(await mailsAt(DUE_AT + 15 * MINUTE, ada.email)).toHaveLength(1);
  });

  it('waits while the tables are filled: a week that only seems empty would never be mailed', async () => {
    const ada = await reader();
    await app.stores.readModels.forgetAllCheckpoints();
    expect(await mailsAt(DUE_AT, ada.email)).toHaveLength(0);
    // With the next event the projector notes again how far the tables are.
    await ada.choose({ isOn: true, language: 'de' }).expect(200);
    await app.caughtUp();
    expect(await mailsAt(DUE_AT + MINUTE, ada.email)).toHaveLength(1);
  });

  it('does not come to an address that is not known to be the owner’s, nor after the account ended', async () => {
    const [stranger, gone, off] = [await reader({ bySignUp: true }), await reader(), await reader()];
    await off.choose({ isOn: false }).expect(200);
    await app.http
      .delete('/api/v1/account')
      .set(...gone.as(gone.fullKey))
      .expect(202);
    for (const { email } of [stranger, gone, off]) {
      const mails = await mailsAt(DUE_AT, email);
      expect(mails.filter(({ subject }) => subject.includes('week'))).toEqual([]);
    }
  });

  it('is refused in other forms than the documented one', async () => {
    const ada = await reader();
    for (const body of [{}, { isOn: 'yes' }, { isOn: true, language: 'tlh' }, { isOn: true, to: 'eve@example.org' }])
      await ada.choose(body).expect(400);
    await app.http.put('/api/v1/account/weekly-mail').send({ isOn: true }).expect(401);
  });
});

describe('a mail server that says nothing', () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  beforeAll(() => once(silent.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => {
    silent.close();
    for (const socket of sockets) socket.destroy();
  });

  it('does not keep our server from its end', async () => {
    const smtpUrl = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const server = await startApp({ publicUrl: PUBLIC_URL, mail: { smtpUrl, from: 'timeledger@example.org' } });
    for (let n = 0; n < 2; n++) await reader({ of: server });
    server.setNow(DUE_AT);
    const connected = once(silent, 'connection');
    const sending = server.sendWeeklyMails();
    await connected;
    const begun = performance.now();
    await server.close();
    // The mailer itself waits ten seconds for a greeting.
    expect(performance.now() - begun).toBeLessThan(8_000);
    for (const socket of sockets) socket.destroy();
    await sending;
    expect(sockets.size).toBe(1);
  });
});
