/**
 * TEST SUPPORT, never part of the product: the part of ClickHouse's HTTP interface that
 * `@clickhouse/client` speaks, in front of the in-process engine. It lets several processes share
 * one database, as they do in production, on a machine that has no ClickHouse server. The queries,
 * the tables and the error texts are the engine's own. Only HTTP is ours.
 *
 * Left out, because our clients do not need it: compression, sessions, roles, multipart parameters,
 * progress headers.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type * as Chdb from 'chdb';

export interface HttpClickHouseOptions {
  /** Folder of the engine; one process at a time. */
  readonly dir: string;
  /** On loopback; 0 takes a free port. */
  readonly port: number;
  /** The only user. */
  readonly user: string;
  readonly password: string;
}

export interface HttpClickHouse {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Settings of the server's HTTP, which the engine does not know. Answers of this server are always
 * whole.
 */
const HTTP_SETTINGS = ['wait_end_of_query'];
/**
 * URL parameters that belong to the request. Every other one is a setting or a bound value
 * (`param_NAME`).
 */
const NOT_SETTINGS: ReadonlySet<string> = new Set(['query', 'query_id', 'database', ...HTTP_SETTINGS]);

/**
 * As on the server: authentication, unknown table and unknown database have a status of their own.
 */
const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map([
  ['516', 403],
  ['60', 404],
  ['81', 404],
]);

/**
 * Serves on loopback. Resolves when it answers. Rejects when the folder is in use or the port is
 * taken.
 */
export async function startHttpClickHouse(options: HttpClickHouseOptions): Promise<HttpClickHouse> {
  const { Session } = createRequire(import.meta.url)('chdb') as typeof Chdb;
  // Open as long as the server runs: without any connection the engine would stop.
  const engine = new Session(options.dir);
  const credentials = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;

  /**
   * One connection for each request, so the next request has none of its settings, values or its
   * database.
   */
  async function run(request: IncomingMessage): Promise<Chdb.ChdbResult> {
    if (request.headers.authorization !== credentials) throw new Error(AUTHENTICATION_FAILED);
    const parameters = new URL(request.url ?? '/', 'http://loopback').searchParams;
    const body = join(options.dir, `body-${randomUUID()}`);
    const connection = new Session(options.dir);
    try {
      await writeFile(body, request);
      for (const statement of preparations(parameters)) await connection.queryAsync(statement);
      return await connection.queryAsync(await statementOf(parameters, body), { format: 'TabSeparated' });
    } finally {
      connection.close();
      await rm(body, { force: true });
    }
  }

  const server = createServer((request, response) => {
    if (request.url === '/ping') response.end('Ok.\n');
    else void run(request).then(sendResult(response), sendException(response));
  });
  try {
    server.listen(options.port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    engine.close();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
      engine.close();
    },
  };
}

const AUTHENTICATION_FAILED =
  'Code: 516. DB::Exception: Authentication failed: password is incorrect, or there is no user with such name. ' +
  '(AUTHENTICATION_FAILED)';

/** The statements that give a new connection the settings, values and database of the URL. */
function preparations(parameters: URLSearchParams): string[] {
  const database = parameters.get('database');
  const assignments = [...parameters]
    .filter(([name]) => !NOT_SETTINGS.has(name))
    // A bound value keeps its escapes. The engine reads it by its declared type, as the server
    // does.
    .map(([name, value]) => `${quoted(name, '`')} = ${quoted(value, "'")}`);
  return [
    ...(database === null ? [] : [`USE ${quoted(database, '`')}`]),
    ...(assignments.length === 0 ? [] : [`SET ${assignments.join(', ')}`]),
  ];
}

const quoted = (text: string, quote: string): string =>
  `${quote}${text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;

/**
 * The statement of a request: its body, or its query. With a query, the body is the rows: bytes
 * that may be no text.
 */
async function statementOf(parameters: URLSearchParams, body: string): Promise<string> {
  const query = parameters.get('query');
  if (query === null) return readFile(body, 'utf8');
  return query.replace(/ (?=FORMAT \w+\s*$)/, ` FROM INFILE '${body}' `);
}

const sendResult = (response: ServerResponse) => (result: Chdb.ChdbResult) => {
  const summary = {
    read_rows: String(result.rowsRead),
    read_bytes: String(result.bytesRead),
    elapsed_ns: String(Math.round(result.elapsed * 1e9)),
  };
  response.writeHead(200, { 'X-ClickHouse-Summary': JSON.stringify(summary) }).end(result.bytes());
};

const sendException = (response: ServerResponse) => (error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  // The server too uses 1002 for an error without a code.
  const code = /^Code: (\d+)\. DB::Exception: /.exec(text)?.[1] ?? '1002';
  const headers = { 'X-ClickHouse-Exception-Code': code };
  response.writeHead(STATUS_BY_CODE.get(code) ?? 500, headers).end(`${text}\n`);
};
