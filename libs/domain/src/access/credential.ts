import type { Command, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import type { Scope } from './scopes.js';

/** Opens everything that is its owner's. */
export interface ApiKeyIssued {
  readonly kind: 'api-key';
  readonly userId: string;
  readonly credentialId: string;
}

/** Opens to an application what its user allowed it, under the documented `/api/oauth` addresses. */
export interface AccessTokenIssued {
  readonly kind: 'access-token';
  readonly userId: string;
  readonly credentialId: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
}

/** Opens to a person what is theirs, in the browser in which they signed in. */
export interface SessionIssued {
  readonly kind: 'session';
  readonly userId: string;
  readonly credentialId: string;
  /** Epoch ms: from when on, and until before when. */
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

/** What kind of secret a credential stream is about. One kind never opens what another does. */
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
 * A secret that was never issued and one that was revoked open nothing. Of a revoked one it is known what it was, unless it
 * was revoked before it was issued.
 */
export type Credential =
  | { readonly status: 'unknown' }
  | { readonly status: 'valid'; readonly credential: CredentialIssued['data'] }
  | { readonly status: 'revoked'; readonly credential?: CredentialIssued['data'] };

/**
 * The rules of a `credential-` stream. Issuing a secret twice is refused: secrets are random, so it cannot happen. A secret
 * that is listed but not issued yet can be revoked: it is then never issued.
 */
export const credentialDecider: Decider<Credential, IssueCredential | RevokeCredential, CredentialEvent> = {
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
};
