import type { ApiSettings } from '@app/settings';
import { basePathOf } from '../../front/base-path.js';
import type { CookieOptions, Request, Response } from 'express';

/** A cookie of ours. Scripts cannot read it, and other sites cannot send it with a form. */
export abstract class OwnCookie {
  private readonly isPublicOverTls: boolean;
  private readonly basePath: string;

  protected constructor(
    private readonly name: string,
    { publicUrl }: Pick<ApiSettings, 'publicUrl'>,
  ) {
    this.isPublicOverTls = publicUrl?.startsWith('https:') ?? false;
    this.basePath = basePathOf(publicUrl);
  }

  /** The text in the request, whether it is valid or not. */
  read(request: Request): string | undefined {
    const text = (request.cookies as Record<string, unknown> | undefined)?.[this.nameFor(request)];
    return typeof text === 'string' ? text : undefined;
  }

  clear(request: Request, response: Response): void {
    response.clearCookie(this.nameFor(request), this.optionsFor(request));
  }

  protected give(request: Request, response: Response, text: string, lifetimeMs: number): void {
    response.cookie(this.nameFor(request), text, { ...this.optionsFor(request), maxAge: lifetimeMs });
  }

  /**
   * Over TLS, the prefix makes the browser refuse the cookie from other hosts, paths and plain
   * connections. A browser takes `__Host-` for the path `/` only. Under a path, `__Secure-` still
   * keeps plain connections out.
   */
  private nameFor(request: Request): string {
    if (!this.isSecure(request)) return this.name;
    return `${this.basePath === '' ? '__Host-' : '__Secure-'}${this.name}`;
  }

  private optionsFor(request: Request): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', path: this.basePath || '/', secure: this.isSecure(request) };
  }

  private isSecure(request: Request): boolean {
    return this.isPublicOverTls || request.secure;
  }
}
