import { Controller, Get, NotFoundException, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { ApiError } from '../ground/api-error.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { ownPath } from '../sign-in/return-to.js';
import { CompanyAccounts } from './company-accounts.js';
import { CompanyCookies } from './company-cookies.js';
import { CompanyProvider, type StartedSignIn } from './company-provider.js';

/** Sign-in through a company's identity provider, if the settings name one. */
@Controller('sign-in/company')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class CompanySignInController {
  constructor(
    private readonly provider: CompanyProvider,
    private readonly accounts: CompanyAccounts,
    private readonly cookies: CompanyCookies,
    private readonly sessions: BrowserSessions,
  ) {}

  /** Sends the browser to the provider. The provider sends it back to `end`. */
  @Get()
  async begin(
    @Query('return_to') returnTo: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!this.provider.isSet) throw new NotFoundException();
    const { url, started } = await this.provider.begin(ownPath(typeof returnTo === 'string' ? returnTo : ''));
    this.cookies.started.set(request, response, started);
    response.redirect(302, url);
  }

  @Get('callback')
  async end(@Query('state') state: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.provider.isSet) throw new NotFoundException();
    const started = this.startedIn(request, state);
    this.cookies.started.clear(request, response);
    const [, query = ''] = request.originalUrl.split('?');
    const person = await this.provider.personOf(query, started);
    const found = await this.accounts.find(person);
    if (found.kind === 'unproven') {
      this.cookies.pending.set(request, response, { person, email: found.email, returnTo: started.returnTo });
      return response.redirect(303, '/sign-in/company/link');
    }
    await this.sessions.begin(found, request, response);
    response.redirect(303, found.kind === 'linked' ? '/account?done=linked' : ownPath(started.returnTo));
  }

  /** A state of another browser is refused before anything else is looked at. */
  private startedIn(request: Request, state: unknown): StartedSignIn {
    const started = this.cookies.started.valueIn(request);
    if (started && started.state === state) return started;
    throw new ApiError(
      'wrong_password',
      'This sign-in did not begin in this browser, or took more than ten minutes. Begin again.',
    );
  }
}
