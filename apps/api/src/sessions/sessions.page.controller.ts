import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';
import { Sessions } from '../identity/sessions.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { SessionsPage } from './sessions.page.js';

/** The page that shows where a user is signed in. */
@Controller('account/sessions')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class SessionsPageController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly browser: BrowserSessions,
  ) {}

  @Get()
  async show(
    @Query('done') done: unknown,
    @CurrentPageUser() user: PageUser,
    @CurrentPrincipal() { credentialId: thisId }: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const { timeZone } = await this.accounts.accountOf(user.userId);
    const sessions = await this.sessions.listOf(user.userId);
    const notice = done === 'ended' ? 'The session has ended.' : undefined;
    sendPage(response, h(SessionsPage, { user, sessions, thisId, timeZone, notice }));
  }

  @Post(':id/end')
  @HttpCode(303)
  async end(
    @Param('id') sessionId: string,
    @CurrentPrincipal() { userId, credentialId }: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (sessionId === credentialId) {
      await this.browser.end(request, response);
      return response.redirect(303, '/sign-in');
    }
    await this.sessions.endOne(userId, sessionId);
    response.redirect(303, '/account/sessions?done=ended');
  }
}
