import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-custom';
import { ApiError } from '../ground/api-error.js';
import { requireCsrfToken } from './csrf.js';
import { userOrThrow } from './credential.strategies.js';
import type { Principal } from '../ground/principal.js';
import { RateLimits } from '../limits/rate-limits.js';
import { Sessions } from '../identity/sessions.js';
import { SessionCookie } from './cookies/session-cookie.js';

/** Methods that change nothing. */
const SAFE = ['GET', 'HEAD'];

/**
 * Identifies a request by its session cookie. A request that changes something must also carry the
 * session's CSRF token.
 */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, 'session-cookie') {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly limits: RateLimits,
  ) {
    super();
  }

  async validate(request: Request): Promise<Principal> {
    const secret = this.cookie.read(request);
    const session = await this.sessions.sessionOf(secret);
    if (!session || secret === undefined) throw new ApiError('not_signed_in', 'You are not signed in.');
    await this.limits.countOwn(session);
    if (!SAFE.includes(request.method)) requireCsrfToken(csrfTokenIn(request), secret);
    await this.sessions.noteUse(session, secret);
    return session;
  }
}

/** The token that a request carries: `X-CSRF-Token`, or `csrf` in the form. */
const csrfTokenIn = (request: Request): unknown =>
  request.get('x-csrf-token') ?? (request.body as { csrf?: unknown } | undefined)?.csrf;

/** Lets in users who are signed in. */
@Injectable()
export class SessionGuard extends AuthGuard('session-cookie') {
  override handleRequest<TUser = Principal>(error: Error | null, user: TUser): TUser {
    return userOrThrow(error, user);
  }
}
