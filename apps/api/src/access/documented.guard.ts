import { DomainError, type Scope } from '@app/domain';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { isUnder, TOKEN_PREFIX } from '../http/documented-paths.js';
import { AccessTokenGuard, ApiKeyGuard } from './credential.strategies.js';
import type { Principal } from './principal.js';

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

  constructor(private readonly reflector: Reflector) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { user?: Principal }>();
    if (!isUnder(TOKEN_PREFIX, request.path)) return (await this.byKey.canActivate(context)) === true;
    if ((await this.byToken.canActivate(context)) !== true) return false;
    const scope = this.reflector.get<Scope | undefined>(REQUIRED_SCOPE, context.getHandler());
    const { user } = request;
    if (scope && user?.kind === 'access-token' && user.scopes.includes(scope)) return true;
    throw new DomainError('insufficient_scope', `The user has not allowed this application ${scope}.`);
  }
}
