import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isDocumented } from './documented-paths.js';
import { documentedErrorOf, type ErrorCode, ERRORS, statusOf } from './errors.js';

/** How long a client may still send after a refusal, in ms. */
const PATIENCE_MS = 2_000;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** An error of Node's HTTP parser. `rawPacket` is what it read last. */
type ParserError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

/**
 * Answers requests that Node refuses before the application sees them: headers over 16 KB, broken
 * HTTP, and requests that never end. The body has the form of the contract to which the request
 * belongs.
 */
export function answerConnectionErrors(server: Server): void {
  server.on('clientError', (error: ParserError, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    socket.end(answerTo(error));
    // Read on to the end. When a connection closes with unread data it is reset, and the client
    // loses the answer.
    socket.resume();
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  });
}

function answerTo(error: ParserError): string {
  const code = codeOf(error);
  const { sentence } = ERRORS[code];
  const { status, body } = isDocumented(pathIn(error.rawPacket))
    ? documentedErrorOf(code, statusOf(code), sentence)
    : { status: statusOf(code), body: JSON.stringify({ error: { code, message: sentence } }) };
  return [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function codeOf({ code }: ParserError): ErrorCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : 'malformed_request';
}

/**
 * The path of the request, while the parser still holds its first line; otherwise a path of no
 * contract.
 */
const pathIn = (packet: Buffer | undefined): string =>
  /^[A-Z]+ ([^ ?]*)/.exec(packet?.toString('latin1', 0, 200) ?? '')?.[1] ?? '/';
