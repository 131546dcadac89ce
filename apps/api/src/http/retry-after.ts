import type { Response } from 'express';
import { TooManyRequestsError } from '../ground/api-error.js';

/** Tells a caller who sent too many requests when to send the next one. */
export function setRetryAfter(response: Response, error: unknown): void {
  if (error instanceof TooManyRequestsError) response.setHeader('Retry-After', String(error.retryAfterSeconds));
}
