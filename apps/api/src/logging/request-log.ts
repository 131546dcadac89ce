import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** As Express hands it on: `url` may have lost its beginning. */
type AskedRequest = IncomingMessage & { readonly originalUrl?: string };

/** The path without what opens something: an invitation is the one secret that stands in a path. */
export const loggedPath = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(/(\/invitations\/)[^/]+/gi, '$1*');

/**
 * One entry per request: method, path, status, milliseconds. Never the query or a header: keys and tokens travel in
 * both, and what a user asks for is theirs.
 */
export function requestLog(logger: Logger) {
  return pinoHttp<AskedRequest, ServerResponse>({
    logger,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    // Else every request is laid out in full, headers and all, for the two things that are logged of it.
    wrapSerializers: false,
    serializers: {
      req: ({ method, originalUrl, url = '' }: AskedRequest) => ({ method, path: loggedPath(originalUrl ?? url) }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return request.originalUrl?.startsWith('/health/') ? 'debug' : 'info';
    },
  });
}
