import { type KeyKind, opensRouteFor } from '@app/domain';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../../ground/api-error.js';
import type { Principal } from '../../ground/principal.js';
import { RateLimits } from '../../limits/rate-limits.js';
import { KINDS_OF_ROUTE } from './for-keys.js';

/** Checks that the key of a request is of a kind that the route is for. */
@Injectable()
export class KeyKindCheck {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Passes every principal that is no API key. Throws ApiError `wrong_key_kind`. The key is known,
   * so its address has guessed nothing. The refusal counts for the key alone: strangers who know a
   * published key must not use up the requests of its owner.
   */
  async require(context: ExecutionContext, principal: Principal): Promise<void> {
    if (principal.kind !== 'api-key') return;
    const targets = [context.getHandler(), context.getClass()];
    const kinds = this.reflector.getAllAndOverride<readonly KeyKind[] | undefined>(KINDS_OF_ROUTE, targets) ?? [];
    if (opensRouteFor(kinds, principal)) return;
    await this.limits.countOfKey(principal);
    const named = [...kinds, 'full'].join(', ');
    throw new ApiError('wrong_key_kind', `A key of the kind ${principal.keyKind} does not open this. Kinds: ${named}.`);
  }
}
