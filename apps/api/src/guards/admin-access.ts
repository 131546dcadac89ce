import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { isSameSecret } from '../ground/secrets.js';
import { ADMIN_TOKEN } from '../ground/settings.module.js';
import { bearerToken } from '../http/request-parameters.js';
import { Refusals } from '../limits/refusals.js';

/** Recognises the administrator, and counts the guesses of others. */
@Injectable()
export class AdminAccess {
  constructor(
    @Inject(ADMIN_TOKEN) private readonly adminToken: string,
    private readonly refusals: Refusals,
  ) {}

  /**
   * Whether the request carries the admin token as `Authorization: Bearer`. Any other request
   * counts as a refusal of its address: throws TooManyRequestsError when there were too many.
   */
  isAdmin(request: Request): boolean {
    const token = bearerToken(request);
    if (token !== undefined && isSameSecret(token, this.adminToken)) return true;
    this.refusals.count(request.ip ?? '');
    return false;
  }
}
