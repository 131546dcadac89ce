import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { RateLimits } from '../limits/rate-limits.js';
import { ApiKeyGuard } from './credential.strategies.js';
import { KeyKindCheck } from './checks/key-kind-check.js';
import { ReadKeyPlaces } from './checks/read-key-places.js';
import { SessionGuard } from './session.strategy.js';
import { SessionCookie } from './cookies/session-cookie.js';

/**
 * Lets in the owner of the requested resource: by an API key of the right kind, or signed in. When
 * there is a key, the cookie is ignored.
 */
@Injectable()
export class OwnerGuard implements CanActivate {
  private readonly byKey = new ApiKeyGuard();
  private readonly bySession = new SessionGuard();

  constructor(
    private readonly cookie: SessionCookie,
    private readonly limits: RateLimits,
    private readonly kinds: KeyKindCheck,
    private readonly places: ReadKeyPlaces,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const isSession = request.headers.authorization === undefined && this.cookie.read(request) !== undefined;
    await (isSession ? this.bySession : this.byKey).canActivate(context);
    // A session was counted by its own strategy, as on pages.
    if (isSession) return true;
    const principal = principalOf(request);
    await this.kinds.require(context, principal);
    await this.limits.countOwn(principal);
    await this.places.take(context, principal);
    return true;
  }
}
