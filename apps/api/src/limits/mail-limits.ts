import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { countedAddress } from './counted-address.js';
import { requireTry } from './counted-try.js';
import { takeOfEach, TryCounts } from './try-counts.js';

const HOUR_MS = 3_600_000;

/**
 * Limits mails that a person can cause: 20 requests in 15 minutes from one address of a client, 50
 * invitations of one user in a day, and 5 mails in an hour to one e-mail address. The last count is
 * the same whether the e-mail address has an account or not. The counts are in memory, so each API
 * process counts for itself.
 */
@Injectable()
export class MailLimits {
  private readonly byClient = new TryCounts({ most: 20, windowMs: HOUR_MS / 4 });
  private readonly byEmail = new TryCounts({ most: 5, windowMs: HOUR_MS });

  private readonly byInviter = new TryCounts({ most: 50, windowMs: 24 * HOUR_MS });

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Counts a request of a client. Throws TooManyRequestsError when there were too many. */
  countRequest(address: string | undefined): void {
    const keys = [{ counts: this.byClient, key: countedAddress(address) }];
    requireTry(keys, this.clock());
    takeOfEach(keys, this.clock());
  }

  /** Counts an invitation that a user sends. Throws TooManyRequestsError after too many. */
  countInvitation(userId: string): void {
    const keys = [{ counts: this.byInviter, key: userId }];
    requireTry(keys, this.clock());
    takeOfEach(keys, this.clock());
  }

  /** Counts a mail to a normalised e-mail address. False when there were too many. */
  mayMail(email: string): boolean {
    const key = sha256(email);
    if (this.byEmail.waitMs(key, this.clock()) > 0) return false;
    this.byEmail.take(key, this.clock());
    return true;
  }
}
