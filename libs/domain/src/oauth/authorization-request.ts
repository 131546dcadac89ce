import { isScope, type Scope } from '../access/scopes.js';
import type { ApplicationRegistered } from './application-decider.js';
import { withParameters } from './redirect-uri.js';

/**
 * The request of an application to a user. Source: RFC 6749 section 4.1.1, RFC 7636 section 4.3.
 */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly Scope[];
  /** Sent back to the application unchanged. */
  readonly state?: string;
  readonly codeChallenge?: string;
}

/**
 * The outcome of a request. `asked`: the user is asked. `shown`: only the user sees the error,
 * because the address to send it to is not trusted (RFC 6749 section 4.1.2.1). `sent-back`: the
 * user's browser takes the error to the application.
 */
export type AuthorizationOutcome =
  | { readonly kind: 'asked'; readonly request: AuthorizationRequest }
  | { readonly kind: 'shown'; readonly message: string }
  | { readonly kind: 'sent-back'; readonly location: string };

/**
 * The parameters of an authorization request. Each may come once (RFC 6749 section 3.1). Other
 * parameters are ignored.
 */
const PARAMETERS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
] as const;

/** BASE64URL of a SHA-256: 43 characters (RFC 7636 section 4.2). */
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

interface SentBack {
  readonly error: 'invalid_request' | 'unsupported_response_type' | 'invalid_scope';
  readonly description: string;
}

/**
 * Checks an authorization request. It checks the application and the address first: an error may be
 * sent back only when both are right. Every answer that is sent back names the issuer (RFC 9207).
 * So an application that knows several servers can tell which one answers.
 */
export function parseAuthorizationRequest(
  parameters: URLSearchParams,
  { application, issuer }: { readonly application: ApplicationRegistered['data'] | undefined; readonly issuer: string },
): AuthorizationOutcome {
  const given = (name: (typeof PARAMETERS)[number]) => parameters.get(name) || undefined;
  const clientId = given('client_id');
  if (clientId === undefined || parameters.getAll('client_id').length > 1 || application?.clientId !== clientId) {
    return { kind: 'shown', message: 'This server does not know the application that sent you here.' };
  }
  const redirectUri = given('redirect_uri');
  const isRegistered = redirectUri !== undefined && application.redirectUris.includes(redirectUri);
  if (!isRegistered || parameters.getAll('redirect_uri').length > 1) {
    return {
      kind: 'shown',
      message: `${application.name} asks to send you to an address that is not registered for it.`,
    };
  }
  const state = parameters.getAll('state').length > 1 ? undefined : given('state');
  const refusal = refusalOf(parameters, application);
  if (refusal) {
    const { error, description } = refusal;
    return {
      kind: 'sent-back',
      location: withParameters(redirectUri, { error, error_description: description, state, iss: issuer }),
    };
  }
  const codeChallenge = given('code_challenge');
  const request = { clientId, redirectUri, scopes: scopesIn(given('scope')) as Scope[] };
  return {
    kind: 'asked',
    request: {
      ...request,
      ...(state !== undefined && { state }),
      ...(codeChallenge !== undefined && { codeChallenge }),
    },
  };
}

/** The address that takes the code to the application. */
export const codeLocation = (
  { redirectUri, state }: AuthorizationRequest,
  { code, issuer }: { readonly code: string; readonly issuer: string },
): string => withParameters(redirectUri, { code, state, iss: issuer });

/** The address that tells the application that the user refused. */
export const deniedLocation = ({ redirectUri, state }: AuthorizationRequest, issuer: string): string =>
  withParameters(redirectUri, {
    ...{ error: 'access_denied', error_description: 'The user refused.' },
    ...{ state, iss: issuer },
  });

function refusalOf(
  parameters: URLSearchParams,
  { scopes: allowed, secretHash }: ApplicationRegistered['data'],
): SentBack | undefined {
  const repeated = PARAMETERS.find((name) => parameters.getAll(name).length > 1);
  if (repeated) return invalid(`${repeated} is given more than once.`);
  const responseType = parameters.get('response_type');
  if (!responseType) return invalid('response_type is missing.');
  if (responseType !== 'code') {
    return { error: 'unsupported_response_type', description: 'response_type must be code.' };
  }
  const scopes = scopesIn(parameters.get('scope'));
  if (scopes.length === 0 || !scopes.every((scope) => isScope(scope) && allowed.includes(scope))) {
    return { error: 'invalid_scope', description: 'scope must name scopes that this application may ask for.' };
  }
  return refusedChallenge(parameters, { isPublic: secretHash === undefined });
}

/**
 * Checks the PKCE challenge (RFC 7636 section 4.4.1). A public application must send one. The
 * method must be S256, and must be given: its default would be `plain`.
 */
function refusedChallenge(parameters: URLSearchParams, { isPublic }: { isPublic: boolean }): SentBack | undefined {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (!challenge && (isPublic || method)) return invalid('code_challenge is missing.');
  if (!challenge) return undefined;
  if (method !== 'S256') return invalid('code_challenge_method must be S256.');
  return S256_CHALLENGE.test(challenge) ? undefined : invalid('code_challenge must have 43 characters of BASE64URL.');
}

const invalid = (description: string): SentBack => ({ error: 'invalid_request', description });

/** The scopes in a text. Spaces separate them, or plus signs that a client encoded twice. */
const scopesIn = (text: string | null | undefined): string[] =>
  [...new Set((text ?? '').split(/[ +]+/))].filter(Boolean);
