import type { DomainEvent } from '../decider.js';
import type { KeyTerms } from './keys/key-kinds.js';

/** The plan of an account. `lite` behaves as the documented free plan. */
export type Plan = 'premium' | 'lite';

/**
 * The optional fields of a profile. Source: the privacy policy, "What information does RescueTime
 * collect?".
 */
export const PROFILE_FIELDS = [
  'city',
  'state',
  'country',
  'gender',
  'dateOfBirth',
  'industry',
  'jobTitle',
  'companySize',
  'income',
] as const;

export type Profile = { readonly [Field in (typeof PROFILE_FIELDS)[number]]?: string };

/**
 * The three ways in which an account is opened: by the administrator, at the first sign-in through
 * the company's provider, or by a stranger on the sign-up page.
 */
export const ACCOUNT_OPENERS = ['administrator', 'provider', 'sign-up'] as const;
export type AccountOpener = (typeof ACCOUNT_OPENERS)[number];

export interface AccountOpened extends DomainEvent {
  readonly type: 'AccountOpened';
  readonly data: {
    readonly userId: string;
    readonly email: string;
    readonly timeZone: string;
    readonly plan: Plan;
    /** Absent in events of versions before 0.3. */
    readonly openedBy?: AccountOpener;
    /**
     * Streams of the user list every credential of the account: see `LISTED_IN`. Absent in accounts
     * of older versions: some of their sessions and codes are listed nowhere.
     */
    readonly listsCredentials?: true;
    /**
     * The stream `daylist-` has every day of the account. Absent in accounts of older versions.
     */
    readonly listsDays?: true;
  };
}

/** Where the word comes from that an address belongs to the owner of the account. */
export const ADDRESS_WITNESSES = ['administrator', 'provider', 'mail'] as const;
export type AddressWitness = (typeof ADDRESS_WITNESSES)[number];

/** This address belongs to the owner of the account. */
export interface AddressVerified extends DomainEvent {
  readonly type: 'AddressVerified';
  readonly data: { readonly email: string; readonly by: AddressWitness };
}

/** The account has another address, which belongs to the owner. The old one counts no more. */
export interface AddressChanged extends DomainEvent {
  readonly type: 'AddressChanged';
  readonly data: { readonly email: string; readonly by: AddressWitness };
}

/** A person at an identity provider. Source: OpenID Connect Core 1.0, section 5.7. */
export interface ProviderIdentity {
  /** The provider: its issuer, or its user-info address when it has no issuer. */
  readonly issuer: string;
  /** The id of the person there. The provider gives it to one person only. */
  readonly subject: string;
}

/** This person at a provider is the owner. It replaces an earlier person of the same provider. */
export interface ProviderLinked extends DomainEvent {
  readonly type: 'ProviderLinked';
  readonly data: ProviderIdentity;
}

/** The password, by its argon2id hash. */
export interface PasswordSet extends DomainEvent {
  readonly type: 'PasswordSet';
  readonly data: { readonly passwordHash: string };
}

/** Days that are recorded from now on use this time zone. */
export interface TimeZoneChanged extends DomainEvent {
  readonly type: 'TimeZoneChanged';
  readonly data: { readonly timeZone: string };
}

export interface PlanChanged extends DomainEvent {
  readonly type: 'PlanChanged';
  readonly data: { readonly plan: Plan };
}

/** The new profile replaces all fields of the old one. */
export interface ProfileChanged extends DomainEvent {
  readonly type: 'ProfileChanged';
  readonly data: Profile;
}

/**
 * A key was made for the account. Its credential stream, named by the key's hash, says if it is
 * valid.
 */
export interface ApiKeyListed extends DomainEvent {
  readonly type: 'ApiKeyListed';
  readonly data: KeyTerms & { readonly keyId: string; readonly name: string; readonly secretHash: string };
}

/** The key was used on this day (UTC). There is at most one event for a key and a day. */
export interface ApiKeyUsed extends DomainEvent {
  readonly type: 'ApiKeyUsed';
  readonly data: { readonly keyId: string; readonly date: string };
}

/** The key gives no access from now on. */
export interface ApiKeyRevoked extends DomainEvent {
  readonly type: 'ApiKeyRevoked';
  readonly data: { readonly keyId: string };
}

/** All sessions that began before this moment (epoch ms) end. */
export interface SignedOutEverywhere extends DomainEvent {
  readonly type: 'SignedOutEverywhere';
  readonly data: { readonly at: number };
}

/**
 * The user asked to erase the account. From now on it is closed for ever: no key, token, session or
 * password of the user gives access.
 */
export interface AccountClosed extends DomainEvent {
  readonly type: 'AccountClosed';
  readonly data: Record<string, never>;
}

/** The events of an `account-` stream. */
export type AccountEvent =
  | AccountOpened
  | AddressVerified
  | AddressChanged
  | ProviderLinked
  | PasswordSet
  | TimeZoneChanged
  | PlanChanged
  | ProfileChanged
  | ApiKeyListed
  | ApiKeyUsed
  | ApiKeyRevoked
  | SignedOutEverywhere
  | AccountClosed;
