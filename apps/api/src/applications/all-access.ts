import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { UserPasskeys } from '../identity/factors/user-passkeys.js';
import { Keys } from '../identity/keys.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Grants } from './grants.js';

/**
 * More rounds than honest use needs. Another program may make keys with the keys that are still
 * valid.
 */
const MOST_ROUNDS = 20;

/** What signs a user in besides the password, and the clock of the sessions that it begins. */
@Injectable()
export class OtherWays {
  constructor(
    readonly factors: SecondFactors,
    readonly passkeys: UserPasskeys,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}
}

/** Ends all access to an account: sessions, passkeys, API keys and the tokens of applications. */
@Injectable()
export class AllAccess {
  constructor(
    private readonly accounts: Accounts,
    private readonly keys: Keys,
    private readonly grants: Grants,
    private readonly ways: OtherWays,
  ) {}

  /**
   * Ends all that a stranger may have left in an account that they opened with the address of
   * another person: what `end` ends, and the second step of signing in.
   */
  async endOfStranger(userId: string, now: number): Promise<void> {
    await this.end(userId, now);
    await this.ways.factors.turnOff(userId);
  }

  /**
   * Ends every session, passkey, key and token of the user, and codes that were not exchanged yet.
   * The password stays. Throws DomainError `unknown_account`. When it throws, some access may be
   * left: call it before what depends on it.
   *
   * Sessions end first, so that none of them makes keys meanwhile.
   */
  async end(userId: string, now: number): Promise<void> {
    await this.accounts.signOutEverywhere(userId, now);
    await this.endPasskeys(userId);
    await this.endKeys(userId, now);
    await this.endTokens(userId, now);
  }

  /**
   * Removes every passkey of the user, and ends the sessions that one may have begun meanwhile.
   * Resolves as `Accounts.signOutEverywhere`.
   */
  async endPasskeys(userId: string): Promise<number> {
    await this.ways.passkeys.removeAll(userId);
    return this.accounts.signOutEverywhere(userId, this.ways.clock());
  }

  /**
   * Revokes every key of the user. A full key can make keys until it is revoked, so the list is
   * read until it is empty.
   */
  async endKeys(userId: string, now: number): Promise<void> {
    for (let round = 1; ; round++) {
      const keys = await this.keys.listOf(userId);
      if (keys.length === 0) break;
      if (round > MOST_ROUNDS) throw new Error('New keys were made as fast as the old ones were revoked.');
      for (const { keyId } of keys) await this.keys.revoke(userId, keyId, now);
    }
  }

  /** Ends every token that an application has for this user. */
  async endTokens(userId: string, now: number): Promise<void> {
    for (const { clientId } of await this.grants.connectedTo(userId))
      await this.grants.disconnect(userId, clientId, now);
  }
}
