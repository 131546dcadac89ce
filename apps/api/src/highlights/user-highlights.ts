import {
  type Asked,
  type Highlight,
  type HighlightCommand,
  highlightDecider,
  type HighlightEvent,
  type Highlights,
  highlightStream,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { type Principal, sentBy } from '../ground/principal.js';
import { Accounts } from '../identity/accounts.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

/**
 * The highlights of users. Every request folds them from their streams. Writing is for premium
 * accounts.
 */
@Injectable()
export class UserHighlights {
  constructor(
    private readonly accounts: Accounts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async stateOf(userId: string): Promise<Highlights> {
    return (await readState(this.store, highlightStream(userId), highlightDecider)).state;
  }

  /**
   * Resolves when the change is durable. Throws ApiError `premium_feature`, and DomainError as the
   * decider does.
   */
  async change(user: Principal, asked: Asked<HighlightCommand>): Promise<readonly HighlightEvent[]> {
    const { userId } = user;
    refuseLitePlan((await this.accounts.accountOf(userId)).plan, 'Daily highlights are');
    const command = { ...asked, metadata: sentBy(user, this.clock()) } as HighlightCommand;
    return (await handleCommand(this.store, highlightStream(userId), highlightDecider, command)).events;
  }

  async post(user: Principal, data: Extract<HighlightCommand, { type: 'PostHighlight' }>['data']): Promise<Highlight> {
    const [posted] = await this.change(user, { type: 'PostHighlight', data });
    if (posted?.type !== 'HighlightPosted') throw new Error('Posting a highlight always gives one.');
    return posted.data;
  }
}
