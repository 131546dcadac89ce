import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.js';

/**
 * Express middleware that times every request. Its label is the pattern of the route, so the labels
 * stay few.
 */
export function timeRequests(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const stop = metrics.timeRequest();
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
      stop({ method: request.method, route, status: response.statusCode });
    });
    next();
  };
}
