import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { isSameSecret } from '../ground/secrets.js';
import { ADMIN_TOKEN } from '../ground/settings.module.js';
import { bearerToken } from '../http/request-parameters.js';
import { Refusals } from '../limits/refusals.js';

/**
 * A person may choose the admin token. One that is shorter may be guessed, however few of its
 * characters are random. The token that the first start makes has 36 characters.
 */
const SHORTEST_UNGUESSABLE = 32;

/** Recognises the administrator, and counts the guesses of others. */
@Injectable()
export class AdminAccess {
  constructor(
    @Inject(ADMIN_TOKEN) private readonly adminToken: string,
    private readonly refusals: Refusals,
  ) {}

  /**
   * Whether the request carries the admin token as `Authorization: Bearer`. Any other request
   * counts as a refusal of its address: throws TooManyRequestsError when there were too many. A
   * right token always passes, but for one that may be guessed: it waits like a wrong one, else
   * the limit would not slow a guesser down.
   */
  isAdmin(request: Request): boolean {
    const token = bearerToken(request);
    const address = request.ip;
    if (token !== undefined && isSameSecret(token, this.adminToken)) {
      if (this.adminToken.length < SHORTEST_UNGUESSABLE) this.refusals.requireRoom(address);
      return true;
    }
    this.refusals.count(address);
    return false;
  }
}
