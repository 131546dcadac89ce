import {
  dueWeekMail,
  MAIL_READERS_STREAM,
  mailingDecider,
  mailingStream,
  nextMailLook,
  readMailReaderEvent,
  readOrPassOver,
} from '@app/domain';
import { type EventStore, type ExpectedRevision, handleCommand, readState, revisionAfter } from '@app/event-store';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Mailer } from '../mail/mailer.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { WeekLetters } from './week-letters.js';

const LOOK_EVERY_MS = 60_000;
/** After a mail server that did not answer, or a defect. */
const TRY_AGAIN_MS = 15 * 60_000;

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

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly letters: WeekLetters,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.mailer.isSet) return;
    this.timer = setInterval(() => void this.sendDue(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Sends what is due, one mail after the other. Calls wait for each other. */
  sendDue(): Promise<void> {
    const work = this.running.then(() => this.sendAll()).catch((error: unknown) => this.mailer.note(error));
    return (this.running = work);
  }

  private async sendAll(): Promise<void> {
    for await (const stored of this.store.read(MAIL_READERS_STREAM, revisionAfter(this.end))) {
      const listed = readOrPassOver(readMailReaderEvent, stored);
      if (listed) this.looks.set(listed.data.userId, 0);
      this.end = stored.revision;
    }
    for (const [userId, at] of [...this.looks]) if (at <= this.clock()) await this.lookAt(userId);
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
    const account = await this.letters.readerOf(userId);
    if (!account) return undefined;
    const { state } = await readState(this.store, mailingStream(userId), mailingDecider);
    const moment = { now: this.clock(), timeZone: account.timeZone };
    const monday = dueWeekMail(state, moment);
    // A stranger would read about the week at an address that is not known to be the owner's.
    if (monday === undefined || !state.chosen || !account.isAddressVerified) return nextMailLook(moment);
    const metadata = { now: moment.now, principalId: userId };
    const change = (type: 'BeginWeekMail' | 'NoteWeekMailed') =>
      handleCommand(this.store, mailingStream(userId), mailingDecider, { type, data: { monday }, metadata });
    if ((await change('BeginWeekMail')).events.length === 0) return moment.now + TRY_AGAIN_MS;
    const mail = await this.letters.write(account, monday, state.chosen.language);
    const messageId = `week-${monday}.${userId}`;
    if (mail && (await this.mailer.deliver({ ...mail, messageId })) === 'later') return moment.now + TRY_AGAIN_MS;
    await change('NoteWeekMailed');
    return nextMailLook(moment);
  }
}
