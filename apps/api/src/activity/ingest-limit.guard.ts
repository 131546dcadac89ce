import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { RateLimits } from '../limits/rate-limits.js';

/**
 * Limits how often agents may call with one key. It stands behind a guard that sets a principal.
 */
@Injectable()
export class IngestLimitGuard implements CanActivate {
  constructor(private readonly limits: RateLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.limits.countIngest(principalOf(context.switchToHttp().getRequest<GuardedRequest>()));
    return true;
  }
}
