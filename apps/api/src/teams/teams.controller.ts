import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { Accounts } from '../identity/accounts.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { type OriginSettings, ownOrigin } from '../front/own-origin.js';
import { SETTINGS } from '../ground/settings.module.js';
import { InvitationMails } from './invitation-mails.js';
import { peopleOf } from './people-of.js';
import { isListedFor, memberAnswer, teamAnswer } from './team-answer.js';
import {
  CreatedInvitationDto,
  CreateTeamDto,
  InvitedDto,
  SeenByNameDto,
  SharingDto,
  TeamDto,
  TeamListDto,
  TeamWithMembersDto,
} from './teams.dto.js';
import { Teams, type UserTeam } from './teams.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** The teams that the user administers or joined. Every other team is unknown to them. */
@Controller('api/v1/teams')
@UseGuards(OwnerGuard)
export class TeamsController {
  constructor(
    private readonly teams: Teams,
    private readonly accounts: Accounts,
    private readonly mails: InvitationMails,
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

  @Get(':id')
  @ApiOperation({ operationId: 'readTeam', summary: 'Reads one team, and its members as far as they agreed' })
  @ApiOkResponse({ type: TeamWithMembersDto })
  async read(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<TeamWithMembersDto> {
    const one = { id, team: await this.teams.teamFor(id, userId) };
    const shown = teamAnswer(one, userId);
    const mailsInvitations = shown.role === 'admin' && (await this.mails.areSentFor(userId));
    return { ...shown, ...(await this.membersFor(one, userId)), mailsInvitations };
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
    return this.invited(await this.teams.invite(id, userId), request);
  }

  /** The mail has the link too. A person without a mailbox gets it from the user. */
  @Post(':id/invitations/mail')
  @ApiOperation({
    operationId: 'mailInvitation',
    summary: 'Makes an invitation for one user, and mails its link, for the administrator',
  })
  @ApiCreatedResponse({ type: CreatedInvitationDto })
  @ApiRefusals(400, 409)
  async inviteByMail(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() { email }: InvitedDto,
    @Req() request: Request,
  ): Promise<CreatedInvitationDto> {
    await this.teams.requireAdministrator(id, userId);
    const mail = await this.mails.prepare(userId, email);
    const made = await this.teams.invite(id, userId);
    mail(made.token);
    return this.invited(made, request);
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

  @Put(':id/members/me/name')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'agreeToBeNamed',
    summary: 'Agrees to be seen by name in a team, and so to be in no sum of it',
  })
  @ApiNoContentResponse()
  async name(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') id: string,
    @Body() { sharing, by }: SeenByNameDto,
  ): Promise<void> {
    await this.teams.change(id, userId, { type: 'AgreeToBeNamed', data: { sharing, by } });
  }

  @Delete(':id/members/me/name')
  @HttpCode(204)
  @ApiOperation({ operationId: 'stopBeingNamed', summary: 'Stops being seen by name in a team' })
  @ApiNoContentResponse()
  async stopNaming(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<void> {
    await this.teams.change(id, userId, { type: 'StopBeingNamed', data: {} });
  }

  private invited({ token, expiresAt }: { token: string; expiresAt: number }, request: Request): CreatedInvitationDto {
    const link = `${ownOrigin(this.settings, request)}/invitations/${token}`;
    return { link, token, expiresAt: new Date(expiresAt).toISOString() };
  }

  /** E-mail addresses come from the accounts, so members without an account are left out. */
  private async membersFor(one: UserTeam, userId: string) {
    const people = await peopleOf(this.accounts, one.team.members.values());
    const listed = people.filter(({ member }) => isListedFor(one, userId, member));
    const members = listed.map(({ member, account }) => memberAnswer(one, userId, member, account.email));
    return { members, unlisted: people.length - listed.length };
  }
}
