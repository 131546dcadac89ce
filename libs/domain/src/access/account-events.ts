import type { DomainEvent } from '../decider.js';

/** What an account may do: `lite` behaves as the documented free plan. */
export type Plan = 'premium' | 'lite';

/** What people may say of themselves, and need not. Source: the privacy policy, "What information does RescueTime collect?". */
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

export interface AccountOpened extends DomainEvent {
  readonly type: 'AccountOpened';
  readonly data: { readonly userId: string; readonly email: string; readonly timeZone: string; readonly plan: Plan };
}

/** The password, by its argon2id hash. */
export interface PasswordSet extends DomainEvent {
  readonly type: 'PasswordSet';
  readonly data: { readonly passwordHash: string };
}

/** Days that are recorded from now on are days of this zone. */
export interface TimeZoneChanged extends DomainEvent {
  readonly type: 'TimeZoneChanged';
  readonly data: { readonly timeZone: string };
}

export interface PlanChanged extends DomainEvent {
  readonly type: 'PlanChanged';
  readonly data: { readonly plan: Plan };
}

/** All that was said is said anew. */
export interface ProfileChanged extends DomainEvent {
  readonly type: 'ProfileChanged';
  readonly data: Profile;
}

/** A key was made for the account; the key itself lives, hashed, in its credential stream. */
export interface ApiKeyListed extends DomainEvent {
  readonly type: 'ApiKeyListed';
  readonly data: { readonly keyId: string; readonly name: string; readonly secretHash: string };
}

/** The key was used on this day (UTC); noted once for a day. */
export interface ApiKeyUsed extends DomainEvent {
  readonly type: 'ApiKeyUsed';
  readonly data: { readonly keyId: string; readonly date: string };
}

/** The key opens nothing any more. */
export interface ApiKeyRevoked extends DomainEvent {
  readonly type: 'ApiKeyRevoked';
  readonly data: { readonly keyId: string };
}

/** Whoever is signed in is signed out: sessions that began before this moment (epoch ms) open nothing. */
export interface SignedOutEverywhere extends DomainEvent {
  readonly type: 'SignedOutEverywhere';
  readonly data: { readonly at: number };
}

/** The events of an `account-` stream. */
export type AccountEvent =
  | AccountOpened
  | PasswordSet
  | TimeZoneChanged
  | PlanChanged
  | ProfileChanged
  | ApiKeyListed
  | ApiKeyUsed
  | ApiKeyRevoked
  | SignedOutEverywhere;
