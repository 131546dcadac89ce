import type { Response } from 'express';
import { TooManyRequestsError } from '../ground/api-error.js';

/** Says when to ask again, when the error is that the caller asked too often. */
export function setRetryAfter(response: Response, error: unknown): void {
  if (error instanceof TooManyRequestsError) response.setHeader('Retry-After', String(error.retryAfterSeconds));
}
