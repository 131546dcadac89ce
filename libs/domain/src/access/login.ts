import type { Command, DomainEvent } from '../decider.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { readLoginEvent } from './read-login-event.js';

/**
 * An e-mail address, or a person at an identity provider, belongs to an account from now on. The
 * stream's name has the hash of the address, or of `providerLogin`.
 */
export interface LoginRegistered extends DomainEvent {
  readonly type: 'LoginRegistered';
  readonly data: { readonly userId: string };
}

/**
 * The login belongs to no account any more: the account was erased, or has another address or
 * person. It may be registered again.
 */
export interface LoginReleased extends DomainEvent {
  readonly type: 'LoginReleased';
  readonly data: Record<string, never>;
}

/** The events of a `login-` stream. */
export type LoginEvent = LoginRegistered | LoginReleased;

export interface RegisterLogin extends Command {
  readonly type: 'RegisterLogin';
  readonly data: { readonly userId: string };
}

/** Gives the login back. Only the account that it belongs to can do that. */
export interface ReleaseLogin extends Command {
  readonly type: 'ReleaseLogin';
  readonly data: { readonly userId: string };
}

export interface Login {
  /** The account that the address, or the person at a provider, belongs to. */
  readonly userId?: string;
}

/**
 * The rules of a `login-` stream. The first account that registers it keeps it. A later
 * registration gives no event: the caller compares `userId` to see if it succeeded.
 */
export const loginDecider = refusingUnreadable<Login, RegisterLogin | ReleaseLogin, LoginEvent>(readLoginEvent, {
  initialState: {},
  decide({ type, data }, login) {
    if (type === 'ReleaseLogin') return login.userId === data.userId ? [{ type: 'LoginReleased', data: {} }] : [];
    return login.userId === undefined ? [{ type: 'LoginRegistered', data }] : [];
  },
  evolve: (_login, event) => (event.type === 'LoginRegistered' ? { userId: event.data.userId } : {}),
});

/**
 * The address in the form that is compared: trimmed, lower case. Undefined when it is no address.
 */
export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u.test(email) ? email : undefined;
}
