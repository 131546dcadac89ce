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
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { ScheduleDto } from './schedules.dto.js';
import { UserSchedules } from './user-schedules.js';

/** The hours of the week that a user names, to restrict reports and alerts to. A change is durable when it is answered. */
@Controller('api/v1/schedules')
@UseGuards(OwnerGuard)
export class SchedulesController {
  constructor(
    private readonly schedules: UserSchedules,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentPrincipal() { userId }: Principal) {
    const { byId } = await this.schedules.of(userId);
    return { schedules: [...byId.values()] };
  }

  @Post()
  async create(@CurrentPrincipal() user: Principal, @Body() { name, ranges }: ScheduleDto) {
    const [created] = await this.handle(user, { type: 'CreateSchedule', data: { name, ranges } });
    return created?.data;
  }

  @Get(':id')
  async read(@CurrentPrincipal() { userId }: Principal, @Param('id', ParseIntPipe) id: number) {
    const schedule = (await this.schedules.of(userId)).byId.get(id);
    if (!schedule) throw new DomainError('unknown_schedule', 'There is no such schedule.');
    return schedule;
  }

  @Put(':id')
  @HttpCode(204)
  async replace(
    @CurrentPrincipal() user: Principal,
    @Param('id', ParseIntPipe) id: number,
    @Body() { name, ranges }: ScheduleDto,
  ): Promise<void> {
    await this.handle(user, { type: 'ReplaceSchedule', data: { id, name, ranges } });
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentPrincipal() user: Principal, @Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.handle(user, { type: 'RemoveSchedule', data: { id } });
  }

  private async handle({ userId }: Principal, asked: Asked<ScheduleCommand>) {
    const metadata = { now: this.clock(), principalId: userId };
    const command = { ...asked, metadata };
    return (await handleCommand(this.store, scheduleStream(userId), scheduleDecider, command)).events;
  }
}
