import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { PUBLIC_URL } from '../stores/tokens.js';

const NAME = 'timeledger_session';

/** The cookie that a session's secret lives in: no script reads it, no other site sends it along with a form. */
@Injectable()
export class SessionCookie {
  private readonly isPublicOverTls: boolean;

  constructor(@Inject(PUBLIC_URL) publicUrl: string | undefined) {
    this.isPublicOverTls = publicUrl?.startsWith('https:') ?? false;
  }

  /** The secret in the request's cookie. */
  read(request: Request): string | undefined {
    const secret = (request.cookies as Record<string, unknown> | undefined)?.[this.nameFor(request)];
    return typeof secret === 'string' ? secret : undefined;
  }

  set(request: Request, response: Response, { secret, maxAgeMs }: { secret: string; maxAgeMs: number }): void {
    response.cookie(this.nameFor(request), secret, { ...this.optionsFor(request), maxAge: maxAgeMs });
  }

  clear(request: Request, response: Response): void {
    response.clearCookie(this.nameFor(request), this.optionsFor(request));
  }

  /** Over TLS the browser itself sees to it that no other host, path or plain connection sets or sends the cookie. */
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
