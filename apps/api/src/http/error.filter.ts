import {
  ClockBehindError,
  ConcurrencyError,
  EventStoreRefusedError,
  EventStoreUnavailableError,
  StreamFullError,
  StreamGoneError,
} from '@app/event-store';
import { isReadModelsUnavailable } from '@app/read-models';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { isRefusal } from '../ground/api-error.js';
import { LOG } from '../ground/settings.module.js';
import { isDocumented } from './documented-paths.js';
import { documentedErrorOf, type ErrorCode, ERRORS, statusOf } from './errors.js';
import { setRetryAfter } from './retry-after.js';

/** What the client learns of an error. */
interface Answer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: readonly string[];
}

const UNAVAILABLE: Answer = {
  status: 503,
  code: 'unavailable',
  message: 'The service is not available at the moment. Try again; what was sent before is safe to send again.',
};
/** The account was erased after the guard had accepted the credential. */
const GONE: Answer = { status: 404, code: 'unknown_account', message: 'There is no such account any more.' };
/** The user, or a program with their key, wrote far more than a person does. */
const FULL: Answer = { status: 400, code: 'stream_full', message: ERRORS.stream_full.sentence };
const BUG: Answer = { status: 500, code: 'internal', message: 'Something went wrong. It has been logged.' };

/**
 * Turns every error into the body of the contract to which the request belongs. No stack ever
 * leaves the process.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const { status, code, message, details } = answerOf(error);
    if (error instanceof EventStoreRefusedError) this.log.error({ reason: error.message }, 'request failed');
    else if (status >= 500) this.log.error({ err: error }, 'request failed');
    if (response.headersSent) return void response.destroy();
    response.setHeader('Cache-Control', 'no-store');
    setRetryAfter(response, error);
    if (isDocumented(http.getRequest<Request>().path)) {
      const documented = documentedErrorOf(code, status, message);
      response.status(documented.status).type('application/json; charset=utf-8').send(documented.body);
    } else {
      // A handler may have set the content type of its own answer before it threw.
      response
        .status(status)
        .type('json')
        .json({ error: { code, message, ...(details && { details }) } });
    }
  }
}

function answerOf(error: unknown): Answer {
  if (isRefusal(error)) return { status: statusOf(error.code), code: error.code, message: error.message };
  if (error instanceof ClockBehindError) return { ...UNAVAILABLE, message: error.message };
  if (error instanceof EventStoreRefusedError) return UNAVAILABLE;
  if (error instanceof EventStoreUnavailableError || error instanceof ConcurrencyError) return UNAVAILABLE;
  if (isReadModelsUnavailable(error)) return UNAVAILABLE;
  if (error instanceof StreamGoneError) return GONE;
  if (error instanceof StreamFullError) return FULL;
  if (error instanceof HttpException) return answerOfNest(error);
  return BUG;
}

function answerOfNest(error: HttpException): Answer {
  const status = error.getStatus();
  const { message } = error.getResponse() as { message?: unknown };
  if (status === 404) return { status, code: 'not_found', message: 'There is nothing at this address.' };
  // A list of messages comes from class-validator.
  return Array.isArray(message)
    ? {
        status,
        code: 'invalid_request',
        message: 'The request does not have the documented form.',
        details: message.map(String),
      }
    : { status, code: 'invalid_request', message: error.message };
}
