import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isDocumented } from '../http/documented-paths.js';
import { closedSchemas } from './closed-schemas.js';
import type { ServedAnswer } from './watch-answers.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Answer = Operation['responses'][string];

/** The document itself is not in the document. */
const DOCUMENT_PATH = '/api/docs';
/** Types whose bodies programs read: an answer with one of them has to be in the document. */
const DATA_TYPES: readonly (string | undefined)[] = ['application/json', 'application/jsonl', 'text/csv'];
/** The reference to a schema begins with this name, and ajv follows it. */
const ROOT = 'openapi';

/**
 * Compares what a server answers with its OpenAPI document. Stricter than the document in one
 * point: a property that the document does not name is a fault.
 */
export class AnswerCheck {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly routes: readonly Route[];
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(closedSchemas(document), ROOT);
    this.routes = Object.keys(document.paths).map(routeOf).sort(concreteFirst);
  }

  /** A sentence that says what is wrong with an answer; `undefined` when it is as documented. */
  faultIn(answer: ServedAnswer): string | undefined {
    const fault = this.problemOf(answer);
    if (fault === undefined) return undefined;
    return `${answer.method} ${answer.path} answered ${answer.status} against the OpenAPI document: ${fault}`;
  }

  private problemOf(answer: ServedAnswer): string | undefined {
    const template = this.templateOf(answer.path);
    const operation = template === undefined ? undefined : this.operationAt(template, answer.method);
    if (template === undefined || !operation) return this.problemOutside(answer);
    const declared = operation.responses[String(answer.status)];
    if (!declared) return `it does not know the status; write @ApiRefusals(${answer.status}) or the like there.`;
    const pointer =
      '$ref' in declared
        ? declared.$ref.slice(1)
        : pointerTo('paths', template, answer.method.toLowerCase(), 'responses', String(answer.status));
    return answer.method === 'HEAD' ? undefined : this.problemOfBody(answer, pointer, this.resolved(declared));
  }

  /**
   * What the document leaves out: pages with their styles and redirects, the document itself,
   * addresses where nothing is, and requests that are refused before they reach a route.
   */
  private problemOutside({ path, status, contentType, body }: ServedAnswer): string | undefined {
    if (path.startsWith(DOCUMENT_PATH) || !DATA_TYPES.includes(contentType)) return undefined;
    if (status < 400) return 'it does not know the operation; describe the route with @ApiOperation.';
    const schema = isDocumented(path) ? 'DocumentedErrorBodyDto' : 'ErrorBodyDto';
    return this.problemOfText(body, pointerTo('components', 'schemas', schema));
  }

  private problemOfBody({ contentType, body }: ServedAnswer, pointer: string, declared: DeclaredAnswer) {
    const types = Object.keys(declared.content ?? {});
    if (types.length === 0) {
      return body === '' ? undefined : `it knows no body for this status, but there is one of type ${contentType}.`;
    }
    const type = types.find((one) => one === contentType);
    if (type === undefined) return `it knows the types ${types.join(', ')}, but not ${contentType}.`;
    const schema = `${pointer}${pointerTo('content', type, 'schema')}`;
    if (declared.content?.[type]?.schema === undefined) return undefined;
    if (type === 'application/json') return this.problemOfText(body, schema);
    if (type !== 'application/jsonl') return undefined;
    return body
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => this.problemOfText(line, schema))
      .find((problem) => problem !== undefined);
  }

  private problemOfText(text: string, pointer: string): string | undefined {
    const validate = this.validatorAt(pointer);
    const value = parsed(text);
    if (value instanceof SyntaxError) return `the body is not JSON: ${text.slice(0, 200)}`;
    if (validate(value)) return undefined;
    return `${this.ajv.errorsText(validate.errors, { dataVar: 'body' })} in ${text.slice(0, 500)}`;
  }

  private validatorAt(pointer: string): ValidateFunction {
    const known = this.compiled.get(pointer);
    if (known) return known;
    const validate = this.ajv.compile({ $ref: `${ROOT}#${pointer}` });
    this.compiled.set(pointer, validate);
    return validate;
  }

  private templateOf(path: string): string | undefined {
    const asked = isDocumented(path) ? path.replace(/\.json$/i, '') : path;
    return this.routes.find(({ pattern }) => pattern.test(asked))?.template;
  }

  private operationAt(template: string, method: string): Operation | undefined {
    const name = method === 'HEAD' ? 'get' : method.toLowerCase();
    return this.document.paths[template]?.[name as 'get'];
  }

  private resolved(answer: NonNullable<Answer>): DeclaredAnswer {
    if (!('$ref' in answer)) return answer;
    const name = answer.$ref.split('/').at(-1) ?? '';
    return (this.document.components?.responses?.[name] ?? {}) as DeclaredAnswer;
  }
}

type DeclaredAnswer = Exclude<NonNullable<Answer>, { $ref: string }>;

interface Route {
  readonly template: string;
  readonly pattern: RegExp;
}

/** Express matches in any case, and with or without a slash at the end. */
function routeOf(template: string): Route {
  const pattern = template
    .split(/\{[^}]+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return { template, pattern: new RegExp(`^${pattern}/?$`, 'i') };
}

/**
 * OpenAPI, "Path Templating Matching": concrete paths are matched before their templated
 * counterparts.
 */
const concreteFirst = (a: Route, b: Route): number => a.template.split('{').length - b.template.split('{').length;

/** A JSON pointer as the fragment of an address. */
const pointerTo = (...names: string[]): string =>
  names.map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    return error;
  }
}
