import { createHmac } from 'node:crypto';
import { DomainError } from '@app/domain';
import type { Request } from 'express';
import { isSameSecret } from '../ground/secrets.js';

/** What a form of a session carries: only who knows the session's secret can make it. */
export const csrfTokenOf = (sessionSecret: string): string =>
  createHmac('sha256', sessionSecret).update('form').digest('base64url');

/** Throws DomainError `csrf` for a changing request of a session that does not carry its token: `X-CSRF-Token`, or `csrf` in the form. */
export function requireCsrfToken(request: Request, sessionSecret: string): void {
  const field: unknown = (request.body as { csrf?: unknown } | undefined)?.csrf;
  const shown = request.get('x-csrf-token') ?? field;
  if (typeof shown === 'string' && isSameSecret(shown, csrfTokenOf(sessionSecret))) return;
  throw new DomainError('csrf', 'This form is not of this session. Reload the page and send it again.');
}

/**
 * Throws DomainError `csrf` for a form that another site sent: so nobody is signed in as somebody else by a link. Browsers say
 * where a form comes from; a program that is none does not, and has no cookies to be misused.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const isOurs = site ? site === 'same-origin' || site === 'none' : !origin || hostOf(origin) === request.get('host');
  if (!isOurs) throw new DomainError('csrf', 'This form comes from another site.');
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
