import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { Request } from 'express';
import { Accounts } from '../identity/accounts.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { Asked, type Question } from '../analytics/report-request.js';
import { DocumentedAnswer, type RenderedAnswer } from '../http/documented-answer.js';
import { ownOrigin } from '../http/own-origin.js';
import { PUBLIC_URL } from '../stores/tokens.js';
import { peopleOf } from './people-of.js';
import { memberAnswer, teamAnswer } from './team-answer.js';
import { TeamReports } from './team-reports.js';
import { CreateTeamDto, SharingDto } from './teams.dto.js';
import { Teams, type UserTeam } from './teams.js';

/** Teams of who asks: those they administer and those they joined. Of any other there is nothing. */
@Controller('api/v1/teams')
@UseGuards(OwnerGuard)
export class TeamsController {
  constructor(
    private readonly teams: Teams,
    private readonly reports: TeamReports,
    private readonly accounts: Accounts,
    @Inject(PUBLIC_URL) private readonly publicUrl: string | undefined,
  ) {}

  @Get()
  async list(@CurrentPrincipal() { userId }: Principal) {
    return { teams: (await this.teams.listOf(userId)).map((one) => teamAnswer(one, userId)) };
  }

  @Post()
  async create(@CurrentPrincipal() { userId }: Principal, @Body() { name, sharing }: CreateTeamDto) {
    return teamAnswer(await this.teams.create(userId, { name, sharing }), userId);
  }

  /** Who is in it, the administrator sees only. */
  @Get(':id')
  async read(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string) {
    const one = { id, team: await this.teams.of(id, userId) };
    const answer = teamAnswer(one, userId);
    return answer.role === 'admin' ? { ...answer, members: await this.membersOf(one) } : answer;
  }

  @Delete(':id')
  @HttpCode(204)
  async close(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<void> {
    await this.teams.change(id, userId, { type: 'CloseTeam', data: {} });
  }

  @Put(':id/sharing')
  @HttpCode(204)
  async share(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() { sharing }: SharingDto,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'ChangeSharing', data: { sharing } });
  }

  /** The link lets one user join: it is shown here and never again. */
  @Post(':id/invitations')
  async invite(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string, @Req() request: Request) {
    const { token, expiresAt } = await this.teams.invite(id, userId);
    const link = `${ownOrigin(request, this.publicUrl)}/invitations/${token}`;
    return { link, token, expiresAt: new Date(expiresAt).toISOString() };
  }

  @Put(':id/members/me')
  @HttpCode(204)
  async agree(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() { sharing }: SharingDto,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'AgreeToSharing', data: { agreed: sharing } });
  }

  @Delete(':id/members/me')
  @HttpCode(204)
  async leave(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<void> {
    await this.teams.change(id, userId, { type: 'LeaveTeam', data: {} });
  }

  @Delete(':id/members/:userId')
  @HttpCode(204)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    await this.teams.change(id, principal.userId, { type: 'RemoveMember', data: { userId } });
  }

  @Get(':id/data')
  @UseInterceptors(DocumentedAnswer)
  async report(@Param('id') id: string, @Asked() question: Question): Promise<RenderedAnswer> {
    return this.reports.answer(await this.teams.of(id, question.userId), question);
  }

  /** Addresses are read from the accounts, so those of who is gone are gone. */
  private async membersOf(one: UserTeam) {
    const people = await peopleOf(this.accounts, one.team.members.values());
    return people.map(({ member, account }) => memberAnswer(one, member, account.email));
  }
}
