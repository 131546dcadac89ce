import type { RequestHandler } from 'express';
import { ApiError } from '../ground/api-error.js';
import { type ErrorCode, statusOf } from '../http/errors.js';
import { isUnder } from '../http/documented-paths.js';
import { isLoopbackBind, isLoopbackName, nameIn } from './loopback.js';

/** Watchers ask these by the address of a container or machine. Metrics look at the Host too. */
const FOR_WATCHERS = ['/health', '/metrics'];

/**
 * Refuses a request with two Host headers (RFC 9112 section 3.2). With a public URL, and on a
 * loopback address, answers only requests for the name in that URL or for a loopback name. This
 * stops DNS rebinding, where the name of another site leads to this address. Without a public URL
 * any other address answers requests for every name.
 */
export function requireKnownHost(host: string, publicUrl: string | undefined): RequestHandler {
  const isChecked = publicUrl !== undefined || isLoopbackBind(host);
  const publicName = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  return ({ headers, path, rawHeaders }, response, next) => {
    if (hostHeaders(rawHeaders) > 1)
      return next(new ApiError('malformed_request', 'The request has two Host headers.'));
    const name = nameIn(headers.host);
    const isKnown = isLoopbackName(name) || name === publicName;
    if (!isChecked || isKnown || FOR_WATCHERS.some((prefix) => isUnder(prefix, path))) return next();
    // One form for every address: the caller may want another service.
    const code: ErrorCode = 'unknown_host';
    const message = 'This service is not reached by this name; see PUBLIC_URL.';
    response.status(statusOf(code)).json({ error: { code, message } });
  };
}

const hostHeaders = (rawHeaders: readonly string[]): number =>
  rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host').length;
