import type { Request, RequestHandler } from 'express';
import { DOCUMENTED_PREFIXES, isUnder } from '../http/documented-paths.js';

/** Where a secret in the request gives authority, or none is needed. No cookie counts there. */
const OPEN = [...DOCUMENTED_PREFIXES, '/oauth/token', '/oauth/revoke', '/.well-known/oauth-authorization-server'];
/** A session opens these too, so they are open only to a request with an `Authorization` header. */
const OPEN_BY_HEADER = '/api/v1';

const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of any origin call the API with a key or token that they hold (CORS, the Fetch
 * standard section 3.2). The origin is always `*`: with that, browsers send no cookies and refuse
 * an answer to a request with cookies. Other addresses, such as pages and what a session opens,
 * have no such headers, so pages of other origins cannot read them.
 */
export const allowOtherOrigins: RequestHandler = (request, response, next) => {
  const wanted = request.get('access-control-request-headers');
  const isPreflight = request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined;
  if (!isOpen(request, isPreflight)) return next();
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After, WWW-Authenticate, Content-Disposition',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  if (!isPreflight) return next();
  response.set({
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    ...(wanted !== undefined && { 'Access-Control-Allow-Headers': wanted }),
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
    Vary: 'Access-Control-Request-Headers',
  });
  response.status(204).end();
};

function isOpen(request: Request, isPreflight: boolean): boolean {
  if (OPEN.some((prefix) => isUnder(prefix, request.path))) return true;
  if (!isUnder(OPEN_BY_HEADER, request.path)) return false;
  if (!isPreflight) return request.headers.authorization !== undefined;
  const wanted = request.get('access-control-request-headers') ?? '';
  return wanted.split(',').some((name) => name.trim().toLowerCase() === 'authorization');
}
