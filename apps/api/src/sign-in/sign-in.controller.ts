import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Ip,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { isRefusal } from '../ground/api-error.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { SecondStepCookie } from '../guards/cookies/second-step-cookie.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { ownPath } from './return-to.js';
import { SIGN_IN_WAYS, type SignInWays } from './sign-in-ways.js';
import { SignIn } from './sign-in.js';
import { SignInPage } from './sign-in.page.js';

/** What the page shows after other pages, by the parameter with which they lead here. */
const NOTICES: Readonly<Record<string, string>> = {
  signed_up: 'You can sign in now, if the address was free.',
  password_set: 'The password is set. You can sign in with it now.',
};

/** Sign-in with a password, and sign-out. */
@Controller()
@UseFilters(PageErrorFilter)
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: BrowserSessions,
    private readonly secondStep: SecondStepCookie,
    @Inject(SIGN_IN_WAYS) private readonly ways: SignInWays,
  ) {}

  @Get('sign-in')
  @AnyoneMayCall()
  show(@Query() query: Readonly<Record<string, unknown>>, @Res() response: Response): void {
    const { return_to: returnTo } = query;
    const [, notice] = Object.entries(NOTICES).find(([name]) => Object.hasOwn(query, name)) ?? [];
    this.page(response, { returnTo: ownPath(typeof returnTo === 'string' ? returnTo : ''), notice });
  }

  @Post('sign-in')
  @AnyoneMayCall()
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  async enter(
    @Body() body: unknown,
    @Ip() address: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formFields(body);
    const [email, returnTo] = [form.one('email'), ownPath(form.one('return_to'))];
    const from = { address, device: this.sessions.deviceIn(request) };
    try {
      const { userId, signedOutAt, proof } = await this.signIn.userOf({ email, password: form.one('password') }, from);
      if (proof !== undefined) {
        this.secondStep.set(request, response, { userId, proof });
        return response.redirect(303, `/sign-in/code?${new URLSearchParams({ return_to: returnTo }).toString()}`);
      }
      await this.sessions.begin({ userId, signedOutAt }, request, response);
      response.redirect(303, returnTo);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      setRetryAfter(response, error);
      const status = error.code === 'rate_limit_exceeded' ? statusOf(error.code) : 401;
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
    const { canSignUp, byCompany } = this.ways;
    const party = this.ways.relyingParty(response.req);
    sendPage(response, h(SignInPage, { ...shown, canSignUp, byCompany, party }), { status, runsScript: true });
  }
}
