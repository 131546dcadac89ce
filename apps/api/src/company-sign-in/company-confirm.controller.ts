import { Controller, Get, HttpCode, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { ApiError } from '../ground/api-error.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { CompanyAccounts } from './company-accounts.js';
import { CompanyCookies, type PendingLink } from './company-cookies.js';
import { CompanyConfirmPage } from './company-link.page.js';

/**
 * The page on which a user links an account that asks for a code too. The user has just signed in
 * with password and code: a browser that was left open links nothing.
 */
@Controller('sign-in/company/confirm')
@UseGuards(SessionGuard, FreshSignInGuard)
@UseFilters(PageErrorFilter)
export class CompanyConfirmController {
  constructor(
    private readonly accounts: CompanyAccounts,
    private readonly cookies: CompanyCookies,
    private readonly sessions: BrowserSessions,
  ) {}

  @Get()
  show(@CurrentPageUser() user: PageUser, @Req() request: Request, @Res() response: Response): void {
    this.pendingOf(user, request);
    sendPage(response, h(CompanyConfirmPage, { user }));
  }

  @Post()
  @HttpCode(303)
  async link(@CurrentPageUser() user: PageUser, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { person } = this.pendingOf(user, request);
    const shown = await this.accounts.link(user.userId, person);
    this.cookies.pending.clear(request, response);
    await this.sessions.begin(shown, request, response);
    response.redirect(303, '/account?done=linked');
  }

  /** A person at the provider is linked to the account of their own address only. */
  private pendingOf({ email }: PageUser, request: Request): PendingLink {
    const pending = this.cookies.pending.valueIn(request);
    if (pending?.email === email) return pending;
    throw new ApiError('wrong_password', 'Sign in through your company first. That counts for ten minutes.');
  }
}
