import { linkedAt, type OpenedAccount } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { AllAccess } from '../applications/all-access.js';
import { ApiError } from '../ground/api-error.js';
import type { ShownUser } from '../guards/browser-sessions.js';
import { Accounts } from '../identity/accounts.js';
import { SIGN_IN_WAYS, type SignInWays } from '../sign-in/sign-in-ways.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import type { ProviderPerson } from './company-provider.js';

/**
 * Accounts that the provider opens begin in this zone. Their owners can change it on their page.
 */
const FIRST_ZONE = 'UTC';

/** Where a person belongs who has signed in at the provider. */
export type Found =
  | ({ readonly kind: 'owner' } & ShownUser)
  /** The account was linked just now, and all earlier access to it ended. */
  | ({ readonly kind: 'linked' } & ShownUser)
  /** The account has the address of the person, but nothing proves that it is the person's. */
  | { readonly kind: 'unproven'; readonly email: string };

/**
 * Finds the account of a person who has signed in at the provider. Issuer and subject identify the
 * person (OpenID Connect Core 1.0, section 5.7). An address leads to an account once, to link it,
 * and only when the address is known to be the owner's. Otherwise a stranger could prepare an
 * account with a colleague's address, and wait inside.
 */
@Injectable()
export class CompanyAccounts {
  constructor(
    private readonly accounts: Accounts,
    private readonly access: AllAccess,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SIGN_IN_WAYS) private readonly ways: SignInWays,
  ) {}

  /**
   * The account of the person. Throws ApiError `wrong_password` when there is none, `email_taken`
   * while the account of the address is being erased.
   */
  async find(person: ProviderPerson): Promise<Found> {
    const known = (await this.accounts.logins.accountOfProvider(person)) ?? (await this.renamed(person));
    if (known) return { kind: 'owner', userId: known.userId, signedOutAt: known.signedOutAt };
    if (person.email === undefined) {
      throw new ApiError(
        'wrong_password',
        'The identity provider has no verified e-mail address of yours, so it cannot lead to an account.',
      );
    }
    const account = await this.accounts.logins.accountOfEmail(person.email);
    if (!account) return { kind: 'owner', ...(await this.open(person, person.email)) };
    const isProven = account.isAddressVerified && !linkedAt(account, person.issuer);
    if (isProven) return this.linkByAddress(person, account);
    if (account.passwordHash !== undefined) return { kind: 'unproven', email: account.email };
    throw new ApiError(
      'wrong_password',
      'The account of your e-mail address belongs to another person at the identity provider. Ask your administrator.',
    );
  }

  /**
   * Links the account to a person who has shown its password. The provider has verified the
   * address, so the address is the owner's from now on. All earlier access ends before. Resolves to
   * the user who may come in now.
   */
  async link(userId: string, person: ProviderPerson): Promise<ShownUser> {
    await this.access.end(userId, this.clock());
    const { signedOutAt } = await this.accounts.accountOf(userId);
    if (person.email !== undefined) {
      const data = { email: person.email, by: 'provider' } as const;
      await this.accounts.change(userId, { type: 'VerifyAddress', data }, this.clock());
    }
    await this.accounts.logins.linkProvider(userId, person, this.clock());
    return { userId, signedOutAt };
  }

  private async linkByAddress(person: ProviderPerson, account: OpenedAccount): Promise<Found> {
    const { userId, passwordHash, signedOutAt } = account;
    if (passwordHash !== undefined) return { kind: 'linked', ...(await this.link(userId, person)) };
    // Only the provider and the administrator ever gave access to it. So its keys go on.
    await this.accounts.logins.linkProvider(userId, person, this.clock());
    return { kind: 'owner', userId, signedOutAt };
  }

  /** The account of a person who was known by the user-info address before the issuer was set. */
  private async renamed(person: ProviderPerson): Promise<OpenedAccount | undefined> {
    const account = person.former && (await this.accounts.logins.accountOfProvider(person.former));
    if (account) await this.accounts.logins.linkProvider(account.userId, person, this.clock());
    return account;
  }

  private async open(person: ProviderPerson, email: string): Promise<ShownUser> {
    if (!this.ways.opensAccounts) throw new ApiError('wrong_password', 'There is no account for your address.');
    const terms = { email, timeZone: FIRST_ZONE, plan: 'premium', openedBy: 'provider' } as const;
    const { id } = await this.accounts.open(terms, this.clock());
    await this.accounts.logins.linkProvider(id, person, this.clock());
    return { userId: id, signedOutAt: 0 };
  }
}
