import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { requestParameters } from './request-parameters.js';

/** The parameters of a documented request, wherever the client put them (`RequestParameters`). */
export const Parameters = createParamDecorator((_: unknown, context: ExecutionContext) =>
  requestParameters(context.switchToHttp().getRequest<Request>()),
);
