import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** A request as Express passes it on: `url` may have lost its beginning. */
type AskedRequest = IncomingMessage & { readonly originalUrl?: string; readonly route?: unknown };

/** The first parts of our addresses. They tell what a request without a route was about. */
const FAMILIES = [
  ...['/anapi', '/api/oauth', '/api/v1', '/api/docs', '/agent', '/oauth', '/health', '/metrics', '/hello'],
  ...['/account', '/invitations', '/pages', '/sign-in', '/sign-out', '/sign-up', '/.well-known'],
];

/**
 * What the log holds of an address: the pattern of its route, such as `/api/v1/devices/:id`. The
 * parts that vary are names of activities and people, or secrets. Without a route: the family of
 * the address, such as `/api/v1/*`, or `*`.
 */
export function loggedPath({
  route,
  originalUrl,
  url = '',
}: Pick<AskedRequest, 'route' | 'originalUrl' | 'url'>): string {
  const pattern = (route as { path?: unknown } | undefined)?.path;
  if (typeof pattern === 'string') return pattern;
  const asked = `${(originalUrl ?? url).split('?', 1)[0] ?? ''}/`.toLowerCase();
  const family = FAMILIES.find((prefix) => asked.startsWith(`${prefix}/`));
  return family === undefined ? '*' : `${family}/*`;
}

/**
 * One entry for each request: method, route, status, milliseconds. Never the query or a header,
 * because both carry keys and tokens. And the content of a request belongs to its user, its address
 * included.
 */
export function requestLog(logger: Logger) {
  // The route is known only at the end, so the request is laid out there.
  const withRequest = (request: AskedRequest, _response: ServerResponse, entry: object) => ({ req: request, ...entry });
  return pinoHttp<AskedRequest, ServerResponse>({
    logger,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    quietResLogger: true,
    customSuccessObject: withRequest,
    customErrorObject: (request, response, _error, entry: object) => withRequest(request, response, entry),
    // Otherwise pino lays out every request in full, headers too, for the two fields that we log.
    wrapSerializers: false,
    serializers: {
      req: (request: AskedRequest) => ({ method: request.method, path: loggedPath(request) }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return request.originalUrl?.startsWith('/health/') ? 'debug' : 'info';
    },
  });
}
