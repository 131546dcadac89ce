import {
  MAIL_READERS_STREAM,
  type MailLanguage,
  mailReaderDecider,
  type Mailing,
  mailingDecider,
  mailingStream,
} from '@app/domain';
import { type EventStore, handleCommand, readState, StreamGoneError } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

/** Which users want the weekly mail. */
@Injectable()
export class Mailings {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(userId: string): Promise<Mailing> {
    return (await readState(this.store, mailingStream(userId), mailingDecider)).state;
  }

  /**
   * The user gets a mail about each week from now on. The user is listed first, so after a crash in
   * between the list names a user too many, but never one too few.
   */
  async choose(userId: string, language: MailLanguage): Promise<void> {
    const { metadata } = this.commandOf(userId);
    const list = { type: 'ListMailReader', data: { userId }, metadata } as const;
    await handleCommand(this.store, MAIL_READERS_STREAM, mailReaderDecider(userId), list);
    const choose = { type: 'ChooseWeeklyMail', data: { language }, metadata } as const;
    await handleCommand(this.store, mailingStream(userId), mailingDecider, choose);
  }

  /** Does nothing when the account was erased meanwhile. */
  async end(userId: string): Promise<void> {
    const end = { type: 'EndWeeklyMail', data: {}, ...this.commandOf(userId) } as const;
    try {
      await handleCommand(this.store, mailingStream(userId), mailingDecider, end);
    } catch (error) {
      if (!(error instanceof StreamGoneError)) throw error;
    }
  }

  private commandOf(principalId: string) {
    return { metadata: { now: this.clock(), principalId } };
  }
}
