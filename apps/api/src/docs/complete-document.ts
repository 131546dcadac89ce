import type { OpenAPIObject } from '@nestjs/swagger';
import { isDocumented, isUnder, KEY_PREFIX, TOKEN_PREFIX } from '../http/documented-paths.js';
import { KEY_KINDS_EXTENSION } from '../openapi/api-key-kinds.js';
import { REFUSALS } from '../openapi/api-refusals.js';
import { refusalAnswer, refusalName, refusalStatuses } from './refusals.js';
import { securityOf } from './security.js';
import type { Tag } from './tags.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

/** What our own decorators leave in an operation for this step. */
interface Extensions {
  readonly [REFUSALS]?: readonly number[];
  readonly [KEY_KINDS_EXTENSION]?: readonly string[];
}

/** The name of an operation whose handler has no `@ApiOperation({ operationId })`. */
export const UNNAMED = 'unnamed';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Pages are for people, not for programs: the document leaves them out. */
const PAGES = [
  '/account',
  '/sign-in',
  '/sign-up',
  '/sign-out',
  '/pages',
  '/invitations',
  '/oauth/authorize',
  '/weekly-mail',
];

/** What an answer means when its handler says nothing else. */
const MEANINGS: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Accepted: the server does it in the background.',
  204: 'Done. There is no body.',
};

/**
 * Adds to Nest's document what follows from the address of an operation: its security, its tag and
 * its refusals. Leaves out pages and the twins that end with `.json`. Throws an error that says
 * what to write when a handler lacks its `@ApiOperation` or its answer, so that no route is
 * published without them.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const refusals = new Set<string>();
  const paths: OpenAPIObject['paths'] = {};
  for (const [path, routes] of sortedByName(document.paths)) {
    if (path.endsWith('.json') || PAGES.some((page) => isUnder(page, path))) continue;
    paths[path] = completePath(path, routes, refusals);
  }
  const responses = Object.fromEntries([...refusals].sort().map((name) => [name, refusalAnswer(name)]));
  const schemas = Object.fromEntries(sortedByName(document.components?.schemas ?? {}));
  return { ...document, paths, components: { ...document.components, schemas, responses } };
}

/** The order of modules is no part of the document: a module that moves changes nothing in it. */
const sortedByName = <T>(named: Readonly<Record<string, T>>): [name: string, value: T][] =>
  Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1));

function completePath(path: string, routes: PathItem, refusals: Set<string>): PathItem {
  const complete: PathItem = {};
  for (const method of METHODS) {
    const operation = routes[method];
    if (operation) complete[method] = completeOperation(path, method, operation, refusals);
  }
  return complete;
}

function completeOperation(path: string, method: string, operation: Operation, refusals: Set<string>): Operation {
  requireDescribed(`${method.toUpperCase()} ${path}`, operation);
  const {
    [REFUSALS]: named = [],
    [KEY_KINDS_EXTENSION]: keyKinds = [],
    ...described
  } = operation as Operation & Extensions;
  const security = securityOf(path, { scopes: scopesOf(operation), keyKinds });
  const schemes = security.flatMap((requirement) => Object.keys(requirement));
  const statuses = refusalStatuses({ path, method, schemes, named });
  const names = statuses.map((status) => [status, refusalName(path, status)] as const);
  for (const [, name] of names) refusals.add(name);
  return {
    ...described,
    // One handler answers under both prefixes, and every operation has a name of its own.
    operationId: `${operation.operationId}${isUnder(TOKEN_PREFIX, path) ? 'AsApplication' : ''}`,
    tags: [tagOf(path)],
    security,
    responses: {
      ...withMeanings(operation.responses),
      ...Object.fromEntries(names.map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }])),
    },
  };
}

function requireDescribed(name: string, { operationId, summary, responses }: Operation): void {
  if (operationId === UNNAMED || !summary) {
    throw new Error(
      `The OpenAPI document does not describe ${name}. ` +
        "Write @ApiOperation({ operationId: 'verbNoun', summary: '...' }) above its handler.",
    );
  }
  for (const [status, answer] of Object.entries(responses)) {
    if (status === '204' || !answer || '$ref' in answer || answer.content || answer.description) continue;
    throw new Error(
      `The OpenAPI document does not say what ${name} answers with status ${status}. ` +
        'Write @ApiOkResponse({ type: TheAnswerDto }) above its handler, ' +
        "or { description: '...' } when the answer has no body.",
    );
  }
}

function withMeanings(responses: Operation['responses']): Operation['responses'] {
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => [
      status,
      answer && !('$ref' in answer)
        ? { ...answer, description: answer.description || (MEANINGS[status] ?? 'Done.') }
        : answer,
    ]),
  );
}

/** The scopes that the handler of a documented route names (`DocumentedGet`, `DocumentedPost`). */
function scopesOf({ security = [] }: Operation): string[] {
  return security.flatMap(({ accessToken = [] }) => accessToken);
}

function tagOf(path: string): Tag {
  if (isUnder(KEY_PREFIX, path)) return 'Documented API, for keys';
  if (isDocumented(path)) return 'Documented API, for applications';
  return TAG_BY_PREFIX.find(([prefix]) => isUnder(prefix, path))?.[1] ?? 'Owner';
}

/** The first prefix that fits names the tag; what is left is the owner's. */
const TAG_BY_PREFIX: readonly (readonly [prefix: string, tag: Tag])[] = [
  ['/agent', 'Agents'],
  ['/api/v1/teams', 'Teams'],
  ['/api/v1/invitations', 'Teams'],
  ['/api/v1/users', 'Administrator'],
  ['/api/v1/oauth-applications', 'Administrator'],
  ['/api/v1/statistics', 'Administrator'],
  ['/api/v1/set-up', 'Administrator'],
  ['/oauth', 'OAuth 2.0'],
  ['/.well-known', 'OAuth 2.0'],
  ['/api/v1/status', 'State'],
  ['/health', 'State'],
  ['/hello', 'State'],
  ['/metrics', 'State'],
];
