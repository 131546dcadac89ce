import { DomainError, type Scope } from '@app/domain';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { isUnder, TOKEN_PREFIX } from '../http/documented-paths.js';
import { AccessTokenGuard, ApiKeyGuard } from './credential.strategies.js';
import { type Principal, principalOf } from '../ground/principal.js';
import { RateLimits } from '../limits/rate-limits.js';

/** Metadata of a documented route: the scope that an access token needs. */
export const REQUIRED_SCOPE = Symbol('required scope');

/**
 * Lets in to a documented route who shows an API key under `/anapi`, or an access token that holds the scope of the route
 * under `/api/oauth`; never one in the place of the other.
 */
@Injectable()
export class DocumentedGuard implements CanActivate {
  private readonly byKey = new ApiKeyGuard();
  private readonly byToken = new AccessTokenGuard();

  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request & { user?: Principal }>(), http.getResponse<Response>()];
    const isForTokens = isUnder(TOKEN_PREFIX, request.path);
    try {
      await (isForTokens ? this.byToken : this.byKey).canActivate(context);
    } catch (error) {
      if (error instanceof DomainError) await this.limits.countRefused(request, response);
      throw error;
    }
    const principal = principalOf(request);
    await this.limits.countDocumented(principal, response);
    if (isForTokens) this.requireScope(principal, context);
    return true;
  }

  private requireScope(principal: Principal, context: ExecutionContext): void {
    const scope = this.reflector.get<Scope | undefined>(REQUIRED_SCOPE, context.getHandler());
    if (scope && principal.kind === 'access-token' && principal.scopes.includes(scope)) return;
    throw new DomainError('insufficient_scope', `The user has not allowed this application ${scope}.`);
  }
}
