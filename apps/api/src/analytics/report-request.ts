import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { type Principal, principalOf } from '../ground/principal.js';
import { requestParameters } from '../http/request-parameters.js';

/** A request to a report endpoint: its principal, its parameters, and the format in its address. */
export interface ReportRequest {
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** True when the address ends with `.json`. Then the answer is JSON, whatever `format` is. */
  readonly isJsonAddress: boolean;
  /** True for a key that may be published: the answer must not name the person. */
  readonly hidesPerson: boolean;
}

/** Gives a handler the request as a parameter. */
export const RequestedReport = createParamDecorator((_: unknown, context: ExecutionContext): ReportRequest => {
  const request = context.switchToHttp().getRequest<Request & { user?: Principal }>();
  const principal = principalOf(request);
  return {
    userId: principal.userId,
    parameters: Object.fromEntries(requestParameters(request)),
    isJsonAddress: request.path.endsWith('.json'),
    hidesPerson: principal.kind === 'api-key' && principal.keyKind === 'read',
  };
});
