import { createHash } from 'node:crypto';
import { credentialDecider, credentialStream } from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Grants } from '../applications/grants.js';
import { ApiError } from '../ground/api-error.js';
import { isSameSecret, sha256 } from '../ground/secrets.js';
import { signedText, signedValue, type Signing } from '../ground/signed-text.js';
import { ChallengeKey } from '../identity/factors/challenge-key.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

const CODE_MS = 5 * 60_000;
/** In the place of an application. No application has it: their ids are random. */
const AGENT = 'timeledger-agent';
/** In the place of a redirect address: the person typed the code. */
const TYPED = 'typed';

/** What an agent asked for in the browser, and the person allowed. */
export interface AllowedLogin {
  readonly deviceName: string;
  readonly redirectUri: string;
  /** The S256 challenge of the agent (RFC 7636), in base64url. */
  readonly codeChallenge: string;
}

/** What an agent shows for its key. */
export interface ShownCode {
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** The content of a code. Only the hash of the secret is stored. */
export interface CodeContent extends AllowedLogin {
  readonly secret: string;
}

/**
 * The consent of persons to agents. A consent is an authorization code in the list of the user: it
 * works once, ends with the user's sessions, and goes with the account.
 */
@Injectable()
export class AgentConsents {
  constructor(
    private readonly grants: Grants,
    private readonly key: ChallengeKey,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A code for the agent that listens at the redirect URI. It works once, for five minutes. */
  async codeFor(userId: string, allowed: AllowedLogin): Promise<string> {
    const { redirectUri, codeChallenge } = allowed;
    const now = this.clock();
    const asked = { clientId: AGENT, scopes: [], redirectUri, codeChallenge };
    const secret = await this.grants.issueCode(userId, asked, now);
    return signedText({ ...allowed, secret } satisfies CodeContent, now + CODE_MS, await this.signing());
  }

  /**
   * What a code holds. Throws ApiError `unknown_code`, also when the verifier or the address is of
   * another agent: then the code stays for its own.
   */
  async contentOf({ code, codeVerifier, redirectUri }: ShownCode): Promise<CodeContent> {
    // The signature says that the value is one of ours.
    const content = signedValue(code, this.clock(), await this.signing()) as CodeContent | undefined;
    if (!content || content.redirectUri !== redirectUri) throw unknownCode();
    const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
    if (!isSameSecret(challenge, content.codeChallenge)) throw unknownCode();
    return content;
  }

  /** Notes the answer of a person to a request. Throws ApiError `unknown_code` when it has one. */
  async answer(userId: string, requestId: string, isAllowed: boolean): Promise<void> {
    if ((await this.stateOf(requestId)) !== 'open') throw unknownCode();
    const now = this.clock();
    if (!isAllowed) return this.grants.refuseCode(userId, requestId, now);
    await this.grants.issueCode(userId, { clientId: AGENT, scopes: [], redirectUri: TYPED }, now, requestId);
  }

  /** `ended`: a person refused the request, or its key was fetched. */
  async stateOf(requestId: string): Promise<'open' | 'allowed' | 'ended'> {
    const { state } = await readState(this.store, credentialStream(sha256(requestId)), credentialDecider);
    return ({ unknown: 'open', valid: 'allowed', revoked: 'ended' } as const)[state.status];
  }

  /** Uses a consent up. Resolves to the id of its user. Throws ApiError `unknown_code`. */
  async use(secret: string): Promise<string> {
    const now = this.clock();
    const consent = await this.grants.codeShown(secret, now);
    const isFirst = consent?.clientId === AGENT && (await this.grants.redeem(secret, consent.userId, now));
    if (!isFirst) throw unknownCode();
    return consent.userId;
  }

  private async signing(): Promise<Signing> {
    return { key: await this.key.read(), purpose: 'agent-code' };
  }
}

export const unknownCode = () =>
  new ApiError('unknown_code', 'The code is unknown, was used before, or its time is over.');
