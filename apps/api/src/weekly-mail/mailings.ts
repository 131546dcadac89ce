import {
  type LocalDate,
  MAIL_READERS_STREAM,
  type MailLanguage,
  mailReaderDecider,
  type Mailing,
  type MailingCommand,
  mailingDecider,
  mailingStream,
  type OpenedAccount,
  readMailReaderEvent,
  readOrPassOver,
} from '@app/domain';
import {
  type EventStore,
  type ExpectedRevision,
  handleCommand,
  readState,
  revisionAfter,
  StreamGoneError,
} from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

/** A week of a user, and the moment at which its mail is looked at, in epoch ms. */
export interface AskedWeek {
  readonly userId: string;
  readonly monday: LocalDate;
  readonly now: number;
}

/** Which users want the weekly mail, and which weeks were mailed. */
@Injectable()
export class Mailings {
  constructor(
    private readonly accounts: Accounts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(userId: string): Promise<Mailing> {
    return (await readState(this.store, mailingStream(userId), mailingDecider)).state;
  }

  /**
   * The account, read now and not remembered: no mail goes out after it was closed. Undefined when
   * it is closed or erased.
   */
  async readerOf(userId: string): Promise<OpenedAccount | undefined> {
    if (!(await this.accounts.isOpenNow(userId))) return undefined;
    return this.accounts.accountOf(userId);
  }

  /** The users who were listed after a place of the list, and the place up to which this looked. */
  async listedAfter(end: ExpectedRevision): Promise<{ readonly userIds: string[]; readonly end: ExpectedRevision }> {
    const userIds: string[] = [];
    let reached = end;
    for await (const stored of this.store.read(MAIL_READERS_STREAM, revisionAfter(end))) {
      const listed = readOrPassOver(readMailReaderEvent, stored);
      if (listed) userIds.push(listed.data.userId);
      reached = stored.revision;
    }
    return { userIds, end: reached };
  }

  /**
   * The user gets a mail about each week from now on. The user is listed first, so after a crash in
   * between the list names a user too many, but never one too few.
   */
  async choose(userId: string, language: MailLanguage): Promise<void> {
    const metadata = { now: this.clock(), principalId: userId };
    const list = { type: 'ListMailReader', data: { userId }, metadata } as const;
    await handleCommand(this.store, MAIL_READERS_STREAM, mailReaderDecider(userId), list);
    await this.handle(userId, { type: 'ChooseWeeklyMail', data: { language }, metadata });
  }

  /** Does nothing when the account was erased meanwhile. */
  async end(userId: string): Promise<void> {
    const metadata = { now: this.clock(), principalId: userId };
    try {
      await this.handle(userId, { type: 'EndWeeklyMail', data: {}, metadata });
    } catch (error) {
      if (!(error instanceof StreamGoneError)) throw error;
    }
  }

  /** Takes a week for this process. False when another process sends its mail, or none is due. */
  async begin({ userId, monday, now }: AskedWeek): Promise<boolean> {
    const metadata = { now, principalId: userId };
    return (await this.handle(userId, { type: 'BeginWeekMail', data: { monday }, metadata })).length > 0;
  }

  /** Notes that a week needs no mail any more. */
  async noteMailed({ userId, monday, now }: AskedWeek): Promise<void> {
    const metadata = { now, principalId: userId };
    await this.handle(userId, { type: 'NoteWeekMailed', data: { monday }, metadata });
  }

  private async handle(userId: string, command: MailingCommand) {
    return (await handleCommand(this.store, mailingStream(userId), mailingDecider, command)).events;
  }
}
