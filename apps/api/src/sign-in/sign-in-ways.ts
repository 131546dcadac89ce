import type { ApiSettings } from '@app/settings';
import type { Request } from 'express';
import { type RelyingParty, relyingPartyOf } from '../front/relying-party.js';

export const SIGN_IN_WAYS = Symbol('how people may sign in and up');

/** How people may sign in, and get an account. */
export interface SignInWays {
  /** Whether people may sign in through the identity provider of a company. */
  readonly byCompany: boolean;
  /**
   * Whether a form opens accounts with a password. It is false beside an identity provider, which
   * knows who may have an account.
   */
  readonly canSignUp: boolean;
  /** Whether users of the provider without an account get one. */
  readonly opensAccounts: boolean;
  /** Where passkeys sign in, for a request. */
  readonly relyingParty: (request: Request) => RelyingParty;
}

/** The ways that the settings allow. */
export function signInWaysOf({
  publicUrl,
  host,
  signUp,
  upstream,
}: Pick<ApiSettings, 'publicUrl' | 'host' | 'signUp' | 'upstream'>): SignInWays {
  const byCompany = upstream !== undefined && publicUrl !== undefined;
  const relyingParty = (request: Request) => relyingPartyOf({ publicUrl, host }, request);
  return { byCompany, canSignUp: signUp && !byCompany, opensAccounts: signUp, relyingParty };
}
