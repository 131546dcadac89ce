import { DomainError } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { SIGN_IN_WAYS } from '../stores/tokens.js';
import type { SignInWays } from './company-sign-in.js';
import { requireSameOrigin } from '../guards/csrf.js';
import { Public } from '../ground/anyone-may-call.js';
import { ownPath } from './return-to.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Sessions } from '../identity/sessions.js';
import { SignIn } from './sign-in.js';
import { SignInPage } from './sign-in.page.js';

/** Signing in with a password, and out. */
@Controller()
@UseFilters(PageErrorFilter)
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    @Inject(SIGN_IN_WAYS) private readonly ways: SignInWays,
  ) {}

  @Get('sign-in')
  @Public()
  show(@Query('return_to') returnTo: unknown, @Query('signed_up') signedUp: unknown, @Res() response: Response): void {
    const notice = signedUp === undefined ? undefined : 'You can sign in now, if the address was free.';
    this.page(response, { returnTo: ownPath(typeof returnTo === 'string' ? returnTo : ''), notice });
  }

  @Post('sign-in')
  @Public()
  @HttpCode(303)
  async enter(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    requireSameOrigin(request);
    const form = formFields(body);
    const [email, returnTo] = [form.one('email'), ownPath(form.one('return_to'))];
    try {
      const userId = await this.signIn.userOf({ email, password: form.one('password') }, request, response);
      await this.sessions.begin(userId, request, response);
      response.redirect(303, returnTo);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const status = error.code === 'rate_limit_exceeded' ? 429 : 401;
      this.page(response, { returnTo, email, error: error.message }, status);
    }
  }

  @Post('sign-out')
  @UseGuards(SessionGuard)
  @HttpCode(303)
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.end(request, response);
    response.redirect(303, '/sign-in');
  }

  private page(
    response: Response,
    shown: { returnTo: string; email?: string; error?: string; notice?: string | undefined },
    status = 200,
  ): void {
    const { canSignUp, company } = this.ways;
    sendPage(response, h(SignInPage, { ...shown, canSignUp, byCompany: company !== undefined }), { status });
  }
}
