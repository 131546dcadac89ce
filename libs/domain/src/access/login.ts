import type { Command, DomainEvent } from '../decider.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { readLoginEvent } from './read-login-event.js';

/**
 * An e-mail address, or a person at an identity provider, belongs to an account from now on. The
 * stream's name has the hash of the address, or of `providerLogin`.
 */
export interface LoginRegistered extends DomainEvent {
  readonly type: 'LoginRegistered';
  readonly data: {
    readonly userId: string;
    /** Epoch ms. Absent in older events. */
    readonly at?: number;
  };
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

/**
 * Takes a login for another account that `from` registered and does not use: a move to it was cut
 * off, or the account has left it. A move that is still on its way keeps it.
 */
export interface TakeLogin extends Command {
  readonly type: 'TakeLogin';
  readonly data: { readonly userId: string; readonly from: string };
}

/** Gives the login back. Only the account that it belongs to can do that. */
export interface ReleaseLogin extends Command {
  readonly type: 'ReleaseLogin';
  readonly data: { readonly userId: string };
}

export type LoginCommand = RegisterLogin | TakeLogin | ReleaseLogin;

export interface Login {
  /** The account that the address, or the person at a provider, belongs to. */
  readonly userId?: string;
  /** When it was registered (epoch ms). */
  readonly at?: number;
}

/** The steps of a move take seconds. After ten minutes, it is no longer on its way. */
const MOVE_MS = 10 * 60_000;

/**
 * The rules of a `login-` stream. The first account that registers it keeps it. A later
 * registration gives no event: the caller compares `userId` to see if it succeeded.
 */
export const loginDecider = refusingUnreadable<Login, LoginCommand, LoginEvent>(readLoginEvent, {
  initialState: {},
  decide({ type, data, metadata: { now } }, login) {
    const registered = { type: 'LoginRegistered', data: { userId: data.userId, at: now } } as const;
    switch (type) {
      case 'ReleaseLogin':
        return login.userId === data.userId ? [{ type: 'LoginReleased', data: {} }] : [];
      case 'TakeLogin': {
        const isLeft = login.userId === data.from && now - (login.at ?? 0) >= MOVE_MS;
        return isLeft ? [{ type: 'LoginReleased', data: {} }, registered] : [];
      }
      case 'RegisterLogin': {
        // A move that is tried again is on its way from now on.
        const isTriedAgain = login.userId === data.userId && now - (login.at ?? 0) >= MOVE_MS / 2;
        return login.userId === undefined || isTriedAgain ? [registered] : [];
      }
    }
  },
  evolve: (_login, event) => (event.type === 'LoginRegistered' ? event.data : {}),
});

/**
 * The address in the form that is compared: trimmed, lower case. Undefined when it is no address.
 */
export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u.test(email) ? email : undefined;
}
