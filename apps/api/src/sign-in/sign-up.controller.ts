import { DomainError } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, NotFoundException, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { CLOCK, type Clock, SIGN_IN_WAYS } from '../stores/tokens.js';
import { Accounts } from '../identity/accounts.js';
import type { SignInWays } from './company-sign-in.js';
import { requireSameOrigin } from '../guards/csrf.js';
import { Public } from '../ground/anyone-may-call.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
import { SignUpPage } from './sign-in.page.js';

/** Opening an account oneself, where the settings allow it. */
@Controller('sign-up')
@Public()
@UseFilters(PageErrorFilter)
export class SignUpController {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SIGN_IN_WAYS) private readonly ways: SignInWays,
  ) {}

  @Get()
  show(@Res() response: Response): void {
    if (!this.ways.canSignUp) throw new NotFoundException();
    sendPage(response, h(SignUpPage, { email: '' }));
  }

  /** An address that has an account already is answered like one that had none: nobody learns who has one. */
  @Post()
  @HttpCode(303)
  async open(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.ways.canSignUp) throw new NotFoundException();
    requireSameOrigin(request);
    await this.limits.check('', request, response);
    const form = formFields(body);
    const [email, timeZone] = [form.one('email'), form.one('time_zone').trim()];
    try {
      await this.accounts.open({ email, timeZone, plan: 'premium', password: form.one('password') }, this.clock());
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code !== 'email_taken') {
        return sendPage(response, h(SignUpPage, { email, timeZone, error: error.message }), { status: 400 });
      }
      await this.limits.countWrong('', request);
    }
    response.redirect(303, '/sign-in?signed_up');
  }
}
