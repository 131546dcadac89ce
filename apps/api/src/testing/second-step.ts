import { Secret, TOTP } from 'otpauth';
import type { SignedIn } from './signed-in.js';

const STEP_MS = 30_000;

/** A user’s authenticator app, and the recovery codes that the user noted. */
export interface SecondStep {
  readonly secret: string;
  /** The recovery codes that were not taken yet, in their order. */
  readonly recoveryCodes: string[];
}

/** The code of an authenticator app at a time (epoch ms), or so many steps of 30 s later. */
export const codeAt = (secret: string, now: number, stepsLater = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now + stepsLater * STEP_MS });

/** The recovery codes that a page shows. */
export const recoveryCodesIn = (html: string): string[] => html.match(/\w{4}-\w{4}-\w{4}-\w{4}/g) ?? [];

/**
 * Turns the second step on, as a user who is signed in does, with the code before the one of `now`.
 * So the codes of `now` and of the step after it can still be used.
 */
export async function turnOnSecondStep(browser: SignedIn, password: string, now: number): Promise<SecondStep> {
  const page = '/account/second-factor';
  const { text: offered } = await browser.post(`${page}/secret`, { password }, page);
  const offer = /name="offer" value="([^"]+)"/.exec(offered)?.[1] ?? '';
  const secret = offer.split('.')[0] ?? '';
  const confirmed = await browser.post(`${page}/confirm`, { offer, code: codeAt(secret, now, -1) }, page);
  return { secret, recoveryCodes: recoveryCodesIn(confirmed.text) };
}
