import type { ApiSettings } from '@app/settings';
import { type ArgumentsHost, Catch, Inject, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { basePathOf } from '../front/base-path.js';
import { LOG, SETTINGS } from '../ground/settings.module.js';
import { isDocumented } from '../http/documented-paths.js';
import { ErrorFilter } from '../http/error.filter.js';
import { webIndex } from './web-files.js';
import { sendIndex } from './send-index.js';

/**
 * Sends the web application to a person who opens an address where nothing is: it says so, and
 * leads to today. Programs get the error as JSON, as everywhere.
 */
@Catch(NotFoundException)
export class NoPageFilter extends ErrorFilter {
  private readonly index: string | undefined;

  constructor(@Inject(LOG) log: Logger, @Inject(SETTINGS) { publicUrl }: Pick<ApiSettings, 'publicUrl'>) {
    super(log);
    this.index = webIndex(basePathOf(publicUrl));
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (this.index === undefined || !isOfPerson(request)) return super.catch(error, host);
    response.status(404).setHeader('Cache-Control', 'no-store');
    sendIndex(response, this.index);
  }
}

/** Only a browser that opens an address prefers HTML. A program that takes anything gets JSON. */
const isOfPerson = (request: Request): boolean =>
  request.method === 'GET' && !isDocumented(request.path) && request.accepts(['json', 'html']) === 'html';
