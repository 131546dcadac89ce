import { Body, Controller, Get, HttpCode, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { isRefusal } from '../ground/api-error.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { Accounts } from '../identity/accounts.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { AddressMails } from './address-mails.js';
import { AddressPage, ConfirmAddressPage } from './address.page.js';
import { AddressRequest, OwnAddress } from './own-address.js';

/** What the page shows after a step. */
const NOTICES: Readonly<Record<string, string>> = {
  sent: 'A mail with a link is on its way to your address.',
  asked: 'A mail with a link is on its way to the new address. The old one gets a note.',
  verified: 'Your address is confirmed.',
  moved: 'Your account has the new address. Sign in with it from now on.',
};

/** The page on which a user proves that the address is theirs, or moves to another one. */
@Controller('account/address')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class AddressPageController {
  constructor(
    private readonly accounts: Accounts,
    private readonly own: OwnAddress,
    private readonly request: AddressRequest,
    private readonly mails: AddressMails,
  ) {}

  @Get()
  show(@Query('done') done: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : undefined;
    return this.page(user, response, { notice });
  }

  @Post()
  @HttpCode(303)
  ask(@Body() body: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const form = formFields(body);
    const asked = { text: form.one('email'), password: form.one('password') };
    return this.answer(user, response, 'asked', () => this.request.ask(user.userId, asked));
  }

  @Post('send')
  @HttpCode(303)
  send(@CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    return this.answer(user, response, 'sent', () => this.own.askToVerify(user.userId));
  }

  @Get(['verify', 'move'])
  async confirm(
    @Query('link') shown: unknown,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    const link = typeof shown === 'string' ? shown : '';
    const purpose = response.req.path.endsWith('/move') ? 'move' : 'verify';
    const { email } = await this.own.addressOf(user.userId, link, purpose);
    sendPage(response, h(ConfirmAddressPage, { user, email, link, purpose }));
  }

  @Post('verify')
  @HttpCode(303)
  verify(@Body() body: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const link = formFields(body).one('link');
    return this.answer(user, response, 'verified', () => this.own.verify(user.userId, link));
  }

  @Post('move')
  @HttpCode(303)
  move(@Body() body: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const link = formFields(body).one('link');
    return this.answer(user, response, 'moved', () => this.own.move(user.userId, link));
  }

  /** Redirects to the page after a step. A refusal is shown on the page at once. */
  private async answer(user: PageUser, response: Response, done: string, step: () => Promise<void>): Promise<void> {
    try {
      await step();
      response.redirect(303, `/account/address?done=${done}`);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      setRetryAfter(response, error);
      await this.page(user, response, { error: error.message, status: statusOf(error.code) });
    }
  }

  private async page(
    user: PageUser,
    response: Response,
    { status = 200, ...outcome }: { error?: string; notice?: string | undefined; status?: number },
  ): Promise<void> {
    const { isAddressVerified, passwordHash } = await this.accounts.accountOf(user.userId);
    const account = { isVerified: isAddressVerified, hasPassword: passwordHash !== undefined };
    sendPage(response, h(AddressPage, { user, ...account, byMail: this.mails.areSent, ...outcome }), { status });
  }
}
