import { type LocalDate, monthsBefore } from '../calendar/local-date.js';
import { isTimeZone } from '../calendar/zone-clock.js';
import type { Command, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';

/** What an account may do: `lite` behaves as the documented free plan. */
export type Plan = 'premium' | 'lite';

export interface AccountOpened extends DomainEvent {
  readonly type: 'AccountOpened';
  readonly data: { readonly userId: string; readonly email: string; readonly timeZone: string; readonly plan: Plan };
}

/** A key was made for the account; the key itself lives, hashed, in its credential stream. */
export interface ApiKeyListed extends DomainEvent {
  readonly type: 'ApiKeyListed';
  readonly data: { readonly keyId: string; readonly name: string; readonly secretHash: string };
}

export type AccountEvent = AccountOpened | ApiKeyListed;

export interface OpenAccount extends Command {
  readonly type: 'OpenAccount';
  readonly data: { readonly userId: string; readonly email: string; readonly timeZone: string; readonly plan: Plan };
}

export interface ListApiKey extends Command {
  readonly type: 'ListApiKey';
  readonly data: { readonly keyId: string; readonly name: string; readonly secretHash: string };
}

export type AccountCommand = OpenAccount | ListApiKey;

/** What is known of an account; `unopened` before its first event. */
export type Account =
  | { readonly status: 'unopened' }
  | {
      readonly status: 'open';
      readonly userId: string;
      readonly email: string;
      readonly timeZone: string;
      readonly plan: Plan;
      readonly keyIds: readonly string[];
    };

const LONGEST_KEY_NAME = 100;

/** The rules of an `account-` stream. Refuses with `unknown_time_zone`, `unknown_account`, `invalid_name`. */
export const accountDecider: Decider<Account, AccountCommand, AccountEvent> = {
  initialState: { status: 'unopened' },

  decide(command, account) {
    switch (command.type) {
      case 'OpenAccount': {
        if (!isTimeZone(command.data.timeZone)) {
          throw new DomainError('unknown_time_zone', 'timeZone is an IANA name such as Europe/Berlin.');
        }
        // Opening again is a retry of the same request after a crash: the account is there, nothing to do.
        return account.status === 'open' ? [] : [{ type: 'AccountOpened', data: command.data }];
      }
      case 'ListApiKey': {
        if (account.status !== 'open') throw new DomainError('unknown_account', 'There is no such account.');
        const { name, keyId } = command.data;
        if (name.trim() === '' || name.length > LONGEST_KEY_NAME) {
          throw new DomainError('invalid_name', `The name of a key has 1 to ${LONGEST_KEY_NAME} characters.`);
        }
        return account.keyIds.includes(keyId) ? [] : [{ type: 'ApiKeyListed', data: command.data }];
      }
    }
  },

  evolve(account, event) {
    switch (event.type) {
      case 'AccountOpened': {
        const { userId, email, timeZone, plan } = event.data;
        return { status: 'open', userId, email, timeZone, plan, keyIds: [] };
      }
      case 'ApiKeyListed':
        return account.status === 'open' ? { ...account, keyIds: [...account.keyIds, event.data.keyId] } : account;
    }
  },
};

/** Source: what the real service's free plan shows, 3 months. */
const MONTHS_OF_LITE = 3;

/** The first day that reports of an account show; undefined when they show all of its history. `today` is the account's. */
export const firstDayShown = (plan: Plan, today: LocalDate): LocalDate | undefined =>
  plan === 'lite' ? monthsBefore(today, MONTHS_OF_LITE) : undefined;

/** Seconds between an agent's syncs. Source: the documented API, "synced on a set interval depending on the plan". */
export const syncIntervalSeconds = (plan: Plan): number => (plan === 'premium' ? 180 : 1800);
