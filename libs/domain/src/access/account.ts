import { parseLocalDate } from '../calendar/local-date.js';
import { ianaTimeZone } from '../calendar/time-zone-name.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { isPlainText } from '../plain-text.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import {
  type AccountEvent,
  type AccountOpened,
  type AccountOpener,
  type AddressWitness,
  type Plan,
  type Profile,
  PROFILE_FIELDS,
  type ProviderIdentity,
} from './account-events.js';
import { checkIdentity, isLinked } from './provider-identity.js';
import { isVerifiedAtOpening, wasOpenedWithPassword } from './verified-address.js';
import type { KeyKind, KeyTerms } from './keys/key-kinds.js';
import { readAccountEvent } from './read-account-event.js';

/** A command to an account. */
interface AccountRequest<Type extends string, Data extends object> extends Command {
  readonly type: Type;
  readonly data: Data;
}

export type OpenAccount = AccountRequest<
  'OpenAccount',
  {
    readonly userId: string;
    readonly email: string;
    readonly timeZone: string;
    readonly plan: Plan;
    readonly openedBy: AccountOpener;
    readonly passwordHash?: string;
  }
>;
export type VerifyAddress = AccountRequest<'VerifyAddress', { readonly email: string; readonly by: AddressWitness }>;
export type ChangeAddress = AccountRequest<'ChangeAddress', { readonly email: string; readonly by: AddressWitness }>;
export type LinkProvider = AccountRequest<'LinkProvider', ProviderIdentity>;
export type SetPassword = AccountRequest<'SetPassword', { readonly passwordHash: string }>;
export type ChangeTimeZone = AccountRequest<'ChangeTimeZone', { readonly timeZone: string }>;
export type ChangePlan = AccountRequest<'ChangePlan', { readonly plan: Plan }>;
export type ChangeProfile = AccountRequest<'ChangeProfile', Profile>;
export type ListApiKey = AccountRequest<
  'ListApiKey',
  {
    readonly keyId: string;
    readonly name: string;
    readonly secretHash: string;
    readonly keyKind: KeyKind;
    /** Epoch ms, exclusive. */
    readonly expiresAt?: number;
  }
>;
export type NoteKeyUse = AccountRequest<'NoteKeyUse', { readonly keyId: string; readonly date: string }>;
export type RevokeApiKey = AccountRequest<'RevokeApiKey', { readonly keyId: string }>;
export type SignOutEverywhere = AccountRequest<'SignOutEverywhere', Record<string, never>>;
export type CloseAccount = AccountRequest<'CloseAccount', Record<string, never>>;

export type AccountCommand =
  | OpenAccount
  | VerifyAddress
  | ChangeAddress
  | LinkProvider
  | SetPassword
  | ChangeTimeZone
  | ChangePlan
  | ChangeProfile
  | ListApiKey
  | NoteKeyUse
  | RevokeApiKey
  | SignOutEverywhere
  | CloseAccount;

/** A key that an account lists. */
export interface ListedKey extends KeyTerms {
  readonly keyId: string;
  readonly name: string;
  readonly secretHash: string;
  /** The last day (UTC) on which it was used, `YYYY-MM-DD`. */
  readonly lastUsedOn?: string;
}

export interface OpenedAccount {
  readonly status: 'open';
  readonly userId: string;
  readonly email: string;
  /** Whether the address is known to be the owner's. `verified-address.ts` has the rule. */
  readonly isAddressVerified: boolean;
  /** Who the owner is at identity providers: one person of each provider at most. */
  readonly providers: readonly ProviderIdentity[];
  /** Undefined for an account that a version before 0.3 opened. */
  readonly openedBy: AccountOpener | undefined;
  readonly timeZone: string;
  /** The zones before, newest first: at most MOST_FORMER_ZONES, each once. */
  readonly formerTimeZones: readonly string[];
  readonly plan: Plan;
  readonly profile: Profile;
  readonly passwordHash?: string;
  /** The keys that are not revoked, oldest first. */
  readonly keys: readonly ListedKey[];
  /** Sessions that began before this moment (epoch ms) have ended. */
  readonly signedOutAt: number;
}

/** The state of an account: `unopened` before its first event. A closed one stays closed. */
export type Account = { readonly status: 'unopened' } | OpenedAccount | { readonly status: 'closed' };

/** A device repeats what was not acknowledged within days: time for a few journeys. */
const MOST_FORMER_ZONES = 4;
const LONGEST_NAME = 100;
/** One for each device and program of a person. Revoked keys do not count. */
const MOST_KEYS = 100;
const LONGEST_PROFILE_FIELD = 100;
/** The longest time after which a key expires by itself: ten years of 366 days. */
const LONGEST_KEY_LIFE_MS = 10 * 366 * 24 * 3_600_000;

/**
 * The rules of an `account-` stream. Refuses with `unknown_time_zone`, `unknown_account`,
 * `invalid_name`, `invalid_expiry`, `unknown_key`, `invalid_profile`, `limit_reached`.
 */
export const accountDecider = refusingUnreadable<Account, AccountCommand, AccountEvent>(readAccountEvent, {
  initialState: { status: 'unopened' },

  decide(command, account) {
    if (command.type === 'OpenAccount') return opened(command, account);
    if (command.type === 'CloseAccount' && account.status === 'closed') return [];
    if (account.status !== 'open') throw new DomainError('unknown_account', 'There is no such account.');
    return changed(command, account);
  },

  evolve(account, event) {
    if (account.status === 'closed' || event.type === 'AccountClosed') return { status: 'closed' };
    if (event.type === 'AccountOpened') return opening(event.data);
    return account.status === 'open' ? evolved(account, event) : account;
  },
});

function opening(data: AccountOpened['data']): OpenedAccount {
  const { userId, email, timeZone, plan, openedBy } = data;
  return {
    ...{ status: 'open', userId, email, timeZone, plan, openedBy },
    isAddressVerified: isVerifiedAtOpening(data),
    ...{ providers: [], formerTimeZones: [], profile: {}, keys: [], signedOutAt: 0 },
  };
}

function opened({ data }: OpenAccount, account: Account): AccountEvent[] {
  const { passwordHash, ...terms } = data;
  const timeZone = checkedTimeZone(terms.timeZone);
  // Opening again is a retry of the same request after a crash. The account exists already.
  if (account.status !== 'unopened') return [];
  const lists = { listsCredentials: true, listsDays: true } as const;
  const events: AccountEvent[] = [{ type: 'AccountOpened', data: { ...terms, timeZone, ...lists } }];
  return passwordHash === undefined ? events : [...events, { type: 'PasswordSet', data: { passwordHash } }];
}

function changed(command: Exclude<AccountCommand, OpenAccount>, account: OpenedAccount): AccountEvent[] {
  const { type, data, metadata } = command;
  switch (type) {
    case 'VerifyAddress':
      // The address may have changed since it was asked for.
      return account.isAddressVerified || data.email !== account.email ? [] : [{ type: 'AddressVerified', data }];
    case 'ChangeAddress':
      return data.email === account.email ? [] : [{ type: 'AddressChanged', data }];
    case 'LinkProvider':
      checkIdentity(data);
      return isLinked(account, data) ? [] : [{ type: 'ProviderLinked', data }];
    case 'SetPassword':
      // A person who signed in with the old password is signed out.
      return [{ type: 'PasswordSet', data }, signedOut(account, metadata.now)];
    case 'ChangeTimeZone':
      return timeZoneChanged(checkedTimeZone(data.timeZone), account);
    case 'ChangePlan':
      return data.plan === account.plan ? [] : [{ type: 'PlanChanged', data }];
    case 'ChangeProfile':
      return [{ type: 'ProfileChanged', data: checkedProfile(data) }];
    case 'ListApiKey':
      checkKeyName(data.name);
      checkExpiry(data.expiresAt, metadata.now);
      if (account.keys.some(({ keyId }) => keyId === data.keyId)) return [];
      if (account.keys.length >= MOST_KEYS) {
        throw new DomainError(
          'limit_reached',
          `An account has ${MOST_KEYS} keys at most. Revoke one that is not used.`,
        );
      }
      return [{ type: 'ApiKeyListed', data }];
    case 'NoteKeyUse': {
      const key = account.keys.find(({ keyId }) => keyId === data.keyId);
      return !key || key.lastUsedOn === data.date ? [] : [{ type: 'ApiKeyUsed', data }];
    }
    case 'RevokeApiKey':
      keyOf(account, data.keyId);
      return [{ type: 'ApiKeyRevoked', data }];
    case 'SignOutEverywhere':
      return [signedOut(account, metadata.now)];
    case 'CloseAccount':
      return [{ type: 'AccountClosed', data: {} }];
  }
}

function evolved(
  account: OpenedAccount,
  { type, data }: Exclude<AccountEvent, { type: 'AccountOpened' | 'AccountClosed' }>,
): Account {
  switch (type) {
    case 'TimeZoneChanged':
      return { ...account, ...data, formerTimeZones: formerZones(account, data.timeZone) };
    case 'AddressVerified':
      return { ...account, isAddressVerified: account.isAddressVerified || data.email === account.email };
    case 'AddressChanged':
      return { ...account, email: data.email, isAddressVerified: true };
    case 'ProviderLinked':
      return { ...account, providers: [...account.providers.filter(({ issuer }) => issuer !== data.issuer), data] };
    case 'PasswordSet': {
      const isAddressVerified = account.isAddressVerified && !wasOpenedWithPassword(account);
      return { ...account, ...data, isAddressVerified };
    }
    case 'PlanChanged':
      return { ...account, ...data };
    case 'ProfileChanged':
      return { ...account, profile: data };
    case 'ApiKeyListed':
      return { ...account, keys: [...account.keys, data] };
    case 'ApiKeyUsed': {
      const used = (key: ListedKey) => (key.keyId === data.keyId ? { ...key, lastUsedOn: data.date } : key);
      return { ...account, keys: account.keys.map(used) };
    }
    case 'ApiKeyRevoked':
      return { ...account, keys: account.keys.filter(({ keyId }) => keyId !== data.keyId) };
    case 'SignedOutEverywhere':
      return { ...account, signedOutAt: data.at };
  }
}

/**
 * Later than every session that began up to now: sessions begin at `signedOutAt` at the earliest.
 * So a session of the same millisecond ends too.
 */
const signedOut = ({ signedOutAt }: OpenedAccount, now: number): AccountEvent => ({
  ...{ type: 'SignedOutEverywhere', data: { at: Math.max(now, signedOutAt) + 1 } },
});

function formerZones({ timeZone, formerTimeZones }: OpenedAccount, next: string): string[] {
  const former = new Set([timeZone, ...formerTimeZones]);
  former.delete(next);
  return [...former].slice(0, MOST_FORMER_ZONES);
}

/** The key with this id. Throws DomainError `unknown_key` when the account does not list it. */
export function keyOf({ keys }: OpenedAccount, keyId: string): ListedKey {
  const key = keys.find((one) => one.keyId === keyId);
  if (!key) throw new DomainError('unknown_key', 'There is no such key.');
  return key;
}

/** The zone in the spelling of IANA. Throws DomainError `unknown_time_zone`. */
function checkedTimeZone(text: string): string {
  const timeZone = ianaTimeZone(text);
  if (timeZone === undefined) {
    throw new DomainError('unknown_time_zone', 'timeZone is an IANA name such as Europe/Berlin.');
  }
  return timeZone;
}

const timeZoneChanged = (timeZone: string, account: OpenedAccount): AccountEvent[] =>
  timeZone === account.timeZone ? [] : [{ type: 'TimeZoneChanged', data: { timeZone } }];

function checkKeyName(name: string): void {
  if (name.trim() === '' || name.length > LONGEST_NAME || !isPlainText(name)) {
    throw new DomainError(
      'invalid_name',
      `The name of a key has 1 to ${LONGEST_NAME} characters, and no control characters.`,
    );
  }
}

function checkExpiry(expiresAt: number | undefined, now: number): void {
  if (expiresAt === undefined || (expiresAt > now && expiresAt <= now + LONGEST_KEY_LIFE_MS)) return;
  throw new DomainError('invalid_expiry', 'A key expires in the future, within ten years.');
}

/** The profile without its blank fields. Throws DomainError `invalid_profile`. */
function checkedProfile(profile: Profile): Profile {
  const filled = PROFILE_FIELDS.flatMap((field) => {
    const text = profile[field]?.trim() ?? '';
    if (text.length > LONGEST_PROFILE_FIELD || !isPlainText(text)) {
      throw new DomainError(
        'invalid_profile',
        `${field} has ${LONGEST_PROFILE_FIELD} characters at most, and no control characters.`,
      );
    }
    if (field === 'dateOfBirth' && text !== '' && !parseLocalDate(text)) {
      throw new DomainError('invalid_profile', 'dateOfBirth is a day such as 1990-05-17.');
    }
    return text === '' ? [] : [[field, text] as const];
  });
  return Object.fromEntries(filled);
}
