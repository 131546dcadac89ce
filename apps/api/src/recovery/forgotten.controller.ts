import { Body, Controller, Get, HttpCode, Ip, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { isRefusal } from '../ground/api-error.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { MailLimits } from '../limits/mail-limits.js';
import { Mailer } from '../mail/mailer.js';
import { Mails } from '../mail/mails.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { ForgottenPage } from './forgotten.page.js';
import { addressIn, PasswordReset } from './password-reset.js';

/**
 * The page on which a person asks for a link in place of a forgotten password. Neither its answer
 * nor the time of it tells whether the address has an account: the account is looked up later.
 */
@Controller('sign-in/forgotten')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class ForgottenController {
  constructor(
    private readonly reset: PasswordReset,
    private readonly limits: MailLimits,
    private readonly mailer: Mailer,
    private readonly mails: Mails,
  ) {}

  @Get()
  show(@Query('sent') sent: unknown, @Res() response: Response): void {
    sendPage(response, h(ForgottenPage, { byMail: this.mailer.isSet, isSent: sent !== undefined }));
  }

  @Post()
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  ask(@Body() body: unknown, @Ip() address: string | undefined, @Res() response: Response): void {
    const text = formFields(body).one('email');
    try {
      const email = addressIn(text);
      this.limits.countRequest(address);
      if (this.limits.mayMail(email)) this.mailer.soon(() => this.mailFor(email));
      response.redirect(303, '/sign-in/forgotten?sent');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      setRetryAfter(response, error);
      const shown = { byMail: this.mailer.isSet, email: text, error: error.message };
      sendPage(response, h(ForgottenPage, shown), { status: statusOf(error.code) });
    }
  }

  private async mailFor(email: string) {
    const found = await this.reset.linkFor(email);
    if (!found) return undefined;
    const { passwordHash, providers } = found.account;
    const isOfCompany = passwordHash === undefined && providers.length > 0;
    return isOfCompany ? this.mails.signInByCompany(email) : this.mails.reset(email, found.link);
  }
}
