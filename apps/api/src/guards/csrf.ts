import { createHmac } from 'node:crypto';
import { ApiError } from '../ground/api-error.js';
import { isSameSecret } from '../ground/secrets.js';

/**
 * The token in the forms of a session. Only a program that knows the session's secret can make it.
 */
export const csrfTokenOf = (sessionSecret: string): string =>
  createHmac('sha256', sessionSecret).update('form').digest('base64url');

/** Throws ApiError `csrf` when `shown` is not the token of the session. */
export function requireCsrfToken(shown: unknown, sessionSecret: string): void {
  if (typeof shown === 'string' && isSameSecret(shown, csrfTokenOf(sessionSecret))) return;
  throw new ApiError('csrf', 'This form is not of this session. Reload the page and send it again.');
}
