import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { until } from './until.js';

/** A mail that arrived. */
export interface ArrivedMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** All of it, as it came. */
  readonly source: string;
}

/** A real SMTP server that keeps every mail. */
export class MailServer {
  readonly mails: ArrivedMail[] = [];
  /** The SMTP code with which the next mails are refused. */
  refuseWith: number | undefined;

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  static async start(): Promise<MailServer> {
    const server: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, session, done) {
        void text(stream).then((source) => {
          if (own.refuseWith === undefined) own.mails.push(arrived(source, session.envelope.rcptTo));
          done(own.refuseWith === undefined ? null : Object.assign(new Error('no'), { responseCode: own.refuseWith }));
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const own = new MailServer(server, `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
    return own;
  }

  /** The newest mail to an address, once it has arrived. `about` is a part of its subject. */
  async mailTo(address: string, about: string): Promise<ArrivedMail> {
    const found = () => this.mails.findLast(({ to, subject }) => to.includes(address) && subject.includes(about));
    await until(`a mail about "${about}"`, () => Promise.resolve(found() !== undefined));
    return found() as ArrivedMail;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

function arrived(source: string, to: readonly { address: string }[]): ArrivedMail {
  const [head = '', ...body] = source.split('\r\n\r\n');
  const subject = /^Subject: (.*)$/m.exec(head.replace(/\r\n[ \t]/g, ' '))?.[1] ?? '';
  const coded = body.join('\r\n\r\n');
  const isQuoted = /quoted-printable/i.test(head);
  // The texts have ASCII characters only, so the other coding of the mailer is plain 7 bit.
  const plain = isQuoted
    ? coded.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : coded;
  return { to: to.map(({ address }) => address), subject, text: plain, source };
}

/** The decoded part of a mail with this content type, such as `text/html`. Empty without one. */
export function partOf({ source }: ArrivedMail, type: string): Buffer {
  const start = source.indexOf(`Content-Type: ${type}`);
  if (start < 0) return Buffer.alloc(0);
  const head = source.slice(start, source.indexOf('\r\n\r\n', start));
  const body = source.slice(start + head.length + 4).split('\r\n--', 1)[0] ?? '';
  if (/base64/i.test(head)) return Buffer.from(body, 'base64');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** A header of a mail, its lines joined. Empty without one. */
export function headerOf({ source }: ArrivedMail, name: string): string {
  const head = (source.split('\r\n\r\n', 1)[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? '';
}

/** The path and query of the one link of a mail to a page. */
export function linkIn({ text: body }: Pick<ArrivedMail, 'text'>, path: string): string {
  const [found] = body.match(new RegExp(`${path}\\?link=\\S+`)) ?? [];
  if (found === undefined) throw new Error(`There is no link to ${path}.`);
  return found;
}
