import type { Response } from 'express';
import { basePathIn, withBasePath } from '../front/base-path.js';
import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';

export interface PageOptions {
  readonly status?: number;
  /**
   * Where else a form of the page may lead, as an origin or a scheme: to the application that wants
   * access.
   */
  readonly formTarget?: string;
  /** Whether the page runs our script for passkeys, which asks our own server. */
  readonly runsScript?: boolean;
}

/**
 * Sends a page that no cache keeps, and that may load only our own style sheet: no frame, no image,
 * and a script only where it asks a device for a passkey. A browser also applies `form-action` to
 * the redirect after a form, so an application that gets an answer must be allowed by name.
 */
export function sendPage(
  response: Response,
  page: JSX.Element,
  { status = 200, formTarget, runsScript = false }: PageOptions = {},
): void {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    ...(runsScript ? ["script-src 'self'", "connect-src 'self'"] : []),
    `form-action 'self'${formTarget === undefined ? '' : ` ${formTarget}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  response
    .status(status)
    .set({
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(withBasePath(`<!doctype html>${render(page)}`, basePathIn(response)));
}
