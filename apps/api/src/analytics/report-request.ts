import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { type Principal, principalOf } from '../ground/principal.js';
import { requestParameters } from '../http/request-parameters.js';

/** What a client asks a report endpoint: whose time, by which parameters, and in which form by the address. */
export interface ReportRequest {
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The address ends with `.json`: JSON whatever `format` says. */
  readonly isJsonAddress: boolean;
}

/** What the client asks, as a parameter of a handler. */
export const RequestedReport = createParamDecorator((_: unknown, context: ExecutionContext): ReportRequest => {
  const request = context.switchToHttp().getRequest<Request & { user?: Principal }>();
  return {
    userId: principalOf(request).userId,
    parameters: Object.fromEntries(requestParameters(request)),
    isJsonAddress: request.path.endsWith('.json'),
  };
});
