import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../ground/api-error.js';
import { type GuardedRequest, type Principal, principalOf } from '../../ground/principal.js';
import { CLOCK, type Clock } from '../../stores/tokens.js';

/** How long after its sign-in a session may do what ends or widens access. */
const FRESH_MS = 10 * 60_000;

/** Whether the principal is a session that began less than ten minutes before `now` (epoch ms). */
export const isFreshSession = (principal: Principal, now: number): boolean =>
  principal.kind === 'session' && now - principal.startedAt < FRESH_MS;

/**
 * Refuses a session whose sign-in is not fresh, so a browser that was left open, or a stolen
 * cookie, makes no key and erases nothing. It stands behind a guard that sets a principal, and
 * leaves keys to that guard. Throws ApiError `sign_in_again`.
 */
@Injectable()
export class FreshSignInGuard implements CanActivate {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  canActivate(context: ExecutionContext): boolean {
    const principal = principalOf(context.switchToHttp().getRequest<GuardedRequest>());
    if (principal.kind !== 'session' || isFreshSession(principal, this.clock())) return true;
    throw new ApiError('sign_in_again', 'Your sign-in is more than ten minutes ago. Sign in again for this.');
  }
}
