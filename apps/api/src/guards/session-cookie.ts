import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { SETTINGS } from '../ground/settings.module.js';
import type { StartedSession } from '../identity/sessions.js';

const NAME = 'timeledger_session';

/**
 * The cookie that holds the secret of a session. Scripts cannot read it, and other sites cannot
 * send it with a form.
 */
@Injectable()
export class SessionCookie {
  private readonly isPublicOverTls: boolean;

  constructor(@Inject(SETTINGS) { publicUrl }: Pick<ApiSettings, 'publicUrl'>) {
    this.isPublicOverTls = publicUrl?.startsWith('https:') ?? false;
  }

  /** The secret in the request, whether it is valid or not. */
  read(request: Request): string | undefined {
    const secret = (request.cookies as Record<string, unknown> | undefined)?.[this.nameFor(request)];
    return typeof secret === 'string' ? secret : undefined;
  }

  /** Gives the browser the secret of a session that has just begun. */
  set(request: Request, response: Response, { secret, lifetimeMs }: StartedSession): void {
    response.cookie(this.nameFor(request), secret, { ...this.optionsFor(request), maxAge: lifetimeMs });
  }

  clear(request: Request, response: Response): void {
    response.clearCookie(this.nameFor(request), this.optionsFor(request));
  }

  /**
   * Over TLS, the prefix makes the browser refuse the cookie from other hosts, paths and plain
   * connections.
   */
  private nameFor(request: Request): string {
    return this.isSecure(request) ? `__Host-${NAME}` : NAME;
  }

  private optionsFor(request: Request): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', path: '/', secure: this.isSecure(request) };
  }

  private isSecure(request: Request): boolean {
    return this.isPublicOverTls || request.secure;
  }
}
