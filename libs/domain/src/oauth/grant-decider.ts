import type { Scope } from '../access/scopes.js';
import { isLong, type SecretList } from '../access/secret-list.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import type { GrantEvent, ListedAccessToken, ListedCode } from './grant-events.js';
import { readGrantEvent } from './read-grant-event.js';

export interface ListAuthorizationCode extends Command {
  readonly type: 'ListAuthorizationCode';
  readonly data: ListedCode;
}

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

export type GrantCommand =
  ListAuthorizationCode | ListAccessToken | ReturnAccessToken | RefuseReplayedCode | DisconnectApplication;

/** The access that a user gave to applications. */
export interface Grants {
  /** The tokens that have not ended, oldest first. */
  readonly tokens: readonly ListedAccessToken[];
  /** The codes that were not forgotten, oldest first. Older versions listed none. */
  readonly codes: readonly ListedCode[];
  readonly replayedCodes: readonly string[];
  /** How many events were folded. */
  readonly events: number;
}

/** More than an application needs for one user. Its oldest token ends when there would be more. */
const MOST_TOKENS = 50;
/** The codes that wait to be used. The oldest one ends when there would be more. */
const MOST_UNUSED_CODES = 50;
/** By so long after a code has expired, every exchange of it is over. */
const EXCHANGE_MS = 3_600_000;

/**
 * The rules of a `grant-` stream. Refuses with `code_replayed`, `unknown_application`. A new code
 * or token takes codes and tokens off the list that are too old, or too many. So the list is
 * bounded, and so is the stream: see `restate`.
 */
export const grantDecider: SecretList<Grants, GrantCommand, GrantEvent> = {
  ...refusingUnreadable<Grants, GrantCommand, GrantEvent>(readGrantEvent, {
    initialState: { tokens: [], codes: [], replayedCodes: [], events: 0 },
    decide: decided,
    evolve: (grants, event) => ({ ...grants, ...changed(grants, event), events: grants.events + 1 }),
  }),

  secretsOf: ({ tokens, codes }) => [
    ...tokens.map(({ tokenHash }) => tokenHash),
    ...codes.map(({ codeHash }) => codeHash),
  ],

  restate({ tokens, codes, replayedCodes, events }) {
    if (!isLong(events, tokens.length + codes.length + replayedCodes.length)) return [];
    return [
      ...codes.map((data): GrantEvent => ({ type: 'AuthorizationCodeListed', data })),
      ...replayedCodes.map((codeHash): GrantEvent => ({ type: 'CodeReplayed', data: { codeHash } })),
      ...tokens.map((data): GrantEvent => ({ type: 'AccessTokenListed', data })),
    ];
  },
};

function decided({ type, data, metadata }: GrantCommand, grants: Grants): GrantEvent[] {
  const { tokens, replayedCodes } = grants;
  switch (type) {
    case 'ListAuthorizationCode':
      return [
        ...codesToForget(grants, metadata.now).map(({ codeHash }) => forgotten(codeHash)),
        { type: 'AuthorizationCodeListed', data },
      ];
    case 'ListAccessToken': {
      if (replayedCodes.includes(data.codeHash)) {
        throw new DomainError('code_replayed', 'The authorization code was used before.');
      }
      const others = tokens.filter(({ clientId }) => clientId === data.clientId);
      const tooMany = others.slice(0, Math.max(0, others.length + 1 - MOST_TOKENS));
      return [
        ...tooMany.map(({ tokenHash }) => returned(tokenHash)),
        { type: 'AccessTokenListed', data: { ...data, grantedAt: metadata.now } },
      ];
    }
    case 'ReturnAccessToken':
      return tokens.some(({ tokenHash }) => tokenHash === data.tokenHash) ? [returned(data.tokenHash)] : [];
    case 'RefuseReplayedCode':
      return replayedCodes.includes(data.codeHash) ? [] : [{ type: 'CodeReplayed', data }];
    case 'DisconnectApplication':
      if (!tokens.some(({ clientId }) => clientId === data.clientId)) {
        throw new DomainError('unknown_application', 'This application is not connected.');
      }
      return [{ type: 'ApplicationDisconnected', data }];
  }
}

const forgotten = (codeHash: string): GrantEvent => ({ type: 'AuthorizationCodeForgotten', data: { codeHash } });
const returned = (tokenHash: string): GrantEvent => ({ type: 'AccessTokenReturned', data: { tokenHash } });

/**
 * The codes that need not be known any more, when there is to be one more. A code with a token
 * stays, because its second use ends the token.
 */
function codesToForget({ tokens, codes }: Grants, now: number): ListedCode[] {
  const withToken = new Set(tokens.map(({ codeHash }) => codeHash));
  const others = codes.filter(({ codeHash }) => !withToken.has(codeHash));
  const tooMany = new Set(others.slice(0, Math.max(0, others.length + 1 - MOST_UNUSED_CODES)));
  return others.filter((code) => tooMany.has(code) || now >= code.expiresAt + EXCHANGE_MS);
}

function changed(grants: Grants, { type, data }: GrantEvent): Partial<Grants> {
  const { tokens, codes, replayedCodes } = grants;
  switch (type) {
    case 'AuthorizationCodeListed':
      return { codes: [...codes.filter(({ codeHash }) => codeHash !== data.codeHash), data] };
    case 'AuthorizationCodeForgotten':
      return {
        codes: codes.filter(({ codeHash }) => codeHash !== data.codeHash),
        replayedCodes: replayedCodes.filter((codeHash) => codeHash !== data.codeHash),
      };
    case 'AccessTokenListed':
      return { tokens: [...tokens.filter(({ tokenHash }) => tokenHash !== data.tokenHash), data] };
    case 'AccessTokenReturned':
      return { tokens: tokens.filter(({ tokenHash }) => tokenHash !== data.tokenHash) };
    case 'CodeReplayed':
      return {
        tokens: tokens.filter(({ codeHash }) => codeHash !== data.codeHash),
        replayedCodes: [...replayedCodes.filter((codeHash) => codeHash !== data.codeHash), data.codeHash],
      };
    case 'ApplicationDisconnected':
      return { tokens: tokens.filter(({ clientId }) => clientId !== data.clientId) };
  }
}

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
