import { isScope, type Scope } from '../access/scopes.js';
import type { Command, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { isPlainText } from '../plain-text.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { readApplicationEvent } from './read-application-event.js';
import { isRedirectUri } from './redirect-uri.js';

/** The settings of an application, which an administrator enters. */
export interface ApplicationTerms {
  readonly name: string;
  /** The addresses that users may be sent back to. A request must have exactly one of them. */
  readonly redirectUris: readonly string[];
  /** The scopes that the application may ask for. */
  readonly scopes: readonly Scope[];
}

export interface ApplicationRegistered extends DomainEvent {
  readonly type: 'ApplicationRegistered';
  readonly data: ApplicationTerms & {
    readonly clientId: string;
    /** SHA-256 of the secret. A public application (RFC 6749 section 2.1) has none. */
    readonly secretHash?: string;
  };
}

export interface ClientSecretRotated extends DomainEvent {
  readonly type: 'ClientSecretRotated';
  readonly data: { readonly secretHash: string };
}

export interface ApplicationRemoved extends DomainEvent {
  readonly type: 'ApplicationRemoved';
  readonly data: Record<string, never>;
}

/** The events of a `client-` stream. */
export type ApplicationEvent = ApplicationRegistered | ClientSecretRotated | ApplicationRemoved;

export interface RegisterApplication extends Command {
  readonly type: 'RegisterApplication';
  readonly data: {
    readonly clientId: string;
    readonly secretHash?: string;
    readonly name: string;
    readonly redirectUris: readonly string[];
    readonly scopes: readonly string[];
  };
}

/** Replaces the secret. The old one is refused from now on. */
export interface RotateClientSecret extends Command {
  readonly type: 'RotateClientSecret';
  readonly data: { readonly secretHash: string };
}

export interface RemoveApplication extends Command {
  readonly type: 'RemoveApplication';
  readonly data: Record<string, never>;
}

export type ApplicationCommand = RegisterApplication | RotateClientSecret | RemoveApplication;

/** The state of an application. A removed one stays removed, and its tokens give no access. */
export type Application =
  | { readonly status: 'unregistered' }
  | { readonly status: 'registered'; readonly terms: ApplicationRegistered['data'] }
  | { readonly status: 'removed' };

const LONGEST_NAME = 100;
const MOST_REDIRECT_URIS = 20;

/**
 * The rules of a `client-` stream. Refuses with `invalid_name`, `invalid_redirect_uri`,
 * `invalid_scope`, `unknown_application`, `public_application`.
 */
export const applicationDecider = refusingUnreadable<Application, ApplicationCommand, ApplicationEvent>(
  readApplicationEvent,
  {
    initialState: { status: 'unregistered' },

    decide({ type, data }, application) {
      if (type === 'RegisterApplication') {
        // Client ids are random: an existing one means a retry of the same request.
        return application.status === 'unregistered'
          ? [{ type: 'ApplicationRegistered', data: { ...data, ...checked(data) } }]
          : [];
      }
      if (application.status !== 'registered') {
        throw new DomainError('unknown_application', 'There is no such application.');
      }
      switch (type) {
        case 'RotateClientSecret':
          if (application.terms.secretHash === undefined) {
            throw new DomainError('public_application', 'A public application has no secret.');
          }
          return [{ type: 'ClientSecretRotated', data }];
        case 'RemoveApplication':
          return [{ type: 'ApplicationRemoved', data }];
      }
    },

    evolve(application, { type, data }) {
      switch (type) {
        case 'ApplicationRegistered':
          return { status: 'registered', terms: data };
        case 'ClientSecretRotated':
          return application.status === 'registered'
            ? { status: 'registered', terms: { ...application.terms, ...data } }
            : application;
        case 'ApplicationRemoved':
          return { status: 'removed' };
      }
    },
  },
);

function checked({ name, redirectUris, scopes }: RegisterApplication['data']): ApplicationTerms {
  if (name.trim() === '' || name.length > LONGEST_NAME || !isPlainText(name)) {
    throw new DomainError(
      'invalid_name',
      `The name of an application has 1 to ${LONGEST_NAME} characters, and no control characters.`,
    );
  }
  if (redirectUris.length === 0 || redirectUris.length > MOST_REDIRECT_URIS || !redirectUris.every(isRedirectUri)) {
    throw new DomainError(
      'invalid_redirect_uri',
      `An application has 1 to ${MOST_REDIRECT_URIS} redirect URIs: https, or http on localhost, without a fragment.`,
    );
  }
  if (scopes.length === 0 || !scopes.every(isScope)) {
    throw new DomainError('invalid_scope', 'An application has one or more of the documented scopes.');
  }
  return { name: name.trim(), redirectUris, scopes: [...new Set(scopes)] };
}
