import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** The path without what opens something: an invitation is the one secret that stands in a path. */
export const loggedPath = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(/(\/invitations\/)[^/]+/gi, '$1*');

/**
 * One entry per request: method, path, status, milliseconds. Never the query or a header: keys and tokens travel in
 * both, and what a user asks for is theirs.
 */
export function requestLog(logger: Logger) {
  return pinoHttp<IncomingMessage & { originalUrl?: string }, ServerResponse>({
    logger,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: loggedPath(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return request.originalUrl?.startsWith('/health/') ? 'debug' : 'info';
    },
  });
}
