import type { RequestHandler } from 'express';
import { type ErrorCode, statusOf } from './errors.js';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * On a loopback address, answers only requests for a loopback name or for the name of the public
 * URL. This stops DNS rebinding, where the name of another site leads to this address. On any other
 * address, answers requests for every name.
 */
export function requireKnownHost(host: string, publicUrl: string | undefined): RequestHandler {
  const isLoopback = ['localhost', '::1'].includes(host) || host.startsWith('127.');
  const known = new Set([...LOOPBACK_NAMES, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])]);
  return (request, response, next) => {
    if (!isLoopback || known.has(nameIn(request.headers.host ?? ''))) return next();
    const code: ErrorCode = 'unknown_host';
    const error = { code, message: 'This service is not reached by this name; see PUBLIC_URL.' };
    response.status(statusOf(code)).json({ error });
  };
}

/** The name in a Host header, without its port. */
const nameIn = (header: string): string => header.replace(/:\d+$/, '').toLowerCase();
