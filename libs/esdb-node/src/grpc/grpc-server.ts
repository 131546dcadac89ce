import { once } from 'node:events';
import {
  constants,
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Session,
} from 'node:http2';
import { type AddressInfo } from 'node:net';
import { Call } from './call.js';
import { CancelBudget } from './cancel-budget.js';
import { FrameError } from './frames.js';
import { replaceConnection } from './replace-connection.js';
import { type CallStatus, StatusCode } from './status.js';

/** Answers one call. When it throws, the call ends with INTERNAL. */
export type CallHandler = (call: Call) => Promise<void>;

/** Certificate and private key, PEM. */
export interface TlsIdentity {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The bytes that a connection, or one call, may send before the node takes them. */
const CONNECTION_WINDOW_BYTES = 8 * 1024 * 1024;
const CALL_WINDOW_BYTES = 2 * 1024 * 1024;

/**
 * Calls that one connection may have open at once, as on EventStoreDB. The next one waits, without
 * an answer and without an error.
 */
const CALLS_AT_ONCE = 100;

/** How long calls and connections may end by themselves when the server closes. */
const CLOSING_GRACE_MS = 2000;

const UNIMPLEMENTED: CallStatus = { code: StatusCode.unimplemented, details: 'This call is not known here.' };
const INTERNAL: CallStatus = { code: StatusCode.internal, details: 'The call could not be answered.' };
const STOPPING: CallStatus = { code: StatusCode.cancelled, details: 'The server is stopping.' };

/**
 * A gRPC server over node:http2. Unlike other libraries it lets a handler send many messages with
 * one write, and bytes that were encoded before. It takes uncompressed messages only and ignores
 * deadlines, which callers keep themselves.
 * Source: gRPC over HTTP/2 (github.com/grpc/grpc, doc/PROTOCOL-HTTP2.md).
 */
export class GrpcServer {
  private readonly handlers: ReadonlyMap<string, CallHandler>;
  private readonly server: Http2Server | Http2SecureServer;
  private readonly sessions = new Set<ServerHttp2Session>();
  private readonly calls = new Set<Call>();

  /**
   * `handlers` by path, `/package.Service/Method`. Without `tls` the connection is not encrypted.
   */
  constructor(handlers: ReadonlyMap<string, CallHandler>, tls?: TlsIdentity) {
    this.handlers = handlers;
    const settings = { initialWindowSize: CALL_WINDOW_BYTES, maxConcurrentStreams: CALLS_AT_ONCE };
    // Call.isFull limits the memory of each call. This limit would end the whole session instead.
    const options = { settings, maxSessionMemory: Number.MAX_SAFE_INTEGER };
    this.server = tls === undefined ? createServer(options) : createSecureServer({ ...options, ...tls });
    this.server.on('session', (session) => this.admit(session));
  }

  /** Starts to listen and returns the port. Rejects with the system's error, such as EADDRINUSE. */
  async listen(host: string, port: number): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Starts to listen on a local socket. Rejects with the system's error. */
  async listenAt(path: string): Promise<void> {
    this.server.listen(path);
    await once(this.server, 'listening');
  }

  /** Ends every call with CANCELLED, then every connection. Resolves when all are gone. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const call of this.calls) call.end(STOPPING);
    for (const session of this.sessions) session.close();
    const grace = setTimeout(() => this.abort(), CLOSING_GRACE_MS);
    await closed;
    clearTimeout(grace);
  }

  /**
   * Cuts every call off, and then the connections. A connection that ended in the same turn of the
   * event loop would not send the CANCELLED of its calls, and their callers would not reconnect.
   */
  abort(): void {
    for (const call of this.calls) call.cutOff();
    setImmediate(() => {
      for (const session of this.sessions) session.destroy();
    });
  }

  private admit(session: ServerHttp2Session): void {
    this.sessions.add(session);
    session.setLocalWindowSize(CONNECTION_WINDOW_BYTES);
    session.on('error', () => session.destroy());
    session.once('close', () => this.sessions.delete(session));
    const cancels = new CancelBudget(() => performance.now());
    let isReplaced = false;
    session.on('stream', (stream, headers) => {
      const call = new Call(stream, headers);
      this.calls.add(call);
      stream.once('close', () => {
        this.calls.delete(call);
        if (isReplaced || stream.rstCode === constants.NGHTTP2_NO_ERROR || cancels.spend()) return;
        isReplaced = true;
        replaceConnection(session);
      });
      void this.serve(call);
    });
  }

  private async serve(call: Call): Promise<void> {
    const handler = this.handlers.get(call.path);
    if (handler === undefined) return call.end(UNIMPLEMENTED);
    try {
      await handler(call);
    } catch (error) {
      const isCallersFault = error instanceof FrameError;
      call.end(isCallersFault ? { code: StatusCode.resourceExhausted, details: error.message } : INTERNAL);
    }
  }
}
