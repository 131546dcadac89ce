import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { map, type Observable } from 'rxjs';
import { asciiJson } from './ascii-json.js';

/** As recorded: no cache may keep an answer of the documented API. */
const NO_CACHE = {
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  Expires: 'Fri, 01 Jan 1990 00:00:00 GMT',
};

export const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer that is a text already, or its bytes in blocks that are made while they are sent. */
export class RenderedAnswer {
  constructor(
    readonly contentType: string,
    readonly body: string | Generator<Uint8Array>,
  ) {}
}

/**
 * Sends what a documented route returns, with the recorded headers: ASCII-safe JSON, or a text that
 * is rendered already.
 */
@Injectable()
export class DocumentedAnswer implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<string | StreamableFile> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const { contentType, body } =
          answer instanceof RenderedAnswer ? answer : new RenderedAnswer(JSON_TYPE, asciiJson(answer));
        response.set(NO_CACHE).type(contentType);
        return typeof body === 'string' ? body : sent(body, contentType);
      }),
    );
  }
}

/**
 * An answer of one block is sent as text, with its length. More blocks are sent as a stream, so a
 * long answer is never in memory as a whole.
 */
function sent(blocks: Generator<Uint8Array>, type: string): string | StreamableFile {
  const [first, second] = [nextOf(blocks), nextOf(blocks)];
  if (!first || !second) return first ? Buffer.from(first.buffer, first.byteOffset, first.length).toString() : '';
  return new StreamableFile(Readable.from(chained([first, second], blocks)), { type });
}

function nextOf(blocks: Generator<Uint8Array>): Uint8Array | undefined {
  const next = blocks.next() as IteratorResult<Uint8Array, undefined>;
  return next.value;
}

function* chained(...parts: Iterable<Uint8Array>[]): Generator<Uint8Array> {
  for (const part of parts) yield* part;
}
