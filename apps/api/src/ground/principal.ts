import type { AccessTokenIssued, ApiKeyIssued, SessionIssued } from '@app/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The caller, as a guard identified them by a credential. It never holds the secret itself. */
export type Principal = ApiKeyIssued | AccessTokenIssued | SessionIssued;

/** A request that has passed a guard. */
export type GuardedRequest = Request & { user?: Principal };

/** The principal of a request to a route behind a guard that sets one. */
export function principalOf({ user }: { user?: Principal }): Principal {
  if (!user) throw new Error('The route has no guard that sets a principal.');
  return user;
}

/** The principal of the request, as a parameter of a handler. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  principalOf(context.switchToHttp().getRequest<GuardedRequest>()),
);
