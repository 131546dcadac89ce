import type { RequestHandler } from 'express';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Listening on the own machine only, answers only requests for one of its names or for the public URL's: a page of another site
 * whose name was made to lead here (DNS rebinding) asks by that name. Listening elsewhere, every name is answered.
 */
export function requireKnownHost(host: string, publicUrl: string | undefined): RequestHandler {
  const isLoopback = ['localhost', '::1'].includes(host) || host.startsWith('127.');
  const known = new Set([...LOOPBACK_NAMES, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])]);
  return (request, response, next) => {
    if (!isLoopback || known.has(nameIn(request.headers.host ?? ''))) return next();
    const error = { code: 'unknown_host', message: 'This service is not reached by this name; see PUBLIC_URL.' };
    response.status(421).json({ error });
  };
}

/** The name in a Host header, without its port. */
const nameIn = (header: string): string => header.replace(/:\d+$/, '').toLowerCase();
