import { randomUUID } from 'node:crypto';
import type { AccessTokenIssued, ApiKeyIssued, Caller, CommandMetadata, SessionIssued } from '@app/domain';
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

/** Whether the caller is a key that opens time, and nothing else of the account. */
export const readsTimeOnly = (principal: Principal): boolean =>
  principal.kind === 'api-key' && (principal.keyKind === 'read' || principal.keyKind === 'read_post');

/** The metadata of a command that the principal sends. `now` is epoch ms. */
export const sentBy = (principal: Principal, now: number): CommandMetadata => ({
  ...{ now, principalId: principal.userId, by: callerOf(principal), commandId: randomUUID() },
});

function callerOf(principal: Principal): Caller {
  const { kind } = principal;
  switch (kind) {
    case 'session':
      return { kind };
    case 'api-key':
      return { kind, id: principal.credentialId };
    case 'access-token':
      return { kind, id: principal.clientId };
  }
}
