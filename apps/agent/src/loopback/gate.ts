/** What an answer says when a request is refused. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What an answer says of an error. Errors of our own are not told. */
export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal(500, 'internal', 'This cannot be answered now.');

/** The parts of a request that decide whether it may come in. Names of headers are lower case. */
export interface Asking {
  method: string;
  /** Name, value, name, value: as they came, with repeated ones. */
  rawHeaders: readonly string[];
}

/** Who may ask a port. */
export interface GateRules {
  port: number;
  /** Whether pages of this origin may ask. */
  admits: (origin: string) => boolean;
  /**
   * Whether a request without an origin may ask. Browsers leave it out of a GET that they do not
   * take for one across origins, also of a page's `<img>`. Programs that are no browser never send
   * it.
   */
  admitsNoOrigin: (asking: Asking) => boolean;
}

const CHROMIUM_EXTENSION = /^chrome-extension:\/\/[a-p]{32}$/;
const FIREFOX_EXTENSION = /^moz-extension:\/\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether an origin is the one of a browser's extension. */
export const isExtension = (origin: string): boolean =>
  CHROMIUM_EXTENSION.test(origin) || FIREFOX_EXTENSION.test(origin);

/**
 * Lets a request in, or throws a Refusal. Returns its origin. The order is: host, origin, kind of
 * the body.
 *
 * - The host must be this port of this machine. A page of `evil.example` whose name leads to
 *   127.0.0.1 (DNS rebinding) sends its own name.
 * - The origin must be one that may ask. A page cannot choose its origin.
 * - A body must be JSON. A form of a page cannot send that without asking first.
 */
export function letIn(asking: Asking, { port, admits, admitsNoOrigin }: GateRules): string | undefined {
  const hosts = valuesOf(asking, 'host');
  const [host] = hosts;
  if (hosts.length !== 1 || (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`))
    throw new Refusal(403, 'wrong_host', 'This port answers only as 127.0.0.1 or localhost.');
  const origins = valuesOf(asking, 'origin');
  const [origin] = origins;
  const mayAsk = origin === undefined ? admitsNoOrigin(asking) : admits(origin);
  if (origins.length > 1 || !mayAsk) throw new Refusal(403, 'wrong_origin', 'Only the browser extension may ask.');
  const isJson = /^application\/json *(;.*)?$/i.test(valuesOf(asking, 'content-type').join());
  if ((asking.method === 'POST' || asking.method === 'PUT') && !isJson)
    throw new Refusal(415, 'not_json', 'The body must be application/json.');
  return origin;
}

/** The values of a header, in the order in which they came. */
export function valuesOf({ rawHeaders }: Pick<Asking, 'rawHeaders'>, name: string): string[] {
  return rawHeaders.filter((_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/** What a browser must hear before it lets an extension read an answer. */
export function crossOriginHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    'access-control-allow-headers': 'content-type',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '600',
    vary: 'Origin',
  };
}
