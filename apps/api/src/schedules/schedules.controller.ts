import { type Asked, DomainError, type ScheduleCommand, scheduleDecider, scheduleStream } from '@app/domain';
import { type EventStore, handleCommand } from '@app/event-store';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseIntPipe,
  Post,
  Put,
  UseGuards,
} from '@nestjs/common';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal, sentBy } from '../ground/principal.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { ScheduleAnswerDto, ScheduleDto, ScheduleListDto } from './schedules.dto.js';
import { UserSchedules } from './user-schedules.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/**
 * Named hours of the week, to restrict reports and alerts to. The answer to a change comes when it
 * is durable.
 */
@Controller('api/v1/schedules')
@UseGuards(OwnerGuard)
export class SchedulesController {
  constructor(
    private readonly schedules: UserSchedules,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listSchedules', summary: 'Lists the schedules of the user' })
  @ApiOkResponse({ type: ScheduleListDto })
  async list(@CurrentPrincipal() { userId }: Principal): Promise<ScheduleListDto> {
    const { byId } = await this.schedules.stateOf(userId);
    return { schedules: [...byId.values()] };
  }

  @Post()
  @ApiOperation({ operationId: 'createSchedule', summary: 'Makes a schedule' })
  @ApiCreatedResponse({ type: ScheduleAnswerDto })
  async create(@CurrentPrincipal() user: Principal, @Body() { name, ranges }: ScheduleDto): Promise<ScheduleAnswerDto> {
    const [created] = await this.handle(user, { type: 'CreateSchedule', data: { name, ranges } });
    if (created?.type !== 'ScheduleCreated') throw new Error('CreateSchedule created no schedule.');
    return created.data;
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readSchedule', summary: 'Reads one schedule' })
  @ApiOkResponse({ type: ScheduleAnswerDto })
  @ApiRefusals(400)
  async read(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id', ParseIntPipe) id: number,
  ): Promise<ScheduleAnswerDto> {
    const schedule = (await this.schedules.stateOf(userId)).byId.get(id);
    if (!schedule) throw new DomainError('unknown_schedule', 'There is no such schedule.');
    return schedule;
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeSchedule', summary: 'Replaces a schedule' })
  @ApiNoContentResponse()
  async replace(
    @CurrentPrincipal() user: Principal,
    @Param('id', ParseIntPipe) id: number,
    @Body() { name, ranges }: ScheduleDto,
  ): Promise<void> {
    await this.handle(user, { type: 'ReplaceSchedule', data: { id, name, ranges } });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeSchedule', summary: 'Removes a schedule' })
  @ApiNoContentResponse()
  @ApiRefusals(400)
  async remove(@CurrentPrincipal() user: Principal, @Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.handle(user, { type: 'RemoveSchedule', data: { id } });
  }

  private async handle(user: Principal, asked: Asked<ScheduleCommand>) {
    const command = { ...asked, metadata: sentBy(user, this.clock()) };
    return (await handleCommand(this.store, scheduleStream(user.userId), scheduleDecider, command)).events;
  }
}
