import type { OpenAPIObject } from '@nestjs/swagger';
import { isDocumented, isUnder, TOKEN_PREFIX } from '../http/documented-paths.js';

type Answers = NonNullable<OpenAPIObject['components']>['responses'];
type Answer = Exclude<NonNullable<Answers>[string], { $ref: string }>;

/** Which errors an address answers: those of the documented API, those of RFC 6749, or our own. */
type Family = 'Documented' | 'Token' | 'Own';

/** What each status of a refusal means. */
const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request is not right: `code` or the heading says what is wrong.',
  401: 'The credential is missing, unknown or revoked.',
  403: 'The credential does not allow this.',
  404: 'There is no such thing, or the account is gone.',
  409: 'The state of the account does not allow this now.',
  413: 'The body is too large.',
  421: 'The server does not know the host name that the client asked for.',
  429: 'Too many requests. `Retry-After` says how many seconds to wait.',
  500: 'A defect of the server. It is in its log.',
  502: 'Another service did not answer as it should.',
  503: 'A store is not available. It is safe to send the request again.',
};
const BODIES: Readonly<Record<Family, string>> = {
  Documented: 'DocumentedErrorBodyDto',
  Token: 'TokenErrorBodyDto',
  Own: 'ErrorBodyDto',
};
const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' as const, minimum: 1 } },
};

/** What is known of an operation when its refusals are listed. */
export interface RefusableOperation {
  readonly path: string;
  readonly method: string;
  /** The names of the security schemes that open it; none when any caller may use it. */
  readonly schemes: readonly string[];
  /** The statuses that its handler names by `@ApiRefusals`. */
  readonly named: readonly number[];
}

/**
 * Every status with which an operation may refuse a request, in order. 400 is always among them: it
 * also answers two Host headers and a broken address.
 */
export function refusalStatuses({ path, method, schemes, named }: RefusableOperation): number[] {
  const statuses = new Set([...named, 400, 421, 500, 503]);
  const add = (...more: number[]) => more.forEach((status) => statuses.add(status));
  // The parser reads the body of every change, also of one that needs none.
  if (method !== 'get') add(413);
  if (isDocumented(path)) add(404, 413, 429);
  if (isUnder(TOKEN_PREFIX, path)) add(401, 403);
  // An address that was refused too often gets 429 in the place of 401.
  if (!isDocumented(path) && schemes.length > 0) add(401, 429);
  // The account behind a key may be erased while a request is on its way.
  if (schemes.includes('apiKey')) add(404);
  // The key may be of a kind that does not open the address. A change that shows a session needs
  // the token of its pages.
  if (!isDocumented(path) && schemes.includes('apiKey')) add(403);
  if (schemes.includes('session') && method !== 'get') add(403);
  return [...statuses].sort((a, b) => a - b);
}

/** The name of the shared answer for this status at this path, in `components.responses`. */
export function refusalName(path: string, status: number): string {
  return `${familyOf(path, status)}Error${status}`;
}

/** The shared answer of this name: `refusalName` made it. */
export function refusalAnswer(name: string): Answer {
  const [, family, status] = /^(\w+)Error(\d+)$/.exec(name) as unknown as [string, Family, string];
  const schema = { $ref: `#/components/schemas/${BODIES[family]}` };
  // The parser of bodies refuses before the token endpoint reads anything.
  const schemas = family === 'Token' ? { oneOf: [schema, { $ref: `#/components/schemas/${BODIES.Own}` }] } : schema;
  return {
    description: MEANINGS[Number(status)] ?? 'Refused.',
    ...(status === '429' && { headers: RETRY_AFTER }),
    content: { 'application/json': { schema: schemas } },
  };
}

function familyOf(path: string, status: number): Family {
  // The host is checked before anything knows which address it is.
  if (status === 421) return 'Own';
  if (isDocumented(path)) return 'Documented';
  return isUnder('/oauth', path) && (status === 400 || status === 401) ? 'Token' : 'Own';
}
