import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { nameIn } from './loopback.js';

const overTls = helmet();
/**
 * Over plain HTTP a browser must not be told to ask for everything by HTTPS. It would get no style
 * and no script, and show a blank page. It must not remember this host as one with TLS either.
 */
const overPlainHttp = helmet({
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  strictTransportSecurity: false,
});

/**
 * The security headers of all answers. Those that lead browsers to HTTPS are sent only when the
 * request came that way: over TLS here or at a trusted proxy, or by the name in an https public
 * URL.
 */
export function securityHeaders(publicUrl: string | undefined): RequestHandler {
  const secureName = publicUrl?.startsWith('https:') ? new URL(publicUrl).hostname : undefined;
  return (request, response, next) => {
    const isOverTls = request.secure || nameIn(request.headers.host) === secureName;
    (isOverTls ? overTls : overPlainHttp)(request, response, next);
  };
}
