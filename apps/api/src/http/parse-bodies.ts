import { json, type RequestHandler, text, urlencoded } from 'express';
import { ApiError } from '../ground/api-error.js';
import { DOCUMENTED_PREFIXES } from './documented-paths.js';

/** The largest body of an agent's batch, after decompression (docs/api.md). */
const LARGEST_BATCH_BYTES = 256 * 1024;
const LARGEST_BODY_BYTES = 64 * 1024;
/** The largest batch of an import: one line may be an event of some 500 KB. */
const LARGEST_IMPORT_BYTES = 2 * 1024 * 1024;
const anyType = () => true;

/**
 * Pages and their forms. The consent page is one of them, though the rest of `/oauth` is for
 * programs.
 */
const PAGES = ['/sign-in', '/sign-up', '/sign-out', '/account', '/invitations', '/oauth/authorize'];

/**
 * The body parsers by path. Pages send forms. Our own contract is strict JSON. The documented one
 * takes any body (`requestParameters`).
 */
export const BODY_PARSERS: readonly (readonly [path: string, parser: RequestHandler])[] = [
  ...PAGES.map((path) => [path, refusing(urlencoded({ extended: false, limit: LARGEST_BODY_BYTES }))] as const),
  ['/agent', refusing(json({ limit: LARGEST_BATCH_BYTES, type: anyType }))],
  ['/api/v1/imports', refusing(json({ limit: LARGEST_IMPORT_BYTES, type: anyType }))],
  ['/api/v1/users/:id/imports', refusing(json({ limit: LARGEST_IMPORT_BYTES, type: anyType }))],
  ['/api/v1', refusing(json({ limit: LARGEST_BODY_BYTES, type: anyType }))],
  ...[...DOCUMENTED_PREFIXES, '/oauth'].map(
    (prefix) => [prefix, refusing(text({ limit: LARGEST_BODY_BYTES, type: anyType }))] as const,
  ),
];

/**
 * The parser, with its errors as our refusals. Its own messages quote the body, which may hold a
 * key.
 */
function refusing(parser: RequestHandler): RequestHandler {
  return (request, response, next) =>
    void parser(request, response, (error?: unknown) => next(error === undefined ? undefined : refusalOf(error)));
}

function refusalOf(error: unknown): ApiError {
  const { type } = error as { type?: unknown };
  if (type === 'entity.too.large') return new ApiError('body_too_large', 'The body is too large.');
  if (type === 'entity.parse.failed') return new ApiError('malformed_json', 'The body is not JSON.');
  return new ApiError('unreadable_body', 'The body cannot be read: its encoding, its length or its end is wrong.');
}
