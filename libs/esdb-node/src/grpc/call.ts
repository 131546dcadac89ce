import { type IncomingHttpHeaders, constants, type ServerHttp2Stream } from 'node:http2';
import { FrameReader } from './frames.js';
import { type CallStatus, OK, toTrailers } from './status.js';

/** The client cuts its batches at 3 MiB plus one event; the real server takes 16 MiB. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

/** What may wait to be sent before a call says that it is full: enough to keep a fast reader busy. */
const FULL_BYTES = 128 * 1024;

const RESPONSE_HEADERS = { ':status': 200, 'content-type': 'application/grpc+proto' };

/** One gRPC call, from its first byte to its status. */
export class Call {
  private readonly stream: ServerHttp2Stream;
  private readonly headers: IncomingHttpHeaders;
  private status: CallStatus = OK;
  private unsentBytes = 0;
  private progressListener: () => void = () => undefined;

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
    this.stream = stream;
    this.headers = headers;
    stream.on('wantTrailers', () => stream.sendTrailers(toTrailers(this.status)));
    // Who went away needs no answer; 'close' follows.
    stream.on('error', () => undefined);
    stream.on('close', () => this.progressListener());
  }

  /** `/package.Service/Method`. */
  get path(): string {
    return this.headers[':path'] ?? '';
  }

  /** The `authorization` header, if there is one. */
  get authorization(): string | undefined {
    return this.headers.authorization;
  }

  /** Whether nothing can be sent any more: the caller went away, or the call was ended. */
  get isOver(): boolean {
    return this.stream.destroyed || this.stream.writableEnded;
  }

  /** Whether the caller is far behind in taking what was sent. */
  get isFull(): boolean {
    return this.unsentBytes >= FULL_BYTES;
  }

  /** Calls `listener` whenever something that was sent has left, and when the call is over. One listener. */
  onProgress(listener: () => void): void {
    this.progressListener = listener;
  }

  /** The messages of the request, each when it has arrived whole. Throws when the caller cancels, and FrameError. */
  async *messages(): AsyncGenerator<Buffer> {
    const reader = new FrameReader(MAX_MESSAGE_BYTES);
    const chunks = this.stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of chunks) yield* reader.push(chunk);
  }

  /** The one message of a request that has one. Throws Error when it has none. */
  async onlyMessage(): Promise<Buffer> {
    let only: Buffer | undefined;
    for await (const message of this.messages()) only ??= message;
    if (only === undefined) throw new Error('The request holds no message.');
    return only;
  }

  /** Sends messages with their prefixes (frames.ts): one, or several behind each other. */
  send(frames: Buffer): void {
    if (this.isOver) return;
    if (!this.stream.headersSent) this.stream.respond(RESPONSE_HEADERS, { waitForTrailers: true });
    // What is sent within one turn of the event loop leaves together.
    if (this.stream.writableCorked === 0) {
      this.stream.cork();
      process.nextTick(() => this.stream.uncork());
    }
    this.unsentBytes += frames.length;
    this.stream.write(frames, () => {
      this.unsentBytes -= frames.length;
      this.progressListener();
    });
  }

  /** Ends the call with a status, behind all that was sent. What the caller still sends is not looked at. */
  end(status: CallStatus = OK): void {
    if (this.isOver) return;
    if (this.stream.headersSent) {
      this.status = status;
      this.stream.end();
    } else {
      this.stream.respond({ ...RESPONSE_HEADERS, ...toTrailers(status) }, { endStream: true });
    }
    this.stream.resume();
  }

  /** Cuts the call off, whatever still waits to be sent: the caller sees it as CANCELLED. */
  cutOff(): void {
    this.stream.close(constants.NGHTTP2_CANCEL);
  }
}
