import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { asRefusal, crossOriginHeaders, type GateRules, letIn, Refusal } from './gate.js';
import { isOwnUser } from './peer-user.js';
import { RateLimit } from './rate-limit.js';

const LOOPBACK = '127.0.0.1';
const MOST_CONNECTIONS = 64;
const MOST_HEADER_BYTES = 8_192;
const REQUEST_MS = 10_000;
const HEADERS_MS = 5_000;
const IDLE_MS = 5_000;
const RATE = { burst: 100, perSecond: 20 };

/** A request that was let in. */
export interface LocalRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  origin: string | undefined;
  /** The port at which it came. */
  port: number;
  /** The JSON of the body. Undefined without a body. */
  body: unknown;
}

export interface LocalAnswer {
  status: number;
  /** JSON. Absent: no body. */
  body?: unknown;
}

export interface LocalServerOptions extends Omit<GateRules, 'port'> {
  /** 0: any free one. */
  port: number;
  mostBodyBytes: number;
  /** Answers a request that was let in. May throw a Refusal. */
  answer: (request: LocalRequest) => LocalAnswer | Promise<LocalAnswer>;
  /** The body of an answer that refuses. */
  describe?: (refusal: Refusal) => unknown;
  /** Whether the program at the other end is one of this user. Default: as the system says. */
  isOwnUser?: (socket: Socket) => Promise<boolean>;
  /**
   * A caller must have sent its whole request after this time. Later it is cut off, within as long
   * again. Default: 10 s.
   */
  requestMs?: number;
  /** Milliseconds of a clock that never goes back, for the rate. Default: the system's. */
  nowMs?: () => number;
}

/** A port of 127.0.0.1 that answers JSON. */
export interface LocalServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Opens a port on 127.0.0.1 for programs of this user. Rejects when the port is taken.
 *
 * Every request passes the gate (`letIn`) before its body is read. Connections, sizes, times and
 * rates are limited, so that no caller can make another wait for long.
 */
export async function openLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { requestMs = REQUEST_MS } = options;
  const limit = new RateLimit(RATE, options.nowMs ?? (() => performance.now()));
  const owners = new WeakMap<Socket, Promise<boolean>>();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const isOwn = owners.get(request.socket) ?? Promise.resolve(false);
    void serve({ request, response, isOwn, limit, options: { ...options, port: portOf(server) } });
  };
  const server = createServer(
    { maxHeaderSize: MOST_HEADER_BYTES, connectionsCheckingInterval: requestMs, requireHostHeader: false },
    answer,
  );
  // Node answers these two by itself, also to callers that may not ask.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    const isOwn = (options.isOwnUser ?? isOwnUser)(socket);
    owners.set(socket, isOwn);
    // Connections of others must not wait here: they would take the places of this user.
    void isOwn.then((own) => (own ? undefined : socket.destroy()));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.maxConnections = MOST_CONNECTIONS;
  server.requestTimeout = requestMs;
  server.headersTimeout = Math.min(HEADERS_MS, requestMs);
  server.keepAliveTimeout = IDLE_MS;
  server.listen({ port: options.port, host: LOOPBACK, exclusive: true });
  await once(server, 'listening');
  // An agent that ends by an error must end, also when it could not close this port.
  server.unref();
  return { port: portOf(server), close: () => closed(server) };
}

const portOf = (server: Server): number => (server.address() as AddressInfo | null)?.port ?? 0;

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await end;
}

interface Serving {
  request: IncomingMessage;
  response: ServerResponse;
  isOwn: Promise<boolean>;
  limit: RateLimit;
  options: LocalServerOptions;
}

async function serve({ request, response, isOwn, limit, options }: Serving): Promise<void> {
  if (!(await isOwn)) return void request.socket.destroy();
  const { method = 'GET', rawHeaders, url = '/' } = request;
  let cors: Record<string, string> = {};
  try {
    const asking = { method, rawHeaders };
    const origin = letIn(asking, options);
    if (origin !== undefined) cors = crossOriginHeaders(origin);
    if (method === 'OPTIONS') return void send(response, { status: 204 }, cors);
    if (!limit.take(origin ?? '')) throw new Refusal(429, 'too_many_calls', 'Ask again in some seconds.');
    const { pathname, searchParams } = addressOf(url);
    const body = await readBody(request, response, options.mostBodyBytes);
    const { port } = options;
    const answer = await options.answer({ method, path: pathname, query: searchParams, origin, port, body });
    send(response, answer, cors);
  } catch (error) {
    refuse(response, options, { error: error as Error, cors });
  }
}

function refuse(
  response: ServerResponse,
  { describe = errorBody }: LocalServerOptions,
  { error, cors }: { error: Error; cors: Record<string, string> },
): void {
  const refusal = asRefusal(error);
  // The rest of a body that is not read must not be taken for the next request.
  const ending = refusal.status === 413 || refusal.status === 403 ? { connection: 'close' } : {};
  send(response, { status: refusal.status, body: describe(refusal) }, { ...cors, ...ending });
}

/** The error body of all our ports. */
export const errorBody = ({ code, message }: Refusal): unknown => ({ error: { code, message } });

function send(response: ServerResponse, { status, body }: LocalAnswer, headers: Record<string, string>): void {
  if (response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...(status === 204 || status === 304 ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
    ...headers,
  });
  response.end(text);
}

/** Reads a path with its query. A whole address, as for a proxy, may name another host. */
function addressOf(url: string): URL {
  const wrong = new Refusal(400, 'wrong_address', 'The address cannot be read.');
  if (!/^\/(?![/\\])/.test(url)) throw wrong;
  try {
    return new URL(url, `http://${LOOPBACK}`);
  } catch {
    throw wrong;
  }
}

async function readBody(request: IncomingMessage, response: ServerResponse, mostBytes: number): Promise<unknown> {
  const tooLarge = new Refusal(413, 'too_large', `The body may have ${mostBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge;
  if (/^100-continue$/i.test(request.headers.expect ?? '')) response.writeContinue();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge;
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new Refusal(400, 'not_json', 'The body is not JSON.');
  }
}
