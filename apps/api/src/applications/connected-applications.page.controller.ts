import { Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { CurrentPageUser } from '../guards/page-user.js';
import type { PageUser } from '../pages/page.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ConnectedApplications } from './connected-applications.js';
import { ConnectedApplicationsPage } from './connected-applications.page.js';
import { Grants } from './grants.js';

/** The page of the applications to which a user gave access. */
@Controller('account/applications')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class ConnectedApplicationsPageController {
  constructor(
    private readonly connected: ConnectedApplications,
    private readonly grants: Grants,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const applications = await this.connected.listOf(user.userId);
    sendPage(response, h(ConnectedApplicationsPage, { user, applications }));
  }

  @Post(':clientId/disconnect')
  @HttpCode(303)
  async disconnect(
    @CurrentPrincipal() { userId }: Principal,
    @Param('clientId') clientId: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.grants.disconnect(userId, clientId, this.clock());
    response.redirect(303, '/account/applications');
  }
}
