import { type IncomingHttpHeaders, constants, type ServerHttp2Stream } from 'node:http2';
import { FrameReader } from './frames.js';
import { type CallStatus, OK, toTrailers } from './status.js';

/** The client's batches have 3 MiB plus one event at most. The real server takes 16 MiB. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

/** A call is full when more than this waits to be sent. It keeps a fast reader busy. */
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
    // A caller that went away needs no answer. 'close' follows.
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

  /** Whether the call can send no more: the caller went away, or the call was ended. */
  get isOver(): boolean {
    return this.stream.destroyed || this.stream.writableEnded;
  }

  /** Whether the caller reads much slower than the node sends. */
  get isFull(): boolean {
    return this.unsentBytes >= FULL_BYTES;
  }

  /** Sets the one listener. It is called when sent bytes have left, and when the call is over. */
  onProgress(listener: () => void): void {
    this.progressListener = listener;
  }

  /**
   * The whole messages of the request, as they arrive. Throws when the caller cancels, and
   * FrameError.
   */
  async *messages(): AsyncGenerator<Buffer> {
    const reader = new FrameReader(MAX_MESSAGE_BYTES);
    const chunks = this.stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of chunks) yield* reader.push(chunk);
  }

  /** The one message of a request. Throws Error when there is none. */
  async onlyMessage(): Promise<Buffer> {
    let only: Buffer | undefined;
    for await (const message of this.messages()) only ??= message;
    if (only === undefined) throw new Error('The request holds no message.');
    return only;
  }

  /** Sends one message or several, each with its prefix (frames.ts). */
  send(frames: Buffer): void {
    if (this.isOver) return;
    if (!this.stream.headersSent) this.stream.respond(RESPONSE_HEADERS, { waitForTrailers: true });
    // Messages that are sent within one turn of the event loop leave together.
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

  /** Ends the call with a status, after all sent messages. Ignores what the caller still sends. */
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

  /** Cuts the call off and drops unsent messages. The caller sees CANCELLED. */
  cutOff(): void {
    this.stream.close(constants.NGHTTP2_CANCEL);
  }
}
