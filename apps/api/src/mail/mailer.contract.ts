import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { MailServer } from '../testing/mail-server.js';
import { until } from '../testing/until.js';
import { type Mail, Mailer } from './mailer.js';

const entries: string[] = [];
const sink = new Writable({ write: (entry: Buffer, _encoding, done) => (entries.push(entry.toString()), done()) });
const log = pino({ level: 'trace' }, sink);
const mail: Mail = { to: 'ada@example.org', subject: 'Hello', text: 'A mail.\n' };
const mailerAt = (smtpUrl: string) => new Mailer({ mail: { smtpUrl, from: 'timeledger@example.org' } }, log);
const logged = (text: string) => until(text, () => Promise.resolve(entries.join('').includes(text)));

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(() => (entries.length = 0));
afterEach(() => expect(entries.join('')).not.toContain('ada@'));

describe('the mailer', () => {
  it('sends a mail, and says that a program wrote it', async () => {
    const server = await MailServer.start();
    const mailer = mailerAt(server.url);
    mailer.soon(() => Promise.resolve(mail));
    expect(await server.mailTo('ada@example.org', 'Hello')).toMatchObject({ text: expect.stringContaining('A mail.') });
    await mailer.onModuleDestroy();
    await server.close();
  });

  it('goes on after a mail that cannot be prepared, and after one that is refused', async () => {
    const server = await MailServer.start();
    const mailer = mailerAt(server.url);
    mailer.soon(() => Promise.reject(new Error('ada@example.org is broken')));
    mailer.soon(() => Promise.resolve(undefined));
    server.refuseWith = 550;
    mailer.soon(() => Promise.resolve(mail));
    await logged('"responseCode":550');
    server.refuseWith = undefined;
    mailer.soon(() => Promise.resolve({ ...mail, subject: 'Second' }));
    await server.mailTo('ada@example.org', 'Second');
    expect(entries.join('')).toContain('A mail could not be prepared.');
    await mailer.onModuleDestroy();
    await server.close();
  });

  it('drops mails in front of a server that says nothing, in place of keeping them all, and ends in time', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    const mailer = mailerAt(await listening(silent));
    const begun = performance.now();
    for (let n = 0; n < 1_000; n++) mailer.soon(() => Promise.resolve(mail));
    expect(performance.now() - begun).toBeLessThan(1_000);
    await logged('Too many mails wait');
    await until('four connections', () => Promise.resolve(sockets.size === 4));
    await mailer.onModuleDestroy();
    expect(sockets.size).toBe(4);
    expect(performance.now() - begun).toBeLessThan(8_000);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('says when no server is there, and keeps the mail for another try', async () => {
    const gone = createServer();
    const url = await listening(gone);
    gone.close();
    const mailer = mailerAt(url);
    mailer.soon(() => Promise.resolve(mail));
    await logged('The mail server did not take a mail.');
    await mailer.onModuleDestroy();
  });

  it('keeps a mail for later when the mail server refuses the password, and no mail', async () => {
    const strict = new SMTPServer({
      ...{ allowInsecureAuth: true, disabledCommands: ['STARTTLS'] },
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    const url = new URL(await listening(strict.server));
    Object.assign(url, { username: 'timeledger', password: 'old' });
    const mailer = mailerAt(url.href);
    expect(await mailer.deliver(mail)).toBe('later');
    expect(entries.join('')).toContain('"responseCode":535');
    await mailer.onModuleDestroy();
    await new Promise<void>((resolve) => strict.close(() => resolve()));
  });

  it('answers for each mail that is delivered, also when the program ends meanwhile', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    const mailer = mailerAt(await listening(silent));
    const deliveries = Array.from({ length: 6 }, () => mailer.deliver(mail));
    await until('a connection', () => Promise.resolve(sockets.size > 0));
    const closing = mailer.onModuleDestroy();
    for (const socket of sockets) socket.destroy();
    silent.on('connection', (socket) => socket.destroy());
    expect(new Set(await Promise.all(deliveries))).toEqual(new Set(['later']));
    expect(await mailer.deliver(mail)).toBe('later');
    await closing;
    silent.close();
  });

  it('does nothing without a server', () => {
    const mailer = new Mailer({ mail: undefined }, log);
    expect(mailer.isSet).toBe(false);
    mailer.soon(() => Promise.reject(new Error('never asked')));
  });
});
