import { normaliseEmail } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { AddressMails } from '../address/address-mails.js';
import { Accounts } from '../identity/accounts.js';
import { countedAddress } from '../limits/counted-address.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** What a person typed to sign up. */
export interface SignUpForm {
  readonly email: string;
  readonly password: string;
  readonly timeZone: string;
}

/** Opens accounts for strangers. */
@Injectable()
export class SignUp {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
    private readonly mails: AddressMails,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Opens an account, and mails a link that verifies its address. When the address has an account
   * already, that account gets a mail instead, and nothing here tells it. `address` is that of the
   * client. Throws DomainError and ApiError about the form, TooManyRequestsError.
   */
  async open(form: SignUpForm, address: string | undefined): Promise<void> {
    const turn = { name: countedAddress(address), isKnown: false };
    const terms = { ...form, plan: 'premium', openedBy: 'sign-up', turn } as const;
    await this.limits.trySignUp(address, () => this.accounts.open(terms, this.clock()));
    const email = normaliseEmail(form.email);
    if (email !== undefined) this.mails.afterSignUp(email);
  }
}
