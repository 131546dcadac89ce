import type { ProviderIdentity } from '@app/domain';
import type { ApiSettings, UpstreamSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import type { Logger } from 'pino';
import { ApiError } from '../ground/api-error.js';
import { LOG, SETTINGS } from '../ground/settings.module.js';
import { type ProviderClaims, providerOf } from './provider-configuration.js';

export const CALLBACK_PATH = '/sign-in/company/callback';

/** The person who has signed in, as the provider tells. */
export interface ProviderPerson extends ProviderIdentity {
  /**
   * The name that the same person had while the settings named no issuer. Undefined when there is
   * none.
   */
  readonly former: ProviderIdentity | undefined;
  /** Undefined when the provider names no address, or has not verified it. */
  readonly email: string | undefined;
}

/** What the browser keeps of a sign-in that has begun. */
export interface StartedSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the user goes after it. */
  readonly returnTo: string;
}

/**
 * The identity provider of a company: OpenID Connect by its issuer, or OAuth2 with a user-info
 * address. State, PKCE and, with an issuer, nonce and `iss` bind the answer to its question.
 */
@Injectable()
export class CompanyProvider {
  private readonly upstream: UpstreamSettings | undefined;
  private readonly callbackUrl: string;
  private configured: Promise<client.Configuration> | undefined;

  constructor(
    @Inject(SETTINGS) { upstream, publicUrl }: Pick<ApiSettings, 'upstream' | 'publicUrl'>,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.upstream = publicUrl === undefined ? undefined : upstream;
    this.callbackUrl = `${publicUrl}${CALLBACK_PATH}`;
  }

  /** Whether the settings name a provider. */
  get isSet(): boolean {
    return this.upstream !== undefined;
  }

  /**
   * The address at which the sign-in goes on, and what the browser must keep meanwhile. Throws
   * ApiError `provider_failed`.
   */
  async begin(returnTo: string): Promise<{ url: string; started: StartedSignIn }> {
    const started = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      returnTo,
    };
    const { href } = client.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.callbackUrl,
      scope: 'openid email',
      state: started.state,
      code_challenge: await client.calculatePKCECodeChallenge(started.verifier),
      code_challenge_method: 'S256',
      ...(this.upstream?.issuer !== undefined && { nonce: started.nonce }),
    });
    return { url: href, started };
  }

  /**
   * The person whose sign-in the provider answers with this query. Throws ApiError
   * `wrong_password` when the provider refused, and `provider_failed` when its answer is wrong.
   */
  async personOf(query: string, started: StartedSignIn): Promise<ProviderPerson> {
    const configuration = await this.configuration();
    try {
      const answer = new URL(`${this.callbackUrl}?${query}`);
      return personIn(await providerOf(this.settings).claimsOf(configuration, answer, started));
    } catch (error) {
      throw this.refusal(error);
    }
  }

  private get settings(): UpstreamSettings {
    if (!this.upstream) throw new Error('The settings name no identity provider.');
    return this.upstream;
  }

  /** Asks the provider once for its addresses, and again after a failure. */
  private async configuration(): Promise<client.Configuration> {
    this.configured ??= providerOf(this.settings).configure();
    try {
      return await this.configured;
    } catch (error) {
      this.configured = undefined;
      throw this.refusal(error);
    }
  }

  /** Only names leave this place: the causes quote codes, tokens and addresses. */
  private refusal(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    const { name, code } = error as { name?: string; code?: string };
    if (error instanceof client.AuthorizationResponseError || isSpentCode(error))
      return new ApiError('wrong_password', 'The identity provider did not sign you in.');
    this.log.warn({ error: name, code }, 'The identity provider did not answer as it should.');
    return new ApiError('provider_failed', 'The identity provider did not answer as it should. Try again.');
  }
}

/** A code that is unknown, used or of another client. Source: RFC 6749 section 5.2. */
const isSpentCode = (error: unknown): boolean =>
  error instanceof client.ResponseBodyError && error.error === 'invalid_grant';

function personIn({ issuer, subject, formerIssuer, email, isEmailVerified }: ProviderClaims): ProviderPerson {
  if (subject === '') throw new ApiError('provider_failed', 'The identity provider does not say who has signed in.');
  return {
    issuer,
    subject,
    former: formerIssuer === undefined ? undefined : { issuer: formerIssuer, subject },
    email: isEmailVerified ? email : undefined,
  };
}
