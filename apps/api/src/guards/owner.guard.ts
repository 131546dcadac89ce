import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ApiKeyGuard } from './credential.strategies.js';
import { SessionGuard } from './session.strategy.js';
import { SessionCookie } from './cookies/session-cookie.js';

/**
 * Lets in the owner of the requested resource: by an API key, or signed in. When there is a key,
 * the cookie is ignored.
 */
@Injectable()
export class OwnerGuard implements CanActivate {
  private readonly byKey = new ApiKeyGuard();
  private readonly bySession = new SessionGuard();

  constructor(private readonly cookie: SessionCookie) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const isSession = request.headers.authorization === undefined && this.cookie.read(request) !== undefined;
    return (await (isSession ? this.bySession : this.byKey).canActivate(context)) === true;
  }
}
