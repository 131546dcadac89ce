import { bodyParameters } from '../http/request-parameters.js';
import { TokenError } from './token-error.js';

/** A request that an application makes for itself: what it asks, and who it says it is. */
export interface ClientRequest {
  readonly parameters: ReadonlyMap<string, string>;
  readonly clientId?: string;
  readonly clientSecret?: string;
}

/** What is read of an HTTP request. */
export interface ReceivedRequest {
  readonly body: unknown;
  readonly headers: { readonly authorization?: string | undefined };
}

/**
 * Reads a request to the token or revocation endpoint: a form, or the JSON object that the developer page documents. Nothing is
 * read from the query: secrets are never in an address (RFC 6749 section 2.3.1). Throws TokenError `invalid_request`.
 *
 * Credentials are in `Authorization: Basic` or in the body. A header that cannot be decoded is ignored: a known client sends
 * one with its credentials in the body.
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
    throw new TokenError('invalid_request', 'The application names itself in two ways.');
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
