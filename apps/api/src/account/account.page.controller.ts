import { DomainError, PROFILE_FIELDS } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { Visitors } from '../guards/page-user.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { AccountPage } from './account.page.js';
import { Accounts } from '../identity/accounts.js';
import { PasswordChange } from './password-change.js';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { SessionGuard } from '../guards/session.strategy.js';

/** What the page says after it was sent and all went well. */
const NOTICES: Readonly<Record<string, string>> = {
  saved: 'Saved.',
  password: 'The password has been changed, and all other browsers are signed out.',
};

/** The page on which a user changes their account. */
@Controller('account')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class AccountPageController {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordChange,
    private readonly visitors: Visitors,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Query('done') done: unknown, @Req() request: GuardedRequest, @Res() response: Response): Promise<void> {
    const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : undefined;
    return this.page(request, response, { notice });
  }

  @Post()
  @HttpCode(303)
  change(@Body() body: unknown, @Req() request: GuardedRequest, @Res() response: Response): Promise<void> {
    const form = formFields(body);
    return this.answer(request, response, async (userId) => {
      const timeZone = form.one('timeZone').trim();
      const profile = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, form.one(field)]));
      await this.accounts.change(userId, { type: 'ChangeTimeZone', data: { timeZone } }, this.clock());
      await this.accounts.change(userId, { type: 'ChangeProfile', data: profile }, this.clock());
      return 'saved';
    });
  }

  @Post('password')
  @HttpCode(303)
  changePassword(@Body() body: unknown, @Req() request: GuardedRequest, @Res() response: Response): Promise<void> {
    const form = formFields(body);
    return this.answer(request, response, async (userId) => {
      await this.passwords.change(userId, { current: form.one('current'), next: form.one('next') }, request, response);
      return 'password';
    });
  }

  @Post('sign-out-everywhere')
  @HttpCode(303)
  async signOutEverywhere(@Req() request: GuardedRequest, @Res() response: Response): Promise<void> {
    await this.passwords.signOutEverywhere(principalOf(request).userId, request, response);
    response.redirect(303, '/sign-in');
  }

  /** Goes back to the page when the change is made; what is refused is said on it at once. */
  private async answer(
    request: GuardedRequest,
    response: Response,
    change: (userId: string) => Promise<keyof typeof NOTICES>,
  ): Promise<void> {
    try {
      const done = await change(principalOf(request).userId);
      response.redirect(303, `/account?done=${done}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.page(request, response, { error: error.message });
    }
  }

  private async page(
    request: GuardedRequest,
    response: Response,
    outcome: { error?: string; notice?: string | undefined },
  ): Promise<void> {
    const account = await this.accounts.accountOf(principalOf(request).userId);
    const visitor = await this.visitors.of(request);
    const status = outcome.error === undefined ? 200 : 400;
    sendPage(response, h(AccountPage, { visitor, account, ...outcome }), { status });
  }
}
