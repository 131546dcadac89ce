import type { Command, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import type { KeyTerms } from './keys/key-kinds.js';
import { readCredentialEvent } from './read-credential-event.js';
import type { Scope } from './scopes.js';

/** Gives a program access to what keys of its kind open. */
export interface ApiKeyIssued extends KeyTerms {
  readonly kind: 'api-key';
  readonly userId: string;
  readonly credentialId: string;
}

/** Gives an application access to its scopes, at the documented `/api/oauth` addresses. */
export interface AccessTokenIssued {
  readonly kind: 'access-token';
  readonly userId: string;
  readonly credentialId: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
}

/** Gives a person access to their account, in the browser in which they signed in. */
export interface SessionIssued {
  readonly kind: 'session';
  readonly userId: string;
  readonly credentialId: string;
  /** Epoch ms, inclusive. `expiresAt` is exclusive. */
  readonly startedAt: number;
  readonly expiresAt: number;
}

/** Lets an application fetch one access token. Source: RFC 6749 section 4.1.2, RFC 7636. */
export interface AuthorizationCodeIssued {
  readonly kind: 'authorization-code';
  readonly userId: string;
  readonly credentialId: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  readonly redirectUri: string;
  /** The S256 challenge that the verifier must match, when the application sent one. */
  readonly codeChallenge?: string;
  /** Epoch ms, exclusive. */
  readonly expiresAt: number;
}

export interface CredentialIssued extends DomainEvent {
  readonly type: 'CredentialIssued';
  readonly data: ApiKeyIssued | AccessTokenIssued | AuthorizationCodeIssued | SessionIssued;
}

/** The kind of a secret. A secret of one kind is never accepted in place of another kind. */
export type CredentialKind = CredentialIssued['data']['kind'];

export interface CredentialRevoked extends DomainEvent {
  readonly type: 'CredentialRevoked';
  readonly data: Record<string, never>;
}

/** The events of a `credential-` stream. */
export type CredentialEvent = CredentialIssued | CredentialRevoked;

export interface IssueCredential extends Command {
  readonly type: 'IssueCredential';
  readonly data: CredentialIssued['data'];
}

export interface RevokeCredential extends Command {
  readonly type: 'RevokeCredential';
  readonly data: Record<string, never>;
}

/**
 * The state of a secret. Only a valid one gives access. A revoked one keeps its credential, unless
 * it was revoked before it was issued.
 */
export type Credential =
  | { readonly status: 'unknown' }
  | { readonly status: 'valid'; readonly credential: CredentialIssued['data'] }
  | { readonly status: 'revoked'; readonly credential?: CredentialIssued['data'] };

/**
 * The rules of a `credential-` stream. Issuing a secret twice is refused: secrets are random, so it
 * is a bug. A secret can be revoked before it is issued. It is then never issued.
 */
export const credentialDecider = refusingUnreadable<Credential, IssueCredential | RevokeCredential, CredentialEvent>(
  readCredentialEvent,
  {
    initialState: { status: 'unknown' },

    decide(command, credential) {
      switch (command.type) {
        case 'IssueCredential':
          if (credential.status !== 'unknown')
            throw new DomainError('credential_exists', 'This secret was issued before.');
          return [{ type: 'CredentialIssued', data: command.data }];
        case 'RevokeCredential':
          return credential.status === 'revoked' ? [] : [{ type: 'CredentialRevoked', data: {} }];
      }
    },

    evolve(credential, event) {
      switch (event.type) {
        case 'CredentialIssued':
          return { status: 'valid', credential: event.data };
        case 'CredentialRevoked':
          return { ...credential, status: 'revoked' };
      }
    },
  },
);

/**
 * The rules by which a secret ends for good. They look at types only, so they revoke a secret whose
 * events cannot be read.
 */
export const revocationDecider: Decider<boolean, RevokeCredential, CredentialRevoked> = {
  initialState: false,
  decide: (_command, isRevoked) => (isRevoked ? [] : [{ type: 'CredentialRevoked', data: {} }]),
  evolve: (isRevoked, { type }) => isRevoked || type === 'CredentialRevoked',
};
