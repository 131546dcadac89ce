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
} from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { Credentials } from '../identity/credentials.js';
import { ListedSecrets } from '../identity/listed-secrets.js';
import { newSecret, sha256 } from '../ground/secrets.js';
import { EVENT_STORE } from '../stores/tokens.js';

/**
 * Source: the developer page, "This will return the auth_code, which will expire in 10 minutes".
 */
const CODE_LIFETIME_MS = 10 * 60_000;

/**
 * The access that users give to applications: codes, the access tokens that codes are exchanged
 * for, and their end.
 */
@Injectable()
export class Grants {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly listed: ListedSecrets,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * Makes a code for the access that the user just gave. It can be exchanged for one token, within
   * ten minutes. The code is `code`, else a new one.
   */
  async issueCode(userId: string, asked: AuthorizationRequest, now: number, code = newSecret()): Promise<string> {
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
    const metadata = { now, principalId: userId };
    const listed = { codeHash: sha256(code), expiresAt: issued.expiresAt };
    await this.issue(code, issued, { type: 'ListAuthorizationCode', data: listed, metadata });
    return code;
  }

  /** Notes that the user refused: the code never becomes valid. An erasure ends it too. */
  async refuseCode(userId: string, code: string, now: number): Promise<void> {
    const metadata = { now, principalId: userId };
    const data = { codeHash: sha256(code), expiresAt: now + CODE_LIFETIME_MS };
    await this.end(userId, { type: 'ListAuthorizationCode', data, metadata });
    await this.credentials.revoke(data.codeHash, metadata);
  }

  /**
   * The grant of a code. Undefined when the code is unknown or too old. Undefined also when it was
   * used before: then the tokens from it end, because a thief may have it (RFC 6749 section 4.1.2).
   * A code ends with the sessions of its user, because it was given in one of them.
   */
  async codeShown(code: string, now: number): Promise<AuthorizationCodeIssued | undefined> {
    const { state } = await readState(this.store, credentialStream(sha256(code)), credentialDecider);
    if (state.status === 'unknown' || state.credential?.kind !== 'authorization-code') return undefined;
    const { credential } = state;
    if (state.status === 'revoked') await this.refuseReplay(code, credential.userId, now);
    const isValid = state.status === 'valid' && now < credential.expiresAt;
    if (!isValid || !(await this.accounts.isOpen(credential.userId))) return undefined;
    const { signedOutAt } = await this.accounts.accountOf(credential.userId);
    return credential.expiresAt - CODE_LIFETIME_MS >= signedOutAt ? credential : undefined;
  }

  /**
   * Marks the code as used. False when another request was faster: then the tokens from the code
   * end.
   */
  async redeem(code: string, userId: string, now: number): Promise<boolean> {
    const isFirst = await this.credentials.revoke(sha256(code), { now, principalId: userId });
    if (!isFirst) await this.refuseReplay(code, userId, now);
    return isFirst;
  }

  /** Makes the access token for a redeemed code. Throws DomainError `code_replayed`. */
  async issueToken(code: string, granted: Omit<AccessTokenIssued, 'kind' | 'credentialId'>, now: number) {
    const token = newSecret();
    const { userId, clientId, scopes } = granted;
    const issued = { kind: 'access-token', userId, credentialId: newSecret(), clientId, scopes } as const;
    await this.issue(token, issued, {
      type: 'ListAccessToken',
      data: { tokenHash: sha256(token), codeHash: sha256(code), clientId, scopes },
      metadata: { now, principalId: clientId },
    });
    return token;
  }

  /** Ends a token that its application returns. The caller must have checked whose token it is. */
  async returnToken(token: string, userId: string, now: number): Promise<void> {
    const data = { tokenHash: sha256(token) };
    await this.end(userId, { type: 'ReturnAccessToken', data, metadata: { now, principalId: userId } });
  }

  /** The applications that hold a token of the user. */
  async connectedTo(userId: string): Promise<ConnectedApplication[]> {
    return connectedApplications((await readState(this.store, grantStream(userId), grantDecider)).state);
  }

  /**
   * Ends every token that the application has for this user. Throws DomainError
   * `unknown_application`.
   */
  async disconnect(userId: string, clientId: string, now: number): Promise<void> {
    const metadata = { now, principalId: userId };
    await this.end(userId, { type: 'DisconnectApplication', data: { clientId }, metadata });
  }

  private refuseReplay(code: string, userId: string, now: number): Promise<void> {
    const data = { codeHash: sha256(code) };
    return this.end(userId, { type: 'RefuseReplayedCode', data, metadata: { now, principalId: userId } });
  }

  private async end(userId: string, command: GrantCommand): Promise<void> {
    await this.listed.change(grantStream(userId), grantDecider, command);
  }

  private async issue(
    secret: string,
    data: AccessTokenIssued | AuthorizationCodeIssued,
    listing: GrantCommand,
  ): Promise<void> {
    try {
      await this.listed.issue(grantStream(data.userId), grantDecider, { secret, data, listing });
    } catch (error) {
      // A new secret is random. So an existing one was ended between its listing and its issue.
      if (error instanceof DomainError && error.code === 'credential_exists') {
        throw new DomainError('code_replayed', 'The authorization code was used before.');
      }
      throw error;
    }
  }
}
