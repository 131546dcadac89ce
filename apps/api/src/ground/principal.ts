import type { AccessTokenIssued, ApiKeyIssued, SessionIssued } from '@app/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Who is asking, as a guard found out: what is known of the credential that was shown, never the secret itself. */
export type Principal = ApiKeyIssued | AccessTokenIssued | SessionIssued;

/** A request that a guard has looked at. */
export type GuardedRequest = Request & { user?: Principal };

/** The principal of a request to a route behind a guard that sets one. */
export function principalOf({ user }: { user?: Principal }): Principal {
  if (!user) throw new Error('The route has no guard that sets a principal.');
  return user;
}

/** The same, as a parameter of a handler. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  principalOf(context.switchToHttp().getRequest<GuardedRequest>()),
);
