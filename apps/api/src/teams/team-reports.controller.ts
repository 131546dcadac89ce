import { Controller, Get, Param, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DataQueryDto } from '../analytics/report-query.dto.js';
import { RequestedReport, type ReportRequest } from '../analytics/report-request.js';
import { ApiReportAnswer } from '../analytics/report.dto.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { DocumentedAnswer, type RenderedAnswer } from '../http/documented-answer.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { ApiQueryParameters } from '../openapi/documented-parameters.js';
import { NamedReports } from './named-reports.js';
import { PublishedWeeks } from './published-weeks.js';
import { weeksAnswer } from './team-answer.js';
import { TeamReports } from './team-reports.js';
import { PublishedWeekListDto } from './teams.dto.js';
import { Teams } from './teams.js';

/** What a team sees of its members. Every other team is unknown to a user. */
@Controller('api/v1/teams')
@UseGuards(OwnerGuard)
export class TeamReportsController {
  constructor(
    private readonly teams: Teams,
    private readonly reports: TeamReports,
    private readonly named: NamedReports,
    private readonly weeks: PublishedWeeks,
  ) {}

  @Get(':id/data')
  @UseInterceptors(DocumentedAnswer)
  @ApiOperation({
    operationId: 'readTeamData',
    summary: 'Reports sums of whole published weeks of a team',
  })
  @ApiQueryParameters(DataQueryDto)
  @ApiReportAnswer()
  @ApiRefusals(400)
  async report(@Param('id') id: string, @RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    await this.teams.teamFor(id, request.userId);
    return this.reports.answer(id, request);
  }

  @Get(':id/weeks')
  @ApiOperation({
    operationId: 'listPublishedWeeks',
    summary: 'Lists the weeks of a team: those that can be asked for, and why others cannot',
  })
  @ApiOkResponse({ type: PublishedWeekListDto })
  async published(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<PublishedWeekListDto> {
    await this.teams.teamFor(id, userId);
    return weeksAnswer(await this.weeks.listOf(id));
  }

  @Get(':id/members/:userId/data')
  @UseInterceptors(DocumentedAnswer)
  @ApiOperation({
    operationId: 'readNamedMemberData',
    summary: 'Reports the time of a member who agreed to be seen by name, as far as that',
  })
  @ApiQueryParameters(DataQueryDto)
  @ApiReportAnswer()
  @ApiRefusals(400)
  async ofMember(
    @Param('id') id: string,
    @Param('userId') memberId: string,
    @RequestedReport() request: ReportRequest,
  ): Promise<RenderedAnswer> {
    return this.named.answer(await this.teams.teamFor(id, request.userId), memberId, request);
  }
}
