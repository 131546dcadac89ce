import { bodyParameters } from '../http/request-parameters.js';
import { TokenError } from './token-error.js';

/**
 * A request that an application sends for itself: its parameters, and the application that it
 * claims to be.
 */
export interface ClientRequest {
  readonly parameters: ReadonlyMap<string, string>;
  readonly clientId?: string;
  readonly clientSecret?: string;
}

/** The parts of an HTTP request that are read here. */
export interface ReceivedRequest {
  readonly body: unknown;
  readonly headers: { readonly authorization?: string | undefined };
}

/**
 * Reads a request to the token or revocation endpoint: a form, or the JSON object that the
 * developer page documents. It ignores the query, because secrets must not be in an address (RFC
 * 6749 section 2.3.1). Throws TokenError `invalid_request`.
 *
 * Credentials are in `Authorization: Basic` or in the body. A header that cannot be decoded is
 * ignored: a known client sends one and has its credentials in the body.
 */
export function readClientRequest({ body, headers }: ReceivedRequest): ClientRequest {
  const parameters = new Map<string, string>();
  for (const [name, value] of typeof body === 'string' ? bodyParameters(body.trim()) : []) {
    if (parameters.has(name)) throw new TokenError('invalid_request', `${name} is given more than once.`);
    parameters.set(name, value);
  }
  const shown = basicCredentials(headers.authorization);
  const [clientId, clientSecret] = [
    parameters.get('client_id') || undefined,
    parameters.get('client_secret') || undefined,
  ];
  if (shown && (clientSecret !== undefined || (clientId !== undefined && clientId !== shown.clientId))) {
    throw new TokenError(
      'invalid_request',
      'Send the credentials of the application once: in the header or in the body.',
    );
  }
  return { parameters, ...(shown ?? { ...(clientId && { clientId }), ...(clientSecret && { clientSecret }) }) };
}

/** RFC 6749 section 2.3.1: both parts are form-encoded before they are joined. */
function basicCredentials(header: string | undefined): { clientId: string; clientSecret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header ?? '')?.[1];
  const [, id, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  try {
    return { clientId: formDecoded(id), clientSecret: formDecoded(secret) };
  } catch {
    return undefined;
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
