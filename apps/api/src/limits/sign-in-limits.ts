import { Inject, Injectable } from '@nestjs/common';
import { isRefusal } from '../ground/api-error.js';
import { sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { CodeLimits } from './code-limits.js';
import { countedAddress } from './counted-address.js';
import { countedTry, requireTry } from './counted-try.js';
import { KnownAddresses } from './known-addresses.js';
import type { SignInTry } from './sign-in-try.js';
import { type CountedKey, TryCounts } from './try-counts.js';

const QUARTER_HOUR_MS = 15 * 60_000;
const twenty = () => new TryCounts({ most: 20, windowMs: QUARTER_HOUR_MS });

/**
 * Limits wrong passwords, and how often one address may sign up.
 *
 * A try is taken before the password is looked at, and given back when the password is right. So
 * tries that run at the same time cannot be more than the limit. At the limit a right password
 * waits too; otherwise the limit would tell which password was right.
 *
 * Strangers share the count of their address and the count of the account. A browser or an address
 * from which the account was signed in to before has a count of its own. So strangers can use up
 * their tries, but they cannot lock the owner out.
 *
 * The counts are in memory, so each API process counts for itself.
 */
@Injectable()
export class SignInLimits {
  private readonly byAddress = twenty();
  /** Wider, so an attacker needs several addresses to lock a user out. */
  private readonly byAccount = new TryCounts({ most: 60, windowMs: QUARTER_HOUR_MS });
  private readonly byDevice = twenty();
  private readonly byKnownAddress = twenty();
  private readonly bySignedInUser = twenty();
  private readonly signUpsByAddress = twenty();

  private readonly knownAddresses = new KnownAddresses();

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    /** The limits of the step after the password. */
    readonly codes: CodeLimits,
  ) {}

  /** Whether the account was signed in to before, by this browser or from this address. */
  isKnown(asked: SignInTry): boolean {
    return asked.device !== undefined || this.isKnownAddress(asked);
  }

  /**
   * Runs a check of a password, which resolves to undefined when the password is wrong. A check
   * that fails counts as not run. Throws TooManyRequestsError when there were too many wrong ones.
   */
  async trySignIn<T>(asked: SignInTry, check: () => Promise<T | undefined>): Promise<T | undefined> {
    const isByAddress = asked.device === undefined && this.isKnownAddress(asked);
    const checked = await this.counted(this.keysOf(asked), check);
    // Others behind this address must not learn from a wrong password that the account is known
    // here: they get the answer that strangers get.
    if (checked === undefined && isByAddress) requireTry(this.strangerKeysOf(asked), this.clock());
    return checked;
  }

  /** Notes a complete sign-in: with the code too, when the account asks for one. */
  signedIn(asked: SignInTry): void {
    this.knownAddresses.add(...pairOf(asked), this.clock());
  }

  /**
   * The same for a user who is signed in and shows their password again. It has a count of its own,
   * so guesses of strangers do not stop the user.
   */
  tryAgain<T>(userId: string, check: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.counted([{ counts: this.bySignedInUser, key: userId }], check);
  }

  /**
   * Runs the opening of an account. It counts when an account was opened and when the address had
   * one already. So the count does not tell which. Any other refusal is about the form, and does
   * not count.
   */
  async trySignUp(address: string | undefined, open: () => Promise<unknown>): Promise<void> {
    await this.counted([{ counts: this.signUpsByAddress, key: countedAddress(address) }], async () => {
      try {
        await open();
      } catch (error) {
        if (!isRefusal(error) || error.code !== 'email_taken') throw error;
      }
      return undefined;
    });
  }

  private counted<T>(keys: readonly CountedKey[], check: () => Promise<T | undefined>): Promise<T | undefined> {
    return countedTry(keys, this.clock(), check);
  }

  private isKnownAddress(asked: SignInTry): boolean {
    return this.knownAddresses.has(...pairOf(asked), this.clock());
  }

  private keysOf(asked: SignInTry): readonly CountedKey[] {
    if (asked.device !== undefined) return [{ counts: this.byDevice, key: asked.device }];
    if (this.isKnownAddress(asked)) return [{ counts: this.byKnownAddress, key: pairOf(asked).join(' ') }];
    return this.strangerKeysOf(asked);
  }

  private strangerKeysOf({ email, address }: SignInTry): readonly CountedKey[] {
    return [
      { counts: this.byAddress, key: countedAddress(address) },
      { counts: this.byAccount, key: sha256(email) },
    ];
  }
}

/** The account, by a hash that does not name it, and the address of the client. */
const pairOf = ({ email, address }: SignInTry): [account: string, address: string] => [
  sha256(email),
  countedAddress(address),
];
