import { Body, Controller, Get, HttpCode, Ip, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { isRefusal } from '../ground/api-error.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { statusOf } from '../http/errors.js';
import { Refusals } from '../limits/refusals.js';
import { Mailer } from '../mail/mailer.js';
import { Mails } from '../mail/mails.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { PasswordReset } from './password-reset.js';
import { LinkOverPage, ResetPage } from './reset.page.js';

/** The page to which a one-time link leads: it sets a new password. */
@Controller('sign-in/reset')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class ResetController {
  constructor(
    private readonly reset: PasswordReset,
    private readonly refusals: Refusals,
    private readonly mailer: Mailer,
    private readonly mails: Mails,
  ) {}

  @Get()
  async show(
    @Query('link') shown: unknown,
    @Ip() address: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const link = typeof shown === 'string' ? shown : '';
    await this.orOver(response, address, async () => {
      sendPage(response, h(ResetPage, { link, email: await this.reset.addressOf(link) }));
    });
  }

  @Post()
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  async set(@Body() body: unknown, @Ip() address: string | undefined, @Res() response: Response): Promise<void> {
    const form = formFields(body);
    const link = form.one('link');
    await this.orOver(response, address, async () => {
      const email = await this.reset.addressOf(link);
      try {
        await this.reset.reset(link, form.one('password'), { endAll: form.one('end_all') !== '' });
      } catch (error) {
        if (!isRefusal(error) || error.code === 'unknown_link') throw error;
        const page = h(ResetPage, { link, email, error: error.message });
        return sendPage(response, page, { status: statusOf(error.code) });
      }
      this.mailer.soon(() => Promise.resolve(this.mails.passwordSet(email)));
      response.redirect(303, '/sign-in?password_set');
    });
  }

  /** Shows a page for a link that does not work, and counts it: it may be a guess. */
  private async orOver(response: Response, address: string | undefined, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'unknown_link') throw error;
      this.refusals.count(address);
      sendPage(response, h(LinkOverPage, { error: error.message }), { status: statusOf(error.code) });
    }
  }
}
