import type { UpstreamSettings } from '@app/settings';
import * as client from 'openid-client';
import type { StartedSignIn } from './company-provider.js';

/** How long the provider may take for one answer, in seconds. */
const PATIENCE_SECONDS = 10;

/** What a provider says of the person who has signed in. */
export interface ProviderClaims {
  readonly issuer: string;
  /** Empty when the provider does not say it. */
  readonly subject: string;
  /** The issuer by which a person of this provider was known without OAUTH2_LOGIN_ISSUER. */
  readonly formerIssuer: string | undefined;
  readonly email: string | undefined;
  readonly isEmailVerified: boolean;
}

/** One way to speak with a provider. */
interface Provider {
  configure(): Promise<client.Configuration>;
  /** Exchanges the code in the answer, and asks who has signed in. */
  claimsOf(configuration: client.Configuration, answer: URL, started: StartedSignIn): Promise<ProviderClaims>;
}

/** OpenID Connect when the settings name an issuer, else OAuth2 with a user-info address. */
export const providerOf = (settings: UpstreamSettings): Provider =>
  settings.issuer === undefined ? plainProvider(settings) : openIdProvider(settings, settings.issuer);

function openIdProvider({ clientId, clientSecret }: UpstreamSettings, issuer: string): Provider {
  return {
    async configure() {
      const execute = isPlainHttp(issuer) ? [client.allowInsecureRequests] : [];
      const options = { execute, timeout: PATIENCE_SECONDS };
      // OpenID Connect Discovery 1.0, section 3: without a list, a server takes Basic.
      return client.discovery(new URL(issuer), clientId, clientSecret, client.ClientSecretBasic(clientSecret), options);
    },

    async claimsOf(configuration, answer, { state, nonce, verifier }) {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(configuration, answer, checks);
      const claims = tokens.claims();
      const { issuer: known, userinfo_endpoint: formerIssuer } = configuration.serverMetadata();
      const subject = claims?.sub ?? '';
      // Many providers leave the address out of the ID token.
      const told =
        formerIssuer === undefined ? claims : await client.fetchUserInfo(configuration, tokens.access_token, subject);
      return { ...addressIn({ ...claims, ...told }), issuer: known, subject, formerIssuer };
    },
  };
}

/**
 * A provider that has no issuer in the settings. Its user-info address says who has signed in, so
 * it stands for the issuer, and an ID token is left unread.
 */
function plainProvider({
  clientId,
  clientSecret,
  authorizationUrl,
  tokenUrl,
  userInfoUrl,
}: UpstreamSettings): Provider {
  const issuer = String(userInfoUrl);
  return {
    configure() {
      const addresses = { authorization_endpoint: String(authorizationUrl), token_endpoint: String(tokenUrl) };
      const authentication = client.ClientSecretPost(clientSecret);
      const configuration = new client.Configuration({ issuer, ...addresses }, clientId, clientSecret, authentication);
      configuration.timeout = PATIENCE_SECONDS;
      configuration[client.customFetch] = withoutIdToken(String(tokenUrl));
      if ([issuer, String(tokenUrl)].some(isPlainHttp)) client.allowInsecureRequests(configuration);
      return Promise.resolve(configuration);
    },

    async claimsOf(configuration, answer, { state, verifier }) {
      answer.searchParams.delete('iss');
      const checks = { expectedState: state, pkceCodeVerifier: verifier };
      const { access_token: token } = await client.authorizationCodeGrant(configuration, answer, checks);
      const response = await client.fetchProtectedResource(configuration, token, new URL(issuer), 'GET');
      if (!response.ok) throw new Error('The user-info address refused the access token.');
      const told = (await response.json()) as Record<string, unknown>;
      return { ...addressIn(told), issuer, subject: subjectIn(told), formerIssuer: undefined };
    },
  };
}

/** OpenID Connect names a person by `sub`. Other providers, such as GitHub, have a number `id`. */
function subjectIn({ sub, id }: Record<string, unknown>): string {
  const subject = sub ?? id;
  return typeof subject === 'string' || typeof subject === 'number' ? String(subject) : '';
}

const addressIn = ({ email, email_verified: isVerified }: Record<string, unknown>) => ({
  email: typeof email === 'string' ? email : undefined,
  isEmailVerified: isVerified === true,
});

/** An administrator may choose plain HTTP for a provider on the same machine. */
const isPlainHttp = (url: string): boolean => url.startsWith('http:');

/** Fetches like `fetch`, but leaves the ID token out of the answers of the token address. */
const withoutIdToken =
  (tokenUrl: string): client.CustomFetch =>
  async (url, options) => {
    const response = await fetch(url, options as RequestInit);
    if (url !== tokenUrl || !response.ok) return response;
    const tokens = (await response.json()) as Record<string, unknown>;
    delete tokens.id_token;
    return Response.json(tokens, { status: response.status });
  };
