import {
  type Alert,
  type AlertCommand,
  alertDecider,
  type AlertDefinition,
  alertStream,
  type AlertSubject,
  type Asked,
  describeAlert,
  DomainError,
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
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal, sentBy } from '../ground/principal.js';
import { UserSchedules } from '../schedules/user-schedules.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { AlertAnswerDto, AlertDto, AlertListDto } from './alerts.dto.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/**
 * The alerts of a user. The answer to a change comes when it is durable. When a schedule is removed
 * later, its alerts never trigger.
 */
@Controller('api/v1/alerts')
@UseGuards(OwnerGuard)
export class AlertsController {
  constructor(
    private readonly schedules: UserSchedules,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listAlerts', summary: 'Lists the alerts of the user' })
  @ApiOkResponse({ type: AlertListDto })
  async list(@CurrentPrincipal() user: Principal): Promise<AlertListDto> {
    return { alerts: [...(await this.alertsOf(user)).values()].map(withDescription) };
  }

  @Post()
  @ApiOperation({ operationId: 'defineAlert', summary: 'Defines an alert' })
  @ApiCreatedResponse({ type: AlertAnswerDto })
  async define(@CurrentPrincipal() user: Principal, @Body() said: AlertDto): Promise<AlertAnswerDto> {
    const definition = definitionOf(said);
    await this.schedules.require(user.userId, definition.scheduleId);
    const [defined] = await this.handle(user, { type: 'DefineAlert', data: definition });
    if (defined?.type !== 'AlertDefined') throw new Error('DefineAlert defined no alert.');
    return withDescription(defined.data);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readAlert', summary: 'Reads one alert' })
  @ApiOkResponse({ type: AlertAnswerDto })
  @ApiRefusals(400)
  async read(@CurrentPrincipal() user: Principal, @Param('id', ParseIntPipe) id: number): Promise<AlertAnswerDto> {
    const alert = (await this.alertsOf(user)).get(id);
    if (!alert) throw new DomainError('unknown_alert', 'There is no such alert.');
    return withDescription(alert);
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeAlert', summary: 'Replaces an alert' })
  @ApiNoContentResponse()
  async change(
    @CurrentPrincipal() user: Principal,
    @Param('id', ParseIntPipe) id: number,
    @Body() said: AlertDto,
  ): Promise<void> {
    const definition = definitionOf(said);
    await this.schedules.require(user.userId, definition.scheduleId);
    await this.handle(user, { type: 'ChangeAlert', data: { id, ...definition } });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeAlert', summary: 'Removes an alert' })
  @ApiNoContentResponse()
  @ApiRefusals(400)
  async remove(@CurrentPrincipal() user: Principal, @Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.handle(user, { type: 'RemoveAlert', data: { id } });
  }

  private async alertsOf({ userId }: Principal): Promise<ReadonlyMap<number, Alert>> {
    return (await readState(this.store, alertStream(userId), alertDecider)).state.byId;
  }

  private async handle(user: Principal, asked: Asked<AlertCommand>) {
    const command = { ...asked, metadata: sentBy(user, this.clock()) };
    return (await handleCommand(this.store, alertStream(user.userId), alertDecider, command)).events;
  }
}

/** The DTO has checked that the subject has the fields of its kind. */
function definitionOf({ comparison, hours, subject, scheduleId }: AlertDto): AlertDefinition {
  return { comparison, hours, subject: subject as AlertSubject, ...(scheduleId !== undefined && { scheduleId }) };
}

const withDescription = ({ id, ...definition }: Alert) => ({
  id,
  description: describeAlert(definition),
  ...definition,
});
