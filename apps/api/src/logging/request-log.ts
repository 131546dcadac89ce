import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** A request as Express passes it on: `url` may have lost its beginning. */
type AskedRequest = IncomingMessage & { readonly originalUrl?: string };

/** The path without secrets: an invitation is the one secret that is part of a path. */
export const loggedPath = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(/(\/invitations\/)[^/]+/gi, '$1*');

/**
 * One entry for each request: method, path, status, milliseconds. Never the query or a header,
 * because both carry keys and tokens. And the content of a request belongs to its user.
 */
export function requestLog(logger: Logger) {
  return pinoHttp<AskedRequest, ServerResponse>({
    logger,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    // Otherwise pino lays out every request in full, headers too, for the two fields that we log.
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
