import { Controller, Get, Inject, NotFoundException, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import passport from 'passport';
import { ApiError } from '../ground/api-error.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from '../identity/accounts.js';
import type { SignInState, UpstreamUser } from './company.strategy.js';
import { SIGN_IN_WAYS, type SignInWays } from './sign-in-ways.js';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { ownPath } from './return-to.js';
import { BrowserSessions } from '../guards/browser-sessions.js';

/**
 * Accounts that the provider opens begin in this zone. Their owners can change it on their page.
 */
const FIRST_ZONE = 'UTC';

/** Sign-in through a company's identity provider, if the settings name one. */
@Controller('sign-in/company')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class CompanySignInController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: BrowserSessions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SIGN_IN_WAYS) private readonly ways: SignInWays,
  ) {}

  @Get()
  async begin(
    @Query('return_to') returnTo: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const state: SignInState = { returnTo: ownPath(typeof returnTo === 'string' ? returnTo : '') };
    // Sends the browser to the provider. The provider sends it back to `end`.
    await this.authenticate(request, response, state);
  }

  @Get('callback')
  async end(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { user, state } = await this.authenticate(request, response);
    if (!user)
      throw new ApiError(
        'wrong_password',
        'The identity provider did not sign you in, or your address is not verified there.',
      );
    const userId = await this.userIdOf(user.email);
    await this.sessions.begin(userId, request, response);
    response.redirect(303, ownPath(state?.returnTo ?? ''));
  }

  private async userIdOf(email: string): Promise<string> {
    const account = await this.accounts.accountOfEmail(email);
    if (account) return account.userId;
    if (!this.ways.opensAccounts) throw new ApiError('wrong_password', 'There is no account for your address.');
    const terms = { email, timeZone: FIRST_ZONE, plan: 'premium', openedBy: 'provider' } as const;
    return (await this.accounts.open(terms, this.clock())).id;
  }

  /**
   * Resolves when the provider has answered. When the browser goes to the provider, this call never
   * resolves.
   */
  private authenticate(
    request: Request,
    response: Response,
    state?: SignInState,
  ): Promise<{ user: UpstreamUser | undefined; state: SignInState | undefined }> {
    const { company: strategy } = this.ways;
    if (!strategy) throw new NotFoundException();
    return new Promise((resolve, reject) => {
      response.once('finish', () => resolve({ user: undefined, state: undefined }));
      const answered = (error: unknown, user: UpstreamUser | false, outcome?: { state?: SignInState }) => {
        if (error)
          reject(new ApiError('provider_failed', 'The identity provider did not answer as it should. Try again.'));
        else resolve({ user: user || undefined, state: outcome?.state });
      };
      const options = { session: false, ...(state && { state: state as never }) };
      const middleware = passport.authenticate(strategy, options, answered as never) as (
        ...call: [Request, Response, (error?: unknown) => void]
      ) => void;
      middleware(request, response, reject);
    });
  }
}
