import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { mergeMap, type Observable } from 'rxjs';
import { LOG } from '../ground/settings.module.js';
import { asciiJson } from './ascii-json.js';
import { withPatience } from './with-patience.js';

/** As recorded: no cache may keep an answer of the documented API. */
const NO_CACHE = {
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  Expires: 'Fri, 01 Jan 1990 00:00:00 GMT',
};

export const JSON_TYPE = 'application/json; charset=utf-8';

/** A client that takes no block for so long is given up. A block has some 200 KB. */
const PATIENCE_MS = 60_000;
/** After five minutes a client must have taken so much in a second, on average. */
const [GRACE_MS, LEAST_BYTES_A_SECOND] = [300_000, 20_000];
/** So much of an answer waits in memory for its client, beside what the socket holds. */
const WAITING_BYTES = 200_000;

/**
 * Makes the bytes of an answer in blocks while they are sent. It ends with an error soon after the
 * signal, which says that the client hung up.
 */
export type MakeBlocks = (signal: AbortSignal) => AsyncGenerator<Uint8Array, void>;

/** An answer that is a text already, or its bytes in blocks. */
export class RenderedAnswer {
  constructor(
    readonly contentType: string,
    readonly body: string | MakeBlocks,
  ) {}
}

/**
 * Sends what a documented route returns, with the recorded headers: ASCII-safe JSON, or a text that
 * is rendered already. A HEAD request gets the headers of a report, and the report is not made.
 */
@Injectable()
export class DocumentedAnswer implements NestInterceptor {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<string | StreamableFile> {
    const response = context.switchToHttp().getResponse<Response>();
    const isHead = context.switchToHttp().getRequest<Request>().method === 'HEAD';
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const { contentType, body } =
          answer instanceof RenderedAnswer ? answer : new RenderedAnswer(JSON_TYPE, asciiJson(answer));
        const sent =
          typeof body === 'string' ? body : isHead ? noBody(contentType) : await this.sent(body, response, contentType);
        response.set(NO_CACHE).type(contentType);
        return sent;
      }),
    );
  }

  /**
   * An answer of one block is sent as text, with its length. More blocks are sent as a stream, so a
   * long answer is never in memory as a whole. An error in the first two blocks is an ordinary
   * refusal. After a later error the connection is cut, so the client sees that the answer is
   * incomplete.
   */
  private async sent(makeBlocks: MakeBlocks, response: Response, type: string): Promise<string | StreamableFile> {
    const gone = new AbortController();
    const blocks = makeBlocks(gone.signal);
    const stop = () => {
      gone.abort();
      // The stream does this too, but only after it has begun.
      void blocks.return().catch(() => undefined);
    };
    response.once('close', stop);
    if (response.destroyed) stop();
    const begun = await beginning(blocks).catch((error: unknown) => {
      if (response.destroyed) return [];
      throw error;
    });
    const [first, second] = begun;
    if (!first) return '';
    if (!second) return Buffer.from(first.buffer, first.byteOffset, first.length).toString();
    const given = withPatience(chained([first, second], blocks), {
      ...{ limitMs: PATIENCE_MS, graceMs: GRACE_MS },
      msFor: ({ length }) => (length / LEAST_BYTES_A_SECOND) * 1_000,
      giveUp: () => response.destroy(),
    });
    const stream = Readable.from(given, { objectMode: false, highWaterMark: WAITING_BYTES });
    return new StreamableFile(stream, { type }).setErrorHandler((error) => {
      if (!response.destroyed) this.log.error({ err: error }, 'request failed');
      response.destroy();
    });
  }
}

const noBody = (type: string) => new StreamableFile(Readable.from([], { objectMode: false }), { type });

/** The first two blocks, or as many as there are. */
async function beginning(blocks: AsyncGenerator<Uint8Array, void>): Promise<Uint8Array[]> {
  const [first, second] = [await blocks.next(), await blocks.next()];
  return [first, second].flatMap(({ done, value }) => (done ? [] : [value]));
}

async function* chained<T>(first: readonly T[], rest: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  yield* first;
  yield* rest;
}
