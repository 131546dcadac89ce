import { PROFILE_FIELDS } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { isRefusal } from '../ground/api-error.js';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { setRetryAfter } from '../http/retry-after.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { keepingInWords } from '../keeping/keeping.page.js';
import { AccountPage } from './account.page.js';
import { OwnAccount } from './own-account.js';
import { PasswordChange } from './password-change.js';

/** What the page shows after a successful change. */
const NOTICES: Readonly<Record<string, string>> = {
  saved: 'Saved.',
  linked:
    'The account is connected with your company’s sign-in. All other browsers are signed out. ' +
    'API keys and applications from before have stopped working: make new keys for your devices.',
  password: 'The password has been changed, and all other browsers are signed out.',
  'password-and-more':
    'The password has been changed. All other browsers, and what you ticked, have no access any more.',
};

/** The page on which a user changes their account. */
@Controller('account')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class AccountPageController {
  constructor(
    private readonly own: OwnAccount,
    private readonly passwords: PasswordChange,
    private readonly sessions: BrowserSessions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Query('done') done: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : undefined;
    return this.page(user, response, { notice });
  }

  @Post()
  @HttpCode(303)
  change(@Body() body: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const form = formFields(body);
    return this.answer(user, response, async () => {
      const timeZone = form.one('timeZone').trim();
      const profile = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, form.one(field)]));
      await this.own.accounts.change(user.userId, { type: 'ChangeTimeZone', data: { timeZone } }, this.clock());
      await this.own.accounts.change(user.userId, { type: 'ChangeProfile', data: profile }, this.clock());
      return 'saved';
    });
  }

  @Post('password')
  @HttpCode(303)
  changePassword(
    @Body() body: unknown,
    @CurrentPageUser() user: PageUser,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formFields(body);
    return this.answer(user, response, async () => {
      const ticked = (name: string) => form.one(name) === 'yes';
      const endings = {
        revokeKeys: ticked('revokeKeys'),
        revokeTokens: ticked('revokeTokens'),
        removePasskeys: ticked('removePasskeys'),
      };
      const asked = { current: form.one('current'), next: form.one('next'), ...endings };
      const shown = await this.passwords.change(principalOf(request as GuardedRequest), asked);
      await this.sessions.begin(shown, request, response);
      return Object.values(endings).includes(true) ? 'password-and-more' : 'password';
    });
  }

  @Post('sign-out-everywhere')
  @HttpCode(303)
  async signOutEverywhere(
    @CurrentPageUser() { userId }: PageUser,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.passwords.signOutEverywhere(userId);
    await this.sessions.end(request, response);
    response.redirect(303, '/sign-in');
  }

  /** Redirects to the page after a change. A refusal is shown on the page at once. */
  private async answer(user: PageUser, response: Response, change: () => Promise<keyof typeof NOTICES>): Promise<void> {
    try {
      const done = await change();
      response.redirect(303, `/account?done=${done}`);
    } catch (error) {
      if (!isRefusal(error) || error.code === 'sign_in_again') throw error;
      setRetryAfter(response, error);
      await this.page(user, response, { error: error.message });
    }
  }

  private async page(
    user: PageUser,
    response: Response,
    outcome: { error?: string; notice?: string | undefined },
  ): Promise<void> {
    const account = await this.own.accounts.accountOf(user.userId);
    const howLong = await this.own.keepings.of(user.userId);
    const keeping = keepingInWords(howLong, { timeZone: account.timeZone, now: this.clock() });
    const status = outcome.error === undefined ? 200 : 400;
    sendPage(response, h(AccountPage, { user, account, keeping, ...outcome }), { status });
  }
}
