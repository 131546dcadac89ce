import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Principal, principalOf } from '../ground/principal.js';
import { RateLimits } from '../limits/rate-limits.js';

/** Lets an agent bring activities as often as the settings say. Behind a guard that sets a principal. */
@Injectable()
export class IngestLimitGuard implements CanActivate {
  constructor(private readonly limits: RateLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const principal = principalOf(http.getRequest<Request & { user?: Principal }>());
    await this.limits.countIngest(principal, http.getResponse<Response>());
    return true;
  }
}
