import type { Scope } from '@app/domain';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../ground/api-error.js';
import { isUnder, TOKEN_PREFIX } from '../http/documented-paths.js';
import { AccessTokenGuard, ApiKeyGuard } from './credential.strategies.js';
import { KeyKindCheck } from './checks/key-kind-check.js';
import { ReadKeyPlaces } from './checks/read-key-places.js';
import { type GuardedRequest, type Principal, principalOf } from '../ground/principal.js';
import { RateLimits } from '../limits/rate-limits.js';

/** Metadata of a documented route: the scope that an access token needs. */
export const REQUIRED_SCOPE = Symbol('required scope');

/**
 * Lets callers in to a documented route: with an API key of the right kind under `/anapi`, and with
 * an access token that has the scope under `/api/oauth`. A key does not work in the place of a
 * token, nor a token in the place of a key.
 */
@Injectable()
export class DocumentedGuard implements CanActivate {
  private readonly byKey = new ApiKeyGuard();
  private readonly byToken = new AccessTokenGuard();

  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
    private readonly kinds: KeyKindCheck,
    private readonly places: ReadKeyPlaces,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<GuardedRequest>();
    const isForTokens = isUnder(TOKEN_PREFIX, request.path);
    await (isForTokens ? this.byToken : this.byKey).canActivate(context);
    const principal = principalOf(request);
    await this.kinds.require(context, principal);
    await this.limits.countDocumented(principal);
    if (isForTokens) this.requireScope(principal, context);
    await this.places.take(context, principal);
    return true;
  }

  private requireScope(principal: Principal, context: ExecutionContext): void {
    const scope = this.reflector.get<Scope | undefined>(REQUIRED_SCOPE, context.getHandler());
    if (scope && principal.kind === 'access-token' && principal.scopes.includes(scope)) return;
    throw new ApiError('insufficient_scope', `The user has not allowed this application ${scope}.`);
  }
}
