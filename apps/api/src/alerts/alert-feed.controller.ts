import {
  ALERT_FEED_MS,
  alertDecider,
  alertStream,
  alertTriggers,
  parseAlertFeed,
  readAlertEvent,
  readOrPassOver,
} from '@app/domain';
import { type EventStore, readState, recordedSince } from '@app/event-store';
import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { DocumentedGet } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { JSON_TYPE, RenderedAnswer } from '../http/documented-answer.js';
import { Parameters } from '../http/parameters.js';
import type { RequestParameters } from '../http/request-parameters.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { renderAlerts, renderAlertTriggers } from './render-alert-feed.js';
import { ApiExtraModels, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ALERT_FEED, AlertFeedQueryDto, DocumentedAlertDto, TriggeredAlertDto } from './alert-feed.dto.js';
import { ApiQueryParameters } from '../openapi/documented-parameters.js';

/** How much the clocks of the alert reactor, of the event store and of this process may differ. */
const CLOCKS_DIFFER_MS = 86_400_000;

/** The Alerts Feed API: the alerts of the user, and those that triggered lately. */
@Controller()
export class AlertFeedController {
  constructor(
    private readonly accounts: Accounts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ForKeys('read', 'read_post')
  @DocumentedGet('alerts_feed', 'alert_data')
  @ApiOperation({
    operationId: 'readAlertsFeed',
    summary: 'Lists the alerts that triggered lately, or all alerts',
  })
  @ApiQueryParameters(AlertFeedQueryDto)
  @ApiExtraModels(TriggeredAlertDto, DocumentedAlertDto)
  @ApiOkResponse({ schema: ALERT_FEED })
  async read(
    @CurrentPrincipal() { userId }: Principal,
    @Parameters() parameters: RequestParameters,
  ): Promise<RenderedAnswer> {
    const { op, alertId } = parseAlertFeed(Object.fromEntries(parameters));
    const { plan } = await this.accounts.accountOf(userId);
    if (plan === 'lite') return new RenderedAnswer(JSON_TYPE, '[]');
    const answer = op === 'list' ? this.alerts(userId, alertId) : this.triggers(userId, alertId);
    return new RenderedAnswer(JSON_TYPE, await answer);
  }

  private async alerts(userId: string, alertId: number | undefined): Promise<string> {
    const { state } = await readState(this.store, alertStream(userId), alertDecider);
    return renderAlerts([...state.byId.values()].filter(({ id }) => alertId === undefined || id === alertId));
  }

  /**
   * The store records a trigger when it happens or later. So events that it recorded before the
   * period need not be read.
   */
  private async triggers(userId: string, alertId: number | undefined): Promise<string> {
    const sinceMs = this.clock() - ALERT_FEED_MS;
    const recorded = await recordedSince(this.store, alertStream(userId), sinceMs - CLOCKS_DIFFER_MS);
    const events = recorded.flatMap((stored) => readOrPassOver(readAlertEvent, stored) ?? []);
    return renderAlertTriggers(alertTriggers(events, { sinceMs, alertId }));
  }
}
