import { DomainError } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-custom';
import { requireCsrfToken } from './csrf.js';
import { userOrThrow } from './credential.strategies.js';
import type { Principal } from '../ground/principal.js';
import { Sessions } from '../identity/sessions.js';

/** Methods that change nothing. */
const SAFE = ['GET', 'HEAD'];

/** Signs a request in by its session cookie. One that changes something must also carry the session's CSRF token. */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, 'session-cookie') {
  constructor(private readonly sessions: Sessions) {
    super();
  }

  async validate(request: Request): Promise<Principal> {
    const session = await this.sessions.sessionOf(request);
    if (!session) throw new DomainError('not_signed_in', 'Nobody is signed in.');
    if (!SAFE.includes(request.method)) requireCsrfToken(request, this.sessions.secretOf(request) ?? '');
    return session;
  }
}

/** Lets in who is signed in. */
@Injectable()
export class SessionGuard extends AuthGuard('session-cookie') {
  override handleRequest<TUser = Principal>(error: Error | null, user: TUser): TUser {
    return userOrThrow(error, user);
  }
}
