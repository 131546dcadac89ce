import { asciiJson } from '@app/domain';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

/** As recorded: what the documented API answers is never kept by anybody on the way. */
const NO_CACHE = {
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  Expires: 'Fri, 01 Jan 1990 00:00:00 GMT',
};

export const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer that is text already. */
export class RenderedAnswer {
  constructor(
    readonly contentType: string,
    readonly text: string,
  ) {}
}

/** Sends what a documented route returns: ASCII-safe JSON, or text that is rendered already, with the recorded headers. */
@Injectable()
export class DocumentedAnswer implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<string> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const { contentType, text } =
          answer instanceof RenderedAnswer ? answer : new RenderedAnswer(JSON_TYPE, asciiJson(answer));
        response.set(NO_CACHE).type(contentType);
        return text;
      }),
    );
  }
}
