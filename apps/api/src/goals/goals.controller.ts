import {
  type AlertSubject,
  type Asked,
  type GoalCommand,
  goalDecider,
  type GoalDefinition,
  goalStream,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
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
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, sentBy } from '../ground/principal.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { UserSchedules } from '../schedules/user-schedules.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { GoalAnswerDto, GoalDto, GoalListDto } from './goals.dto.js';

/**
 * The goals of a user. The answer to a change comes when it is durable. When a schedule is removed
 * later, its goals count no time.
 */
@Controller('api/v1/goals')
@UseGuards(OwnerGuard)
export class GoalsController {
  constructor(
    private readonly schedules: UserSchedules,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listGoals', summary: 'Lists the goals of the user' })
  @ApiOkResponse({ type: GoalListDto })
  async list(@CurrentPrincipal() { userId }: Principal): Promise<GoalListDto> {
    const { state } = await readState(this.store, goalStream(userId), goalDecider);
    return { goals: [...state.byId.values()] };
  }

  @Post()
  @ApiOperation({ operationId: 'setGoal', summary: 'Sets a goal' })
  @ApiCreatedResponse({ type: GoalAnswerDto })
  async set(@CurrentPrincipal() user: Principal, @Body() asked: GoalDto): Promise<GoalAnswerDto> {
    const definition = definitionOf(asked);
    await this.schedules.require(user.userId, definition.scheduleId);
    const [set] = await this.handle(user, { type: 'SetGoal', data: definition });
    if (set?.type !== 'GoalSet') throw new Error('SetGoal set no goal.');
    return set.data;
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeGoal', summary: 'Replaces a goal' })
  @ApiNoContentResponse()
  async change(
    @CurrentPrincipal() user: Principal,
    @Param('id', ParseIntPipe) id: number,
    @Body() asked: GoalDto,
  ): Promise<void> {
    const definition = definitionOf(asked);
    await this.schedules.require(user.userId, definition.scheduleId);
    await this.handle(user, { type: 'ChangeGoal', data: { id, ...definition } });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeGoal', summary: 'Removes a goal' })
  @ApiNoContentResponse()
  @ApiRefusals(400)
  async remove(@CurrentPrincipal() user: Principal, @Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.handle(user, { type: 'RemoveGoal', data: { id } });
  }

  private async handle(user: Principal, asked: Asked<GoalCommand>) {
    const metadata = sentBy(user, this.clock());
    return (await handleCommand(this.store, goalStream(user.userId), goalDecider, { ...asked, metadata })).events;
  }
}

/** The DTO has checked that the subject has the fields of its kind. */
function definitionOf({ aim, hours, per, subject, scheduleId }: GoalDto): GoalDefinition {
  return { aim, hours, per, subject: subject as AlertSubject, ...(scheduleId !== undefined && { scheduleId }) };
}
