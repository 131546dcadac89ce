import { json, type RequestHandler, text, urlencoded } from 'express';
import { ApiError } from '../../ground/api-error.js';
import { noteBodyBytes } from '../../ground/body-bytes.js';
import { isTooComplex, type JsonLimits } from './json-complexity.js';
import { DOCUMENTED_PREFIXES } from '../documented-paths.js';

/** The largest body of an agent's batch, after decompression (docs/api.md). */
const LARGEST_BATCH_BYTES = 256 * 1024;
const LARGEST_BODY_BYTES = 64 * 1024;
/** The largest batch of an import: one line may be an event of some 500 KB. */
const LARGEST_IMPORT_BYTES = 2 * 1024 * 1024;
/**
 * An activity of a batch has some ten members, so a full batch of 500 has 5,000. No object of ours
 * has a hundred members or ten levels.
 */
const SMALL: JsonLimits = { depth: 32, width: 1_000, members: 10_000 };
/** An event of 500 KB has some 30,000 members. */
const LARGE: JsonLimits = { ...SMALL, members: 60_000 };
const anyType = () => true;

/**
 * Pages and their forms. The consent page is one of them, though the rest of `/oauth` is for
 * programs.
 */
const PAGES = ['/sign-in', '/sign-up', '/sign-out', '/account', '/invitations', '/oauth/authorize', '/weekly-mail'];

/**
 * The body parsers by path. Pages send forms. Our own contract is strict JSON. The documented one
 * takes any body (`requestParameters`).
 */
export const BODY_PARSERS: readonly (readonly [path: string, parser: RequestHandler])[] = [
  ...PAGES.map((path) => [path, refusing(urlencoded({ extended: false, limit: LARGEST_BODY_BYTES }))] as const),
  ['/agent', refusing(jsonOf(LARGEST_BATCH_BYTES, SMALL))],
  ['/api/v1/imports', refusing(jsonOf(LARGEST_IMPORT_BYTES, LARGE))],
  ['/api/v1/users/:id/imports', refusing(jsonOf(LARGEST_IMPORT_BYTES, LARGE))],
  // 500 changes, with names in letters of three bytes.
  ['/api/v1/taxonomy', refusing(jsonOf(LARGEST_BATCH_BYTES, SMALL))],
  ['/api/v1', refusing(jsonOf(LARGEST_BODY_BYTES, SMALL))],
  ...[...DOCUMENTED_PREFIXES, '/oauth'].map(
    (prefix) => [prefix, refusing(text({ limit: LARGEST_BODY_BYTES, type: anyType }))] as const,
  ),
];

/** The error types that the check of the JSON throws through the parser. */
const [TOO_COMPLEX, NOT_UTF8] = ['timeledger.json.complex', 'timeledger.json.encoding'];

/**
 * A parser of JSON that counts before it parses. Later steps walk through every object, some of
 * them by recursion. JSON is UTF-8 (RFC 8259 section 8.1), and the count relies on that.
 */
function jsonOf(limit: number, complexity: JsonLimits): RequestHandler {
  const verify = (request: object, _response: unknown, body: Buffer, encoding: string) => {
    if (encoding.toLowerCase() !== 'utf-8') throw Object.assign(new Error(), { type: NOT_UTF8 });
    noteBodyBytes(request, body.length);
    if (isTooComplex(body, complexity)) throw Object.assign(new Error(), { type: TOO_COMPLEX });
  };
  return json({ limit, type: anyType, verify });
}

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
  if (type === TOO_COMPLEX)
    return new ApiError('complex_json', 'The JSON is nested too deeply, or has too many parts.');
  if (type === 'entity.parse.failed') return new ApiError('malformed_json', 'The body is not JSON.');
  return new ApiError('unreadable_body', 'The body cannot be read: its encoding, its length or its end is wrong.');
}
