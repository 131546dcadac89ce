import { DomainError } from '@app/domain';

/**
 * Why the API refuses a request. A new code also needs a status and a sentence in `http/errors.ts`.
 * The codes of the domain's own rules are `DomainErrorCode`.
 */
export type ApiErrorCode =
  | 'body_too_large'
  | 'complex_json'
  | 'csrf'
  | 'email_taken'
  | 'forbidden'
  | 'headers_too_large'
  | 'insufficient_scope'
  | 'internal'
  | 'invalid_email'
  | 'invalid_highlight_date'
  | 'invalid_request'
  | 'invalid_sharing'
  | 'key_not_found'
  | 'key_not_in_header'
  | 'malformed_json'
  | 'malformed_request'
  | 'no_mail'
  | 'not_found'
  | 'not_signed_in'
  | 'premium_feature'
  | 'provider_failed'
  | 'rate_limit_exceeded'
  | 'rebuild_running'
  | 'request_timeout'
  | 'stream_full'
  | 'sign_in_pending'
  | 'sign_in_refused'
  | 'slow_down'
  | 'sign_in_again'
  | 'token_not_found'
  | 'too_many_activities'
  | 'unauthorized'
  | 'unavailable'
  | 'unknown_change'
  | 'unknown_code'
  | 'unknown_erasure'
  | 'unknown_host'
  | 'unknown_offer'
  | 'unreadable_body'
  | 'wrong_key_kind'
  | 'wrong_passkey'
  | 'wrong_password';

/** A refusal of the API itself: a code for programs and a sentence for people. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/**
 * The refusal of a caller who sent too many requests. Code `rate_limit_exceeded`; answers carry
 * `Retry-After`.
 */
export class TooManyRequestsError extends ApiError {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super('rate_limit_exceeded', message);
  }
}

/** An error that the rules expect, from the domain or the API. Its message is for the caller. */
export type Refusal = DomainError | ApiError;

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof DomainError || error instanceof ApiError;
