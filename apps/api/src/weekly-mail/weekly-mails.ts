import { setTimeout as delay } from 'node:timers/promises';
import { dueWeekMail, nextMailLook } from '@app/domain';
import type { ExpectedRevision } from '@app/event-store';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Mailer } from '../mail/mailer.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Mailings } from './mailings.js';
import { WeekLetters } from './week-letters.js';

const LOOK_EVERY_MS = 60_000;
/** After a mail server that did not answer, or a defect. */
const TRY_AGAIN_MS = 15 * 60_000;
/** How long a mail on its way may take when the program ends. */
const CLOSING_PATIENCE_MS = 2_000;

/**
 * Sends the mails about weeks, in the morning after the week of each reader. Every API process with
 * a mail server does so. An event takes a week for one process, and another tells that the mail
 * server has the mail. After a crash in between, the mail is sent again, with the same Message-ID.
 */
@Injectable()
export class WeeklyMails implements OnApplicationBootstrap, OnModuleDestroy {
  /** When to look at a reader again, in epoch ms, by user id. */
  private readonly looks = new Map<string, number>();
  private end: ExpectedRevision = 'no_stream';
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly mailings: Mailings,
    private readonly mailer: Mailer,
    private readonly letters: WeekLetters,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.mailer.isSet) return;
    this.timer = setInterval(() => void this.sendDue(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  /** Begins no other mail. A mail on its way is sent again later when this does not wait for it. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.isStopping = true;
    await Promise.race([this.running, delay(CLOSING_PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Sends what is due, one mail after the other. Calls wait for each other. */
  sendDue(): Promise<void> {
    const work = this.running.then(() => this.sendAll()).catch((error: unknown) => this.mailer.note(error));
    return (this.running = work);
  }

  private async sendAll(): Promise<void> {
    const { userIds, end } = await this.mailings.listedAfter(this.end);
    for (const userId of userIds) this.looks.set(userId, 0);
    this.end = end;
    for (const [userId, at] of [...this.looks]) {
      if (this.isStopping) return;
      if (at <= this.clock()) await this.lookAt(userId);
    }
  }

  private async lookAt(userId: string): Promise<void> {
    this.looks.set(userId, this.clock() + TRY_AGAIN_MS);
    try {
      const next = await this.sendTo(userId);
      if (next === undefined) this.looks.delete(userId);
      else this.looks.set(userId, next);
    } catch (error) {
      this.mailer.note(error);
    }
  }

  /** Resolves to the time of the next look. Undefined for an account that is gone. */
  private async sendTo(userId: string): Promise<number | undefined> {
    const account = await this.mailings.readerOf(userId);
    if (!account) return undefined;
    const mailing = await this.mailings.of(userId);
    const moment = { now: this.clock(), timeZone: account.timeZone };
    const monday = dueWeekMail(mailing, moment);
    // A stranger would read about the week at an address that is not known to be the owner's.
    if (monday === undefined || !mailing.chosen || !account.isAddressVerified) return nextMailLook(moment);
    // A week that only seems to have no time would never be mailed.
    if (!(await this.letters.canBeWritten())) return moment.now + LOOK_EVERY_MS;
    const week = { userId, monday, now: moment.now };
    if (!(await this.mailings.begin(week))) return moment.now + TRY_AGAIN_MS;
    const mail = await this.letters.write(account, monday, mailing.chosen.language);
    const messageId = `week-${monday}.${userId}`;
    if (mail && (await this.mailer.deliver({ ...mail, messageId })) === 'later') return moment.now + TRY_AGAIN_MS;
    await this.mailings.noteMailed(week);
    return nextMailLook(moment);
  }
}
