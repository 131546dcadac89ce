import { SCOPES } from '@app/domain';
import type { OpenAPIObject } from '@nestjs/swagger';
import { isUnder, KEY_PREFIX, TOKEN_PREFIX } from '../http/documented-paths.js';

type Schemes = NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>;
type Scheme = Exclude<Schemes[string], { $ref: string }>;

/** Names of the ways in, as in the document's `securitySchemes`. */
export type SchemeName = 'apiKey' | 'apiKeyInQuery' | 'accessToken' | 'accessTokenInQuery' | 'adminToken' | 'session';

/** What each scope opens to an application. */
const SCOPE_WORDS = Object.fromEntries(SCOPES.map((scope) => [scope, `Reads or posts ${scope.replaceAll('_', ' ')}.`]));

/**
 * Every way in which a caller can identify themselves. `basePath` stands before our own addresses.
 */
export const securitySchemes = (basePath: string): Readonly<Record<SchemeName, Scheme>> => ({
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key. The requirement of an operation lists the kinds of keys that open it.',
  },
  apiKeyInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'key',
    description:
      'An API key, but none of the kind `full`. `rtapi_key` is the same, and both are also taken in the body of a POST.',
  },
  accessToken: {
    type: 'oauth2',
    description: 'An access token of an application, as `Authorization: Bearer`.',
    flows: {
      authorizationCode: {
        authorizationUrl: `${basePath}/oauth/authorize`,
        tokenUrl: `${basePath}/oauth/token`,
        scopes: SCOPE_WORDS,
      },
    },
  },
  accessTokenInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'access_token',
    description: 'An access token of an application. It is also taken in the body of a POST.',
  },
  adminToken: { type: 'http', scheme: 'bearer', description: 'The administrator’s token.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'timeledger_session',
    description: 'The cookie that signing in gives. A change also needs the header `X-CSRF-Token` of the pages.',
  },
});

const ADMIN = ['/api/v1/administration', '/api/v1/users', '/api/v1/oauth-applications', '/api/v1/statistics'];
/** What a session opens, and no key. */
const SESSION_ONLY = [
  ...['/api/v1/session', '/api/v1/sessions'],
  '/api/v1/agent-login/consent',
  ...['/api/v1/account/address', '/api/v1/account/passkeys', '/api/v1/account/second-factor'],
];
const ANYBODY = [
  ...['/health', '/hello', '/metrics', '/api/v1/status', '/api/v1/set-up', '/oauth', '/.well-known'],
  '/api/v1/agent-login',
];

/** One way in among several: the names of schemes, with the scopes that each needs. */
type Requirement = Readonly<Record<string, string[]>>;

/** What the handler of an operation says about its callers. */
interface Callers {
  /** What an access token needs there. */
  readonly scopes: readonly string[];
  /** The kinds of keys that open it, besides `full` keys. */
  readonly keyKinds: readonly string[];
}

/** The ways in to an operation at this path. */
export function securityOf(path: string, { scopes, keyKinds }: Callers): Requirement[] {
  const apiKey = [...keyKinds, 'full'];
  if (isUnder(KEY_PREFIX, path)) return [{ apiKeyInQuery: [...keyKinds] }, { apiKey }];
  if (isUnder(TOKEN_PREFIX, path)) return [{ accessToken: [...scopes] }, { accessTokenInQuery: [] }];
  if (isUnder('/agent', path)) return [{ apiKey }];
  if (ADMIN.some((prefix) => isUnder(prefix, path))) return [{ adminToken: [] }];
  if (SESSION_ONLY.some((prefix) => isUnder(prefix, path))) return [{ session: [] }];
  if (ANYBODY.some((prefix) => isUnder(prefix, path))) return [];
  return [{ apiKey }, { session: [] }];
}
