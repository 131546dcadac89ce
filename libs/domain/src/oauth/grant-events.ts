import type { Scope } from '../access/scopes.js';
import type { DomainEvent } from '../decider.js';

/**
 * An access token of an application for a user. It is listed before it is issued, so that every
 * issued token is listed.
 */
export interface ListedAccessToken {
  readonly tokenHash: string;
  /**
   * The authorization code that the token was given for. When the code is used again, the token
   * ends (RFC 6749 section 4.1.2).
   */
  readonly codeHash: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  /** Epoch ms. */
  readonly grantedAt: number;
}

export interface AccessTokenListed extends DomainEvent {
  readonly type: 'AccessTokenListed';
  readonly data: ListedAccessToken;
}

/** An authorization code of a user. It is listed before it is issued. */
export interface ListedCode {
  readonly codeHash: string;
  /** Epoch ms, exclusive. */
  readonly expiresAt: number;
}

export interface AuthorizationCodeListed extends DomainEvent {
  readonly type: 'AuthorizationCodeListed';
  readonly data: ListedCode;
}

/** The code is too old to be used, and no token from it is left that could be stolen. */
export interface AuthorizationCodeForgotten extends DomainEvent {
  readonly type: 'AuthorizationCodeForgotten';
  readonly data: { readonly codeHash: string };
}

/** The token ended: its application gave it back (RFC 7009), or has newer ones in its place. */
export interface AccessTokenReturned extends DomainEvent {
  readonly type: 'AccessTokenReturned';
  readonly data: { readonly tokenHash: string };
}

/**
 * A code was used a second time, so another program may have it. Its tokens ended, and it gives no
 * more tokens.
 */
export interface CodeReplayed extends DomainEvent {
  readonly type: 'CodeReplayed';
  readonly data: { readonly codeHash: string };
}

/** The user ended the access of the application. */
export interface ApplicationDisconnected extends DomainEvent {
  readonly type: 'ApplicationDisconnected';
  readonly data: { readonly clientId: string };
}

/** The events of a `grant-` stream. */
export type GrantEvent =
  | AuthorizationCodeListed
  | AuthorizationCodeForgotten
  | AccessTokenListed
  | AccessTokenReturned
  | CodeReplayed
  | ApplicationDisconnected;
