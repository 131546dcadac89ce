import type { ApiSettings } from '@app/settings';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { SendMailOptions, Transporter } from 'nodemailer';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { isLoopbackName } from '../front/loopback.js';
import { LOG, SETTINGS } from '../ground/settings.module.js';

/** A mail. Its text stands alone: HTML and picture are for readers that show them. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** A picture that the HTML shows as `cid:` and its id. */
  readonly picture?: { readonly id: string; readonly name: string; readonly png: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands before the `@` of its Message-ID: the same for the same mail sent again. */
  readonly messageId?: string;
}

/** What became of a mail: the server has it, will never take it, or may take it later. */
export type Delivery = 'taken' | 'refused' | 'later';

/** Mails that wait or are on their way. Some 5 KB each. */
const MOST_MAILS = 500;
const AT_ONCE = 4;
/** A mail that the server did not take is sent again after these times, in milliseconds. */
const NEXT_TRIES_MS = [10_000, 60_000];
const PATIENCE_MS = 10_000;
/** How long mails on their way may take when the program ends. */
const CLOSING_PATIENCE_MS = 2_000;

/**
 * An address that means one mailbox in every reader. Our accounts take more: a comma or an angle
 * bracket in an address could name another mailbox.
 */
const ONE_MAILBOX = /^[^\s"(),:;<>@[\\\]]+@[^\s"(),:;<>@[\\\]]+$/;

/**
 * Errors about the mail: its addresses, or its text. Others are about the server, such as a wrong
 * password: 535 is final too, but says nothing of the mail.
 */
const OF_THIS_MAIL: readonly (string | undefined)[] = ['EENVELOPE', 'EMESSAGE'];

/**
 * Sends mails behind the answers of the API. A mail server that is slow or down delays no request:
 * mails wait in a bounded line, and each step has a time limit. The log gets codes, never an
 * address.
 */
@Injectable()
export class Mailer implements OnModuleDestroy {
  /** The library is loaded only for a server that sends mails. */
  private readonly transport: Promise<Transporter> | undefined;
  private readonly from: string;
  private readonly limit = pLimit(AT_ONCE);
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<unknown>>();
  private isClosed = false;

  constructor(
    @Inject(SETTINGS) { mail }: Pick<ApiSettings, 'mail'>,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.transport = mail && connectTo(mail.smtpUrl);
    this.from = mail?.from ?? '';
  }

  /** Whether the settings name a mail server. */
  get isSet(): boolean {
    return this.transport !== undefined;
  }

  /**
   * Prepares a mail and sends it, both later. So neither the result nor the time of the request
   * that asks for it tells what `prepare` found. Undefined is no mail.
   */
  soon(prepare: () => Promise<Mail | undefined>): void {
    if (!this.transport || this.isClosed) return;
    if (this.limit.pendingCount + this.limit.activeCount + this.timers.size >= MOST_MAILS) {
      this.log.warn('Too many mails wait for the mail server. One was dropped.');
      return;
    }
    this.run(async () => {
      const mail = await prepare();
      if (mail) await this.send(mail, 0);
    });
  }

  /**
   * Sends a mail once, beside the line, and resolves when the mail server has answered. At the end
   * of the program the line is dropped, and a mail in it would get no answer.
   */
  async deliver(mail: Mail): Promise<Delivery> {
    if (!this.transport || this.isClosed) return 'later';
    const sending = this.sendOnce(mail, 0);
    this.track(sending);
    return sending;
  }

  /** Logs that a mail could not be prepared. The log gets the name of the error only. */
  note(error: unknown): void {
    this.log.error({ error: (error as Error).name }, 'A mail could not be prepared.');
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    this.limit.clearQueue();
    for (const timer of this.timers) clearTimeout(timer);
    let limit: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => (limit = setTimeout(resolve, CLOSING_PATIENCE_MS)));
    await Promise.race([Promise.all(this.running), patience]);
    clearTimeout(limit);
    (await this.transport)?.close();
  }

  private run(work: () => Promise<void>): void {
    void this.limit(() => {
      const running = work().catch((error: unknown) => this.note(error));
      this.track(running);
      return running;
    });
  }

  /** Keeps work that does not reject, so the end of the program waits for it. */
  private track(work: Promise<unknown>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  private async send(mail: Mail, tried: number): Promise<void> {
    if ((await this.sendOnce(mail, tried)) === 'later') this.sendLater(mail, tried);
  }

  private async sendOnce(mail: Mail, tried: number): Promise<Delivery> {
    if (!ONE_MAILBOX.test(mail.to)) {
      this.log.warn('A mail was not sent: its address is no plain address.');
      return 'refused';
    }
    try {
      await (await this.transport)?.sendMail(messageOf(mail, this.from));
      return 'taken';
    } catch (error) {
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      this.log.warn({ code, responseCode, tried: tried + 1 }, 'The mail server did not take a mail.');
      // Source: RFC 5321, section 4.2.1: 5xx is final.
      return OF_THIS_MAIL.includes(code) && (responseCode ?? 500) >= 500 ? 'refused' : 'later';
    }
  }

  private sendLater(mail: Mail, tried: number): void {
    const waitMs = NEXT_TRIES_MS[tried];
    if (waitMs === undefined || this.isClosed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.run(() => this.send(mail, tried + 1));
    }, waitMs);
    this.timers.add(timer);
    timer.unref();
  }
}

/** The mail in the form of nodemailer. */
function messageOf({ to, subject, text, html, picture, headers, messageId }: Mail, from: string): SendMailOptions {
  return {
    ...{ from, to: { name: '', address: to }, subject, text },
    ...(html !== undefined && { html }),
    ...(picture && { attachments: [{ cid: picture.id, filename: picture.name, content: picture.png }] }),
    ...(messageId !== undefined && { messageId: `<${messageId}@${from.split('@').at(-1)}>` }),
    envelope: { from, to: [to] },
    // Other programs answer neither with a note of absence nor with the text of the mail.
    headers: { 'Auto-Submitted': 'auto-generated', ...headers },
  };
}

function connectTo(smtpUrl: string): Promise<Transporter> {
  const options = transportOf(smtpUrl);
  return import('nodemailer').then(({ createTransport }) => createTransport(options));
}

/** Without TLS a listener on the network could read the links. On this machine there is none. */
function transportOf(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  return {
    ...{ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 465 : 587), secure },
    requireTLS: !secure && !isLoopbackName(hostname),
    ignoreTLS: !secure && isLoopbackName(hostname),
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    ...{ dnsTimeout: PATIENCE_MS, disableFileAccess: true, disableUrlAccess: true },
  };
}
