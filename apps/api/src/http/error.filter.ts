import { DomainError } from '@app/domain';
import { ConcurrencyError, EventStoreUnavailableError, StreamGoneError } from '@app/event-store';
import { isReadModelsUnavailable } from '@app/read-models';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { isDocumented } from './documented-paths.js';
import { DOCUMENTED_ERRORS, type DocumentedError, documentedError, statusOf } from './errors.js';

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: readonly string[];
}

const UNAVAILABLE: Refusal = {
  status: 503,
  code: 'unavailable',
  message: 'The service is not available at the moment. Try again; what was sent before is safe to send again.',
};
/** Asked with a credential that was good a moment ago. */
const GONE: Refusal = { status: 404, code: 'unknown_account', message: 'There is no such account any more.' };
const BUG: Refusal = { status: 500, code: 'internal', message: 'Something went wrong. It has been logged.' };

/** Turns every error into the body of the contract that the request belongs to. No stack ever leaves the process. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const refusal = refusalOf(error);
    if (refusal.status >= 500) this.log.error({ err: error }, 'request failed');
    if (response.headersSent) return void response.destroy();
    response.setHeader('Cache-Control', 'no-store');
    if (isDocumented(http.getRequest<Request>().path)) return sendDocumented(response, documentedErrorOf(refusal));
    const { status, code, message, details } = refusal;
    response.status(status).json({ error: { code, message, ...(details && { details }) } });
  }
}

function sendDocumented(response: Response, { status, body }: DocumentedError): void {
  response.status(status).type('application/json; charset=utf-8').send(body);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof DomainError) return { status: statusOf(error.code), code: error.code, message: error.message };
  if (error instanceof EventStoreUnavailableError || error instanceof ConcurrencyError) return UNAVAILABLE;
  if (isReadModelsUnavailable(error)) return UNAVAILABLE;
  if (error instanceof StreamGoneError) return GONE;
  if (error instanceof HttpException) return nestRefusal(error);
  return BUG;
}

function nestRefusal(error: HttpException): Refusal {
  const status = error.getStatus();
  const { message } = error.getResponse() as { message?: unknown };
  if (status === 404) return { status, code: 'not_found', message: 'There is nothing at this address.' };
  // A list of messages is what class-validator found.
  return Array.isArray(message)
    ? {
        status,
        code: 'invalid_request',
        message: 'The request does not have the documented form.',
        details: message.map(String),
      }
    : { status, code: 'invalid_request', message: error.message };
}

/** Refusals of commands say what is wrong in their own words, under a heading made of their code. */
function documentedErrorOf({ status, code, message }: Refusal): DocumentedError {
  return DOCUMENTED_ERRORS.get(code) ?? documentedError(status, code.replaceAll('_', ' '), message);
}
