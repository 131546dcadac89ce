import { type Sharing, SHARING_LEVELS } from '@app/domain';
import { Body, Controller, Get, HttpCode, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { ApiError } from '../ground/api-error.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { CurrentPageUser } from '../guards/page-user.js';
import type { PageUser } from '../pages/page.js';
import { InvitationPage, JoinedPage } from './invitation.page.js';
import { Invitations } from '../teams/invitations.js';
import { Teams } from '../teams/teams.js';

/**
 * The page of an invitation. The user who opens it decides whether to join, and may leave again.
 */
@Controller()
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class InvitationPageController {
  constructor(
    private readonly teams: Teams,
    private readonly invitations: Invitations,
  ) {}

  @Get('invitations/:token')
  async show(
    @Param('token') token: string,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    const invitation = await this.invitations.read(token);
    sendPage(response, h(InvitationPage, { user, token, invitation }));
  }

  /**
   * The form holds what the page showed to the user. When the team shares more by now, the user has
   * not agreed to that.
   */
  @Post('invitations/:token')
  @HttpCode(200)
  async join(
    @Param('token') token: string,
    @Body() body: unknown,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    const { id, team } = await this.teams.accept(user.userId, token, sharingIn(body));
    sendPage(response, h(JoinedPage, { user, id, name: team.name }));
  }

  @Post('invitations/:token/decline')
  @HttpCode(303)
  async decline(@Param('token') token: string, @Res() response: Response): Promise<void> {
    await this.teams.decline(token);
    response.redirect(303, '/account/teams?done=declined');
  }
}

function sharingIn(body: unknown): Sharing {
  const said = formFields(body).one('sharing');
  const sharing = SHARING_LEVELS.find((level) => level === said);
  if (!sharing) throw new ApiError('invalid_sharing', 'The form does not say what would be shared.');
  return sharing;
}
