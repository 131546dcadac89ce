import { DomainError, type Sharing, SHARING_LEVELS } from '@app/domain';
import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { CurrentPrincipal, type GuardedRequest, type Principal, principalOf } from '../ground/principal.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { Visitors } from '../guards/page-user.js';
import { InvitationPage, JoinedPage } from './invitation.page.js';
import { Teams } from './teams.js';

/** Where the link of an invitation leads: joining is the choice of who opens it, and so is leaving again. */
@Controller()
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class InvitationPageController {
  constructor(
    private readonly teams: Teams,
    private readonly visitors: Visitors,
  ) {}

  @Get('invitations/:token')
  async show(@Param('token') token: string, @Req() request: GuardedRequest, @Res() response: Response): Promise<void> {
    const { name, sharing } = (await this.teams.invitation(token)).team;
    sendPage(response, h(InvitationPage, { visitor: await this.visitors.of(request), token, name, sharing }));
  }

  /** The form says what was shown: when the team shares more meanwhile, the user has not agreed to it. */
  @Post('invitations/:token')
  @HttpCode(200)
  async join(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: GuardedRequest,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.visitors.of(request);
    const { id, team } = await this.teams.accept(principalOf(request).userId, token, sharingIn(body));
    sendPage(response, h(JoinedPage, { visitor, id, name: team.name }));
  }

  @Post('account/teams/:id/leave')
  @HttpCode(303)
  async leave(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'LeaveTeam', data: {} });
    response.redirect(303, '/account');
  }
}

function sharingIn(body: unknown): Sharing {
  const said = formFields(body).one('sharing');
  const sharing = SHARING_LEVELS.find((level) => level === said);
  if (!sharing) throw new DomainError('invalid_sharing', 'The form does not say what would be shared.');
  return sharing;
}
