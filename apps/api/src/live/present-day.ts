import { zoneClock } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** Which day it is for a user. */
@Injectable()
export class PresentDay {
  constructor(
    private readonly accounts: Accounts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The present day in the zone of the account. Throws DomainError `unknown_account`. */
  async of(userId: string): Promise<{ readonly today: string; readonly timeZone: string }> {
    const { timeZone } = await this.accounts.accountOf(userId);
    return { today: zoneClock(timeZone).localDateAt(this.clock()), timeZone };
  }
}
