import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { Invitations } from './invitations.js';
import { teamAnswer } from './team-answer.js';
import { InvitationDto, SharingDto, TeamDto } from './teams.dto.js';
import { Teams } from './teams.js';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** Invitations to a team, by their token. The user with the token decides whether to join. */
@Controller('api/v1/invitations')
@UseGuards(OwnerGuard)
export class InvitationsController {
  constructor(
    private readonly teams: Teams,
    private readonly invitations: Invitations,
  ) {}

  /** What the user would share, before anything is shared. */
  @Get(':token')
  @ApiOperation({
    operationId: 'readInvitation',
    summary: 'Reads what the user would share with a team, before joining it',
  })
  @ApiOkResponse({ type: InvitationDto })
  async read(@Param('token') token: string): Promise<InvitationDto> {
    const { name, sharing, expiresAt, ...shown } = await this.invitations.read(token);
    return { name, sharing, ...shown, expiresAt: new Date(expiresAt).toISOString() };
  }

  /**
   * `sharing` is what the page showed to the user and what they agree to. When the team shares more
   * by then, they do not agree to that.
   */
  @Post(':token/accept')
  @HttpCode(200)
  @ApiOperation({ operationId: 'acceptInvitation', summary: 'Joins a team, and agrees to share what was shown' })
  @ApiOkResponse({ type: TeamDto })
  @ApiRefusals(409)
  async accept(
    @CurrentPrincipal() { userId }: Principal,
    @Param('token') token: string,
    @Body() { sharing }: SharingDto,
  ): Promise<TeamDto> {
    return teamAnswer(await this.teams.accept(userId, token, sharing), userId);
  }

  @Post(':token/decline')
  @HttpCode(204)
  @ApiOperation({ operationId: 'declineInvitation', summary: 'Ends an invitation, and joins no team' })
  @ApiNoContentResponse()
  async decline(@Param('token') token: string): Promise<void> {
    await this.teams.decline(token);
  }
}
