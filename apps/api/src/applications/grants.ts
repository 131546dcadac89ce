import {
  type AccessTokenIssued,
  type AuthorizationCodeIssued,
  type AuthorizationRequest,
  type ConnectedApplication,
  connectedApplications,
  credentialDecider,
  credentialStream,
  DomainError,
  type GrantCommand,
  grantDecider,
  grantStream,
  type ListAccessToken,
  tokensEndedBy,
} from '@app/domain';
import { ConcurrencyError, type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Credentials } from '../identity/credentials.js';
import { newSecret, sha256 } from '../ground/secrets.js';
import { EVENT_STORE } from '../stores/tokens.js';

/** Source: the developer page, "This will return the auth_code, which will expire in 10 minutes". */
const CODE_LIFETIME_MS = 10 * 60_000;
const ATTEMPTS = 3;

/** A command that ends tokens. */
type EndTokens = Exclude<GrantCommand, ListAccessToken>;

/** What users allow applications: codes, the access tokens that those are exchanged for, and their end. */
@Injectable()
export class Grants {
  constructor(
    private readonly credentials: Credentials,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** A code for what the user just allowed: it fetches one token, within ten minutes. */
  async issueCode(userId: string, asked: AuthorizationRequest, now: number): Promise<string> {
    const code = newSecret();
    const { clientId, scopes, redirectUri, codeChallenge } = asked;
    const issued: AuthorizationCodeIssued = {
      kind: 'authorization-code',
      userId,
      credentialId: newSecret(),
      clientId,
      scopes,
      redirectUri,
      ...(codeChallenge !== undefined && { codeChallenge }),
      expiresAt: now + CODE_LIFETIME_MS,
    };
    await this.issue(code, issued, now);
    return code;
  }

  /**
   * What a code was given for. Undefined when it was never given or is too old; also when it was used before: then whatever
   * it gave ends, for somebody else may have it (RFC 6749 section 4.1.2).
   */
  async codeShown(code: string, now: number): Promise<AuthorizationCodeIssued | undefined> {
    const { state } = await readState(this.store, credentialStream(sha256(code)), credentialDecider);
    if (state.status === 'unknown' || state.credential?.kind !== 'authorization-code') return undefined;
    const { credential } = state;
    if (state.status === 'revoked') await this.refuseReplay(code, credential.userId, now);
    return state.status === 'valid' && now < credential.expiresAt ? credential : undefined;
  }

  /** Uses the code up. False when somebody was faster: then what it gave ends. */
  async redeem(code: string, userId: string, now: number): Promise<boolean> {
    const isFirst = await this.credentials.revoke(sha256(code), { now, principalId: userId });
    if (!isFirst) await this.refuseReplay(code, userId, now);
    return isFirst;
  }

  /** The access token for a code that was redeemed. Throws DomainError `code_replayed`. */
  async issueToken(code: string, granted: Omit<AccessTokenIssued, 'kind' | 'credentialId'>, now: number) {
    const token = newSecret();
    const { userId, clientId, scopes } = granted;
    await handleCommand(this.store, grantStream(userId), grantDecider, {
      type: 'ListAccessToken',
      data: { tokenHash: sha256(token), codeHash: sha256(code), clientId, scopes },
      metadata: { now, principalId: clientId },
    });
    await this.issue(token, { kind: 'access-token', userId, credentialId: newSecret(), clientId, scopes }, now);
    return token;
  }

  /** Takes a token back that its application returns. Whose token it is must have been checked. */
  async returnToken(token: string, userId: string, now: number): Promise<void> {
    const data = { tokenHash: sha256(token) };
    await this.end(userId, { type: 'ReturnAccessToken', data, metadata: { now, principalId: userId } });
  }

  /** The applications that hold a token of the user. */
  async connectedTo(userId: string): Promise<ConnectedApplication[]> {
    return connectedApplications((await readState(this.store, grantStream(userId), grantDecider)).state);
  }

  /** Ends every token of the application that is the user's. Throws DomainError `unknown_application`. */
  async disconnect(userId: string, clientId: string, now: number): Promise<void> {
    const metadata = { now, principalId: userId };
    await this.end(userId, { type: 'DisconnectApplication', data: { clientId }, metadata });
  }

  private refuseReplay(code: string, userId: string, now: number): Promise<void> {
    const data = { codeHash: sha256(code) };
    return this.end(userId, { type: 'RefuseReplayedCode', data, metadata: { now, principalId: userId } });
  }

  /**
   * Revokes the tokens that the command ends, then says so in the user's stream, at the revision that was read: a token that
   * is listed in between is seen by the next attempt, and a crash in between leaves a list of which some open nothing.
   */
  private async end(userId: string, command: EndTokens): Promise<void> {
    const stream = grantStream(userId);
    for (let attempt = 1; ; attempt++) {
      const { state, expected } = await readState(this.store, stream, grantDecider);
      const events = grantDecider.decide(command, state);
      if (events.length === 0) return;
      const { metadata } = command;
      for (const { tokenHash } of tokensEndedBy(command, state)) await this.credentials.revoke(tokenHash, metadata);
      try {
        await this.store.append(
          stream,
          events.map((event) => ({ event, metadata })),
          expected,
        );
        return;
      } catch (error) {
        if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async issue(secret: string, data: AccessTokenIssued | AuthorizationCodeIssued, now: number): Promise<void> {
    try {
      await this.credentials.issue(secret, data, now);
    } catch (error) {
      // Only what was revoked between being listed and being issued is there already: a new secret is random.
      if (error instanceof DomainError && error.code === 'credential_exists') {
        throw new DomainError('code_replayed', 'The authorization code was used before.');
      }
      throw error;
    }
  }
}
