import type { OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES } from '../http/errors.js';
import { completeDocument, UNNAMED } from './complete-document.js';
import { documentWithoutStores } from '../document-without-stores.js';

interface Content {
  readonly schema?: object;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Record<string, Content> }>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

/** Every operation of a document, with its method and path as a name. */
const operationsOf = ({ paths }: OpenAPIObject) =>
  Object.entries(paths).flatMap(([path, routes]) =>
    Object.entries(routes as unknown as Record<string, Described>).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...{ path, ...operation },
    })),
  );
/** What a property of the schema of a body is: a bare object has none. */
const isBare = ({ schema = {} }: Content): boolean => !('$ref' in schema || 'type' in schema || 'anyOf' in schema);

describe('our OpenAPI document', () => {
  let document: OpenAPIObject;
  let operations: ReturnType<typeof operationsOf>;
  beforeAll(async () => {
    document = await documentWithoutStores();
    operations = operationsOf(document);
  });
  const named = (id: string) => operations.find(({ operationId }) => operationId === id);

  it('names every operation once, in camel case', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+([A-Z][a-z0-9]*)+$/.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(75);
  });

  it('has a schema for every body, of requests and of answers', () => {
    const bare = operations.flatMap(({ name, requestBody, responses }) => [
      ...Object.values(requestBody?.content ?? {})
        .filter(isBare)
        .map(() => `the request of ${name}`),
      ...Object.values(responses)
        .flatMap(({ content = {} }) => Object.values(content))
        .filter(isBare)
        .map(() => `an answer of ${name}`),
    ]);
    expect(bare).toEqual([]);
    expect(operations.filter(({ requestBody }) => requestBody).length).toBeGreaterThan(25);
  });

  it('declares every parameter of a path', () => {
    const missing = operations.flatMap(({ name, path, parameters = [] }) =>
      [...path.matchAll(/\{(\w+)\}/g)]
        .filter(([, asked]) => !parameters.some((one) => one.in === 'path' && one.name === asked))
        .map(([, asked]) => `${asked} of ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('says of every operation how it refuses a request', () => {
    const silent = operations.filter(({ responses }) => !Object.keys(responses).some((status) => /^4/.test(status)));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('describes a documented handler under both prefixes, each with its own way in and its own errors', () => {
    const [forKeys, forApplications] = [named('readData'), named('readDataAsApplication')];
    const readers = ['read', 'read_post'];
    expect(forKeys).toMatchObject({
      name: 'GET /anapi/data',
      security: [{ apiKeyInQuery: readers }, { apiKey: [...readers, 'full'] }],
    });
    expect(forApplications).toMatchObject({
      name: 'GET /api/oauth/data',
      security: [{ accessToken: ['time_data'] }, { accessTokenInQuery: [] }],
    });
    expect(Object.keys(forKeys?.responses ?? {})).toEqual(['200', '400', '404', '413', '421', '429', '500', '503']);
    expect(forApplications?.responses[403]).toEqual({ $ref: '#/components/responses/DocumentedError403' });
    expect(forKeys?.parameters).toEqual(forApplications?.parameters);
    expect(forKeys?.responses[200]?.content).toEqual(forApplications?.responses[200]?.content);
  });

  it('knows the values of a parameter, and its default', () => {
    const perspective = named('readData')?.parameters?.find(({ name }) => name === 'perspective');
    const schema = { type: 'string', enum: ['rank', 'interval', 'member'], default: 'rank' };
    expect(perspective).toMatchObject({ in: 'query', required: false, schema });
  });

  it.each([
    ['postHighlight', ['application/x-www-form-urlencoded', 'application/json']],
    ['exchangeCode', ['application/x-www-form-urlencoded', 'application/json']],
    ['createKey', ['application/json']],
  ])('lets %s send %j', (id, types) => expect(Object.keys(named(id)?.requestBody?.content ?? {})).toEqual(types));

  it.each([
    ['readData', ['application/json', 'text/csv']],
    ['exportAccount', ['application/jsonl', 'text/csv']],
    ['readMetrics', ['text/plain']],
  ])('lets %s answer %j', (id, types) => expect(Object.keys(named(id)?.responses[200]?.content ?? {})).toEqual(types));

  it('lists paths and schemas by name, so a module that moves changes nothing', () => {
    for (const names of [Object.keys(document.paths), Object.keys(document.components?.schemas ?? {})]) {
      expect(names).toEqual([...names].sort());
    }
  });

  it('names every code of our own errors', () => {
    const { ErrorCode: codes, ErrorReasonDto: reason } = document.components?.schemas ?? {};
    expect(codes).toMatchObject({ type: 'string', enum: ERROR_CODES });
    expect(reason).toMatchObject({ properties: { code: { allOf: [{ $ref: '#/components/schemas/ErrorCode' }] } } });
  });

  it('leaves out pages, and the twins that end with .json', () => {
    const paths = Object.keys(document.paths);
    expect(paths.filter((path) => /\.json$|^\/(account|sign-|pages|invitations)|authorize/.test(path))).toEqual([]);
  });
});

describe('a route that a handler does not describe', () => {
  const document = (operation: object) => {
    const described = { operationId: 'readGadget', summary: 'Reads a gadget', responses: { 200: { description: '' } } };
    return { paths: { '/api/v1/gadget': { get: { ...described, ...operation } } } } as unknown as OpenAPIObject;
  };

  it.each([
    ['without a name', { operationId: UNNAMED }, /GET \/api\/v1\/gadget.*@ApiOperation\(\{ operationId: 'verbNoun'/],
    ['without a summary', { summary: '' }, /GET \/api\/v1\/gadget.*@ApiOperation/],
    [
      'without an answer',
      {},
      /GET \/api\/v1\/gadget answers with status 200.*@ApiOkResponse\(\{ type: TheAnswerDto \}\)/,
    ],
  ])('%s is an error that says what to write', (_, operation, words) =>
    expect(() => completeDocument(document(operation))).toThrow(words),
  );

  it('needs no words for an answer without a body', () => {
    expect(() => completeDocument(document({ responses: { 204: { description: '' } } }))).not.toThrow();
  });
});
