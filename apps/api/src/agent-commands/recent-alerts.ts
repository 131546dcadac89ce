import { alertStream, alertTriggers, readAlertEvent, readOrPassOver } from '@app/domain';
import { type EventStore, recordedSince } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE } from '../stores/tokens.js';
import type { AgentAlertDto } from './commands.dto.js';

/** An older alert is no news any more. An agent that was away shows what is at most this old. */
const RECENT_MS = 3_600_000;
const MOST_ALERTS = 10;
/** How much the clocks of the reactor, of the event store and of this process may differ. */
const CLOCKS_DIFFER_MS = 3_600_000;

/** The alerts that triggered just now, for agents. */
@Injectable()
export class RecentAlerts {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** The newest alerts of the last hour, at most ten, the oldest first. `now` is epoch ms. */
  async of(userId: string, now: number): Promise<AgentAlertDto[]> {
    const sinceMs = now - RECENT_MS;
    const recorded = await recordedSince(this.store, alertStream(userId), sinceMs - CLOCKS_DIFFER_MS);
    const events = recorded.flatMap((stored) => readOrPassOver(readAlertEvent, stored) ?? []);
    return alertTriggers(events, { sinceMs, alertId: undefined })
      .slice(0, MOST_ALERTS)
      .reverse()
      .map(({ id, description, at }) => ({ id, text: description, at: new Date(at).toISOString() }));
  }
}
