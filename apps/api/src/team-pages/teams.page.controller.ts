import { NAMED_INTERVALS, SHARING_LEVELS } from '@app/domain';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { ApiError } from '../ground/api-error.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { peopleOf } from '../teams/people-of.js';
import { isListedFor } from '../teams/team-answer.js';
import { NamedPage, type ShownTeam, TeamsPage } from './teams.page.js';
import { Teams, type UserTeam } from '../teams/teams.js';

/** What the page says after a change. */
const NOTICES: Readonly<Record<string, string>> = {
  left: 'You have left the team. Tables of earlier weeks stay.',
  declined: 'You have declined. Nothing is shared, and the invitation has ended.',
  shared: 'Saved. It holds from the first week that is not published yet.',
  named: 'The team sees you by name from today on.',
  unnamed: 'The team no longer sees you by name.',
};

/** The pages on which users see their teams, share more or less, and leave. */
@Controller('account/teams')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class TeamsPageController {
  constructor(
    private readonly teams: Teams,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  async show(
    @Query('done') done: unknown,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : undefined;
    const teams: ShownTeam[] = [];
    for (const one of await this.teams.listOf(user.userId)) teams.push(await this.shown(one, user.userId));
    sendPage(response, h(TeamsPage, { user, teams, notice }));
  }

  @Get(':id/name')
  async showNaming(
    @Param('id') id: string,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    sendPage(response, h(NamedPage, { user, id, team: await this.teams.teamFor(id, user.userId) }));
  }

  @Post(':id/name')
  @HttpCode(303)
  async name(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const sharing = chosen(body, 'sharing', SHARING_LEVELS);
    if (sharing === 'nothing') throw new ApiError('invalid_sharing', 'The form does not say what would be shared.');
    const by = chosen(body, 'by', NAMED_INTERVALS);
    await this.teams.change(id, userId, { type: 'AgreeToBeNamed', data: { sharing, by } });
    response.redirect(303, '/account/teams?done=named');
  }

  @Post(':id/unname')
  @HttpCode(303)
  async stopNaming(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'StopBeingNamed', data: {} });
    response.redirect(303, '/account/teams?done=unnamed');
  }

  @Post(':id/sharing')
  @HttpCode(303)
  async share(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const agreed = chosen(body, 'sharing', SHARING_LEVELS);
    await this.teams.change(id, userId, { type: 'AgreeToSharing', data: { agreed } });
    response.redirect(303, '/account/teams?done=shared');
  }

  @Post(':id/leave')
  @HttpCode(303)
  async leave(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'LeaveTeam', data: {} });
    response.redirect(303, '/account/teams?done=left');
  }

  private async shown(one: UserTeam, userId: string): Promise<ShownTeam> {
    const people = (await peopleOf(this.accounts, one.team.members.values())).filter(
      ({ member }) => member.userId !== userId,
    );
    const others = people.filter(({ member }) => isListedFor(one, userId, member)).map(({ account }) => account.email);
    return { ...one, others, unlisted: people.length - others.length };
  }
}

/** The value of a field that is one of these. Throws ApiError `invalid_sharing`. */
function chosen<T extends string>(body: unknown, field: string, values: readonly T[]): T {
  const text = formFields(body).one(field);
  const value = values.find((one) => one === text);
  if (!value) throw new ApiError('invalid_sharing', 'The form does not say what would be shared.');
  return value;
}
