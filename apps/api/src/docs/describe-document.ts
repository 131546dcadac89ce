import type { OpenAPIObject } from '@nestjs/swagger';
import { isUnder, KEY_PREFIX, TOKEN_PREFIX } from '../http/documented-paths.js';
import { DOCUMENTED_OPERATIONS, type OperationText } from './operations.js';
import { OWN_OPERATIONS } from './own-operations.js';
import { TEAM_OPERATIONS } from './team-operations.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const ADMIN = ['/api/v1/users', '/api/v1/oauth-applications', '/api/v1/statistics'];
const PUBLIC = ['/health', '/hello', '/metrics', '/api/v1/status', '/oauth', '/.well-known'];

/** The words for an operation whose handler has none of its own yet. */
export function describedOperation(operation: Operation, name: string, path: string): Operation {
  const text = textOf(name, path);
  if (!text) throw new Error(`Nobody has said what ${name} does (apps/api/src/docs).`);
  const [status = '200'] = Object.keys(operation.responses);
  const answered = { [status]: answerOf(text, status) };
  return {
    operationId: name.replace(/[^\w]+/g, '_'),
    summary: text.summary,
    tags: [tagOf(path)],
    security: schemesOf(path).map((scheme) => ({ [scheme]: [] })),
    parameters: [...(operation.parameters ?? []), ...queryOf(text)],
    ...(text.body !== undefined && { requestBody: exampleBody(text.body) }),
    responses: answered,
  };
}

/** The words for an operation; the documented ones are the same under both prefixes. */
export function textOf(name: string, path: string): OperationText | undefined {
  const prefix = [KEY_PREFIX, TOKEN_PREFIX].find((one) => isUnder(one, path));
  return prefix
    ? DOCUMENTED_OPERATIONS[name.replace(`${prefix}/`, '')]
    : (OWN_OPERATIONS[name] ?? TEAM_OPERATIONS[name]);
}

const exampleBody = (example: unknown) => ({
  required: true,
  content: { 'application/json': { schema: { type: 'object' as const }, example } },
});

function answerOf({ answer }: OperationText, status: string) {
  const description = status === '204' || answer === undefined ? 'Done' : 'As in the example';
  return answer === undefined ? { description } : { description, content: { 'application/json': { example: answer } } };
}

function queryOf({ parameters = {} }: OperationText) {
  return Object.entries(parameters).map(([name, words]) => {
    const [description = '', example] = words.split('|');
    return {
      ...{ name, in: 'query' as const, required: false, description, schema: { type: 'string' as const } },
      ...(example !== undefined && { example }),
    };
  });
}

function schemesOf(path: string): readonly string[] {
  if (isUnder(KEY_PREFIX, path) || isUnder('/agent', path)) return ['apiKey'];
  if (isUnder(TOKEN_PREFIX, path)) return ['accessToken'];
  if (ADMIN.some((prefix) => isUnder(prefix, path))) return ['adminToken'];
  if (PUBLIC.some((prefix) => isUnder(prefix, path))) return [];
  return ['apiKey', 'session'];
}

function tagOf(path: string): string {
  if (isUnder(KEY_PREFIX, path)) return 'Documented API, for keys';
  if (isUnder(TOKEN_PREFIX, path)) return 'Documented API, for applications';
  if (isUnder('/agent', path)) return 'Agents';
  if (ADMIN.some((prefix) => isUnder(prefix, path))) return 'Administrator';
  if (isUnder('/oauth', path) || isUnder('/.well-known', path)) return 'OAuth 2.0';
  return PUBLIC.some((prefix) => isUnder(prefix, path)) ? 'State' : 'Owner';
}
