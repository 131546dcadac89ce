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
import { RequestedReport, type ReportRequest } from '../analytics/report-request.js';
import { DocumentedAnswer, type RenderedAnswer } from '../http/documented-answer.js';
import { type OriginSettings, ownOrigin } from '../front/own-origin.js';
import { SETTINGS } from '../ground/settings.module.js';
import { peopleOf } from './people-of.js';
import { memberAnswer, teamAnswer } from './team-answer.js';
import { TeamReports } from './team-reports.js';
import {
  CreatedInvitationDto,
  CreateTeamDto,
  SharingDto,
  TeamDto,
  TeamListDto,
  TeamWithMembersDto,
} from './teams.dto.js';
import { Teams, type UserTeam } from './teams.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { ApiReportAnswer } from '../analytics/report.dto.js';
import { DataQueryDto } from '../analytics/report-query.dto.js';
import { ApiQueryParameters } from '../openapi/documented-parameters.js';

/** The teams that the user administers or joined. Every other team is unknown to them. */
@Controller('api/v1/teams')
@UseGuards(OwnerGuard)
export class TeamsController {
  constructor(
    private readonly teams: Teams,
    private readonly reports: TeamReports,
    private readonly accounts: Accounts,
    @Inject(SETTINGS) private readonly settings: OriginSettings,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listTeams', summary: 'Lists the teams that the user administers or joined' })
  @ApiOkResponse({ type: TeamListDto })
  async list(@CurrentPrincipal() { userId }: Principal): Promise<TeamListDto> {
    return { teams: (await this.teams.listOf(userId)).map((one) => teamAnswer(one, userId)) };
  }

  @Post()
  @ApiOperation({ operationId: 'createTeam', summary: 'Creates a team; the user is its administrator' })
  @ApiCreatedResponse({ type: TeamDto })
  async create(@CurrentPrincipal() { userId }: Principal, @Body() { name, sharing }: CreateTeamDto): Promise<TeamDto> {
    return teamAnswer(await this.teams.create(userId, { name, sharing }), userId);
  }

  /** Only the administrator sees the members. */
  @Get(':id')
  @ApiOperation({ operationId: 'readTeam', summary: 'Reads one team; its administrator also sees the members' })
  @ApiOkResponse({ type: TeamWithMembersDto })
  async read(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<TeamWithMembersDto> {
    const one = { id, team: await this.teams.teamFor(id, userId) };
    const answer = teamAnswer(one, userId);
    return answer.role === 'admin' ? { ...answer, members: await this.membersOf(one) } : answer;
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'closeTeam', summary: 'Closes a team, for its administrator' })
  @ApiNoContentResponse()
  async close(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<void> {
    await this.teams.change(id, userId, { type: 'CloseTeam', data: {} });
  }

  @Put(':id/sharing')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'changeTeamSharing',
    summary: 'Sets the most that the team sees of its members, for its administrator',
  })
  @ApiNoContentResponse()
  async share(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() { sharing }: SharingDto,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'ChangeSharing', data: { sharing } });
  }

  /** The link lets one user join. Only this answer shows it. */
  @Post(':id/invitations')
  @ApiOperation({
    operationId: 'createInvitation',
    summary: 'Makes an invitation for one user, for the administrator; only this answer shows it',
  })
  @ApiCreatedResponse({ type: CreatedInvitationDto })
  @ApiRefusals(400)
  async invite(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<CreatedInvitationDto> {
    const { token, expiresAt } = await this.teams.invite(id, userId);
    const link = `${ownOrigin(this.settings, request)}/invitations/${token}`;
    return { link, token, expiresAt: new Date(expiresAt).toISOString() };
  }

  @Put(':id/members/me')
  @HttpCode(204)
  @ApiOperation({ operationId: 'agreeToSharing', summary: 'Agrees to share more or less' })
  @ApiNoContentResponse()
  async agree(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() { sharing }: SharingDto,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'AgreeToSharing', data: { agreed: sharing } });
  }

  @Delete(':id/members/me')
  @HttpCode(204)
  @ApiOperation({ operationId: 'leaveTeam', summary: 'Leaves a team' })
  @ApiNoContentResponse()
  async leave(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<void> {
    await this.teams.change(id, userId, { type: 'LeaveTeam', data: {} });
  }

  @Delete(':id/members/:userId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeMember', summary: 'Removes a member from a team, for the administrator' })
  @ApiNoContentResponse()
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    await this.teams.change(id, principal.userId, { type: 'RemoveMember', data: { userId } });
  }

  @Get(':id/data')
  @UseInterceptors(DocumentedAnswer)
  @ApiOperation({
    operationId: 'readTeamData',
    summary: 'Reports the time of all members together, as far as they share it',
  })
  @ApiQueryParameters(DataQueryDto)
  @ApiReportAnswer()
  @ApiRefusals(400, 403)
  async report(@Param('id') id: string, @RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.reports.answer(await this.teams.teamFor(id, request.userId), request);
  }

  /** E-mail addresses come from the accounts, so members without an account are left out. */
  private async membersOf(one: UserTeam) {
    const people = await peopleOf(this.accounts, one.team.members.values());
    return people.map(({ member, account }) => memberAnswer(one, member, account.email));
  }
}
