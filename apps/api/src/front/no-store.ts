import type { RequestHandler } from 'express';
import { isUnder } from '../http/documented-paths.js';

/** What is the same for every caller: the document of the API with its user interface. */
const PUBLIC = '/api/docs';

/**
 * Tells caches to keep no answer, refusals and redirects included. A handler may say something else
 * for an answer that is the same for every caller.
 */
export const keepFromCaches: RequestHandler = (request, response, next) => {
  if (!isUnder(PUBLIC, request.path)) response.setHeader('Cache-Control', 'no-store');
  next();
};
