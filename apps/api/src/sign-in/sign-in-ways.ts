import type { ApiSettings } from '@app/settings';
import { CompanyStrategy } from './company.strategy.js';

export const SIGN_IN_WAYS = Symbol('how people may sign in and up');

/** How people may sign in, and get an account. */
export interface SignInWays {
  readonly company: CompanyStrategy | undefined;
  /**
   * Whether a form opens accounts with a password. It is false beside an identity provider: a
   * stranger could open an account for a colleague's address, and the provider would then let the
   * colleague into it.
   */
  readonly canSignUp: boolean;
  /** Whether users of the provider without an account get one. */
  readonly opensAccounts: boolean;
}

/** The ways that the settings allow. */
export function signInWaysOf({
  publicUrl,
  signUp,
  upstream,
}: Pick<ApiSettings, 'publicUrl' | 'signUp' | 'upstream'>): SignInWays {
  const company = upstream && publicUrl !== undefined ? new CompanyStrategy(upstream, publicUrl) : undefined;
  return { company, canSignUp: signUp && !company, opensAccounts: signUp };
}
