/** Refusals of a sign-in are sent at full steps of this length. Most take less work than one. */
export const REFUSAL_STEP_MS = 100;

/**
 * How long a refusal waits after `elapsedMs` of work, until the next full step. The work differs by
 * some milliseconds: an account is read from the log, and its stream may be long. Sent at once, a
 * refusal would show that the account exists.
 *
 *     work  |=====|..................|            |==========|.............|
 *           0     11.6              100           0          99.9?        100
 */
export const waitBeforeRefusalMs = (elapsedMs: number): number => REFUSAL_STEP_MS - (elapsedMs % REFUSAL_STEP_MS);
