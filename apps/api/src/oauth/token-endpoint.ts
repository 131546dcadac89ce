import type { Scope } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import OAuth2Server from '@node-oauth/oauth2-server';
import { isRefusal } from '../ground/api-error.js';
import { Credentials } from '../identity/credentials.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ClientAuthentication } from './client-authentication.js';
import type { ClientRequest } from './client-request.js';
import { Grants } from '../applications/grants.js';
import type { TokenAnswerDto } from './token.dto.js';
import { TokenError, type TokenErrorCode } from './token-error.js';

/** The only grant (RFC 6749 section 4.1). */
const GRANT_TYPE = 'authorization_code';

/** Our own clock decides when a code is too old. The library would use another clock. */
const NEVER = new Date(8.64e15);

/**
 * Answers requests that applications send for themselves: the authorization code grant, with the
 * steps of `@node-oauth/oauth2-server` over our streams.
 */
@Injectable()
export class TokenEndpoint {
  private readonly server = new OAuth2Server({ model: this.model() });

  constructor(
    private readonly clients: ClientAuthentication,
    private readonly grants: Grants,
    private readonly credentials: Credentials,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Exchanges a code for an access token. Throws TokenError. */
  async exchange(request: ClientRequest): Promise<TokenAnswerDto> {
    // The library knows more grants than we offer, and has another error for those.
    const grantType = request.parameters.get('grant_type');
    if (grantType && grantType !== GRANT_TYPE) {
      throw new TokenError('unsupported_grant_type', `grant_type must be ${GRANT_TYPE}.`);
    }
    try {
      const { accessToken, scope } = await this.server.token(formRequest(request), new OAuth2Server.Response());
      return {
        access_token: accessToken,
        token_type: 'Bearer',
        scope: (scope ?? []).join(' '),
        created_at: Math.floor(this.clock() / 1000),
      };
    } catch (error) {
      throw tokenErrorOf(error);
    }
  }

  /**
   * Revokes a token for its application. An invalid token gets the same answer, because that makes
   * no difference to the application. A token of another application is refused and stays valid.
   * Throws TokenError.
   */
  async takeBack(request: ClientRequest): Promise<void> {
    const { clientId } = await this.clients.clientOf(request);
    const token = request.parameters.get('token');
    if (!token) throw new TokenError('invalid_request', 'token is missing.');
    const principal = await this.credentials.principalOf(token);
    if (principal?.kind !== 'access-token') return;
    if (principal.clientId !== clientId) {
      throw new TokenError('unauthorized_client', 'This token belongs to another application.');
    }
    await this.grants.returnToken(token, principal.userId, this.clock());
  }

  private model(): OAuth2Server.AuthorizationCodeModel {
    return {
      getClient: async (clientId, clientSecret: string | undefined) => {
        await this.clients.clientOf({ parameters: new Map(), clientId, ...(clientSecret && { clientSecret }) });
        return libraryClient(clientId);
      },
      getAuthorizationCode: async (authorizationCode) => {
        const shown = await this.grants.codeShown(authorizationCode, this.clock());
        if (!shown) return undefined;
        const { clientId, userId, scopes, redirectUri, codeChallenge } = shown;
        const challenge = codeChallenge === undefined ? {} : { codeChallenge, codeChallengeMethod: 'S256' };
        const bound = { client: libraryClient(clientId), user: { userId }, redirectUri, scope: [...scopes] };
        return { authorizationCode, expiresAt: NEVER, ...bound, ...challenge };
      },
      revokeAuthorizationCode: ({ authorizationCode, user }) =>
        this.grants.redeem(authorizationCode, userIdOf(user), this.clock()),
      saveToken: async ({ authorizationCode, scope = [] }, client, user) => {
        const granted = { userId: userIdOf(user), clientId: client.id, scopes: scope as Scope[] };
        const accessToken = await this.grants.issueToken(String(authorizationCode), granted, this.clock());
        return { accessToken, scope, client, user };
      },
      // Only the library's type needs these: codes come from the consent page, and the guards of
      // the API read tokens.
      saveAuthorizationCode: () => Promise.resolve(undefined),
      getAccessToken: () => Promise.resolve(undefined),
    };
  }
}

const libraryClient = (id: string): OAuth2Server.Client => ({ id, grants: [GRANT_TYPE] });

const userIdOf = ({ userId }: OAuth2Server.User): string => String(userId);

/** The request in the form that the library reads: a form with the credentials in it. */
function formRequest({ parameters, clientId, clientSecret }: ClientRequest): OAuth2Server.Request {
  const credentials = { client_id: clientId, client_secret: clientSecret };
  return new OAuth2Server.Request({
    method: 'POST',
    query: {},
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '1' },
    body: { ...Object.fromEntries(parameters), ...credentials },
  });
}

/** The library's codes that a client may see. */
const TOLD: ReadonlySet<string> = new Set<TokenErrorCode>([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
]);

/** The error for the client. An error that is not about the request is returned as it is. */
function tokenErrorOf(error: unknown): unknown {
  const cause = (error as { inner?: unknown }).inner ?? error;
  if (cause instanceof TokenError) return cause;
  if (isRefusal(cause)) return new TokenError('invalid_grant', cause.message);
  if (!(error instanceof OAuth2Server.OAuthError) || !TOLD.has(error.name)) return cause;
  // RFC 6749 section 5.2: a redirect URI that does not match is an invalid grant.
  const isMismatch = error.message === 'Invalid request: `redirect_uri` is invalid';
  return new TokenError(isMismatch ? 'invalid_grant' : (error.name as TokenErrorCode), error.message);
}
