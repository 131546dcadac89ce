import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { RateLimits } from '../limits/rate-limits.js';
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

  constructor(
    private readonly cookie: SessionCookie,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const isSession = request.headers.authorization === undefined && this.cookie.read(request) !== undefined;
    await (isSession ? this.bySession : this.byKey).canActivate(context);
    // A session was counted by its own strategy, as on pages.
    if (!isSession) await this.limits.countOwn(principalOf(request));
    return true;
  }
}
