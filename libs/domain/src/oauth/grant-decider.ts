import type { Scope } from '../access/scopes.js';
import type { Command, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { readGrantEvent } from './read-grant-event.js';

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

/** The application gave its token back (RFC 7009). */
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
export type GrantEvent = AccessTokenListed | AccessTokenReturned | CodeReplayed | ApplicationDisconnected;

export interface ListAccessToken extends Command {
  readonly type: 'ListAccessToken';
  readonly data: Omit<ListedAccessToken, 'grantedAt'>;
}

export interface ReturnAccessToken extends Command {
  readonly type: 'ReturnAccessToken';
  readonly data: { readonly tokenHash: string };
}

export interface RefuseReplayedCode extends Command {
  readonly type: 'RefuseReplayedCode';
  readonly data: { readonly codeHash: string };
}

export interface DisconnectApplication extends Command {
  readonly type: 'DisconnectApplication';
  readonly data: { readonly clientId: string };
}

export type GrantCommand = ListAccessToken | ReturnAccessToken | RefuseReplayedCode | DisconnectApplication;

/** The access that a user gave to applications. */
export interface Grants {
  /** The tokens that have not ended, oldest first. */
  readonly tokens: readonly ListedAccessToken[];
  readonly replayedCodes: readonly string[];
}

/** The tokens that a command ends. The API revokes them before the command is decided. */
export function tokensEndedBy({ type, data }: Exclude<GrantCommand, ListAccessToken>, { tokens }: Grants) {
  switch (type) {
    case 'ReturnAccessToken':
      return tokens.filter(({ tokenHash }) => tokenHash === data.tokenHash);
    case 'RefuseReplayedCode':
      return tokens.filter(({ codeHash }) => codeHash === data.codeHash);
    case 'DisconnectApplication':
      return tokens.filter(({ clientId }) => clientId === data.clientId);
  }
}

/** The rules of a `grant-` stream. Refuses with `code_replayed`, `unknown_application`. */
export const grantDecider = refusingUnreadable<Grants, GrantCommand, GrantEvent>(readGrantEvent, {
  initialState: { tokens: [], replayedCodes: [] },

  decide(command, grants) {
    const { type, data, metadata } = command;
    switch (type) {
      case 'ListAccessToken':
        if (grants.replayedCodes.includes(data.codeHash)) {
          throw new DomainError('code_replayed', 'The authorization code was used before.');
        }
        return [{ type: 'AccessTokenListed', data: { ...data, grantedAt: metadata.now } }];
      case 'ReturnAccessToken':
        return tokensEndedBy(command, grants).length > 0 ? [{ type: 'AccessTokenReturned', data }] : [];
      case 'RefuseReplayedCode':
        return grants.replayedCodes.includes(data.codeHash) ? [] : [{ type: 'CodeReplayed', data }];
      case 'DisconnectApplication':
        if (tokensEndedBy(command, grants).length === 0) {
          throw new DomainError('unknown_application', 'This application is not connected.');
        }
        return [{ type: 'ApplicationDisconnected', data }];
    }
  },

  evolve({ tokens, replayedCodes }, { type, data }) {
    switch (type) {
      case 'AccessTokenListed':
        return { tokens: [...tokens, data], replayedCodes };
      case 'AccessTokenReturned':
        return { tokens: tokens.filter(({ tokenHash }) => tokenHash !== data.tokenHash), replayedCodes };
      case 'CodeReplayed':
        return {
          tokens: tokens.filter(({ codeHash }) => codeHash !== data.codeHash),
          replayedCodes: [...replayedCodes, data.codeHash],
        };
      case 'ApplicationDisconnected':
        return { tokens: tokens.filter(({ clientId }) => clientId !== data.clientId), replayedCodes };
    }
  },
});

/** An application that holds at least one token of the user. */
export interface ConnectedApplication {
  readonly clientId: string;
  /** The scopes of all its tokens. */
  readonly scopes: readonly Scope[];
  /** Epoch ms: when its oldest token was given. */
  readonly connectedAt: number;
}

/** The connected applications, longest connected first. */
export function connectedApplications({ tokens }: Grants): ConnectedApplication[] {
  const byClient = new Map<string, ConnectedApplication>();
  for (const { clientId, scopes, grantedAt } of tokens) {
    const known = byClient.get(clientId);
    byClient.set(clientId, {
      clientId,
      scopes: [...new Set([...(known?.scopes ?? []), ...scopes])],
      connectedAt: known?.connectedAt ?? grantedAt,
    });
  }
  return [...byClient.values()];
}
