import { Body, Controller, Get, HttpCode, Ip, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { ApiError, isRefusal } from '../ground/api-error.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { SecondStepCookie } from '../guards/cookies/second-step-cookie.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { CompanyCookies, type PendingLink } from './company-cookies.js';
import { CompanyLinkPage } from './company-link.page.js';
import { LinkByPassword } from './link-by-password.js';

/**
 * The page on which a person shows the password of an account once, to link it. The cookie of the
 * sign-in at the provider leads here.
 */
@Controller('sign-in/company/link')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class CompanyLinkController {
  constructor(
    private readonly byPassword: LinkByPassword,
    private readonly cookies: CompanyCookies,
    private readonly sessions: BrowserSessions,
    private readonly secondStep: SecondStepCookie,
  ) {}

  @Get()
  show(@Req() request: Request, @Res() response: Response): void {
    const { email } = this.pendingIn(request);
    sendPage(response, h(CompanyLinkPage, { email }));
  }

  @Post()
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  async link(
    @Body() body: unknown,
    @Ip() address: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const pending = this.pendingIn(request);
    const from = { address, device: this.sessions.deviceIn(request) };
    try {
      const { proof, ...shown } = await this.byPassword.link(pending, formFields(body).one('password'), from);
      if (proof !== undefined) {
        this.secondStep.set(request, response, { userId: shown.userId, proof });
        return response.redirect(303, '/sign-in/code?return_to=/sign-in/company/confirm');
      }
      this.cookies.pending.clear(request, response);
      await this.sessions.begin(shown, request, response);
      response.redirect(303, '/account?done=linked');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      setRetryAfter(response, error);
      sendPage(response, h(CompanyLinkPage, { email: pending.email, error: error.message }), {
        status: statusOf(error.code),
      });
    }
  }

  private pendingIn(request: Request): PendingLink {
    const pending = this.cookies.pending.valueIn(request);
    if (pending) return pending;
    throw new ApiError('wrong_password', 'Sign in through your company first. That counts for ten minutes.');
  }
}
