import { type OpenedAccount, runningSession, syncIntervalSeconds } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { UserFocus } from '../focus/user-focus.js';
import { LiveChanges } from '../live/live-changes.js';
import type { AgentCommandsDto, RunningFocusDto } from './commands.dto.js';
import { ErasuresForAgents } from './erasures-for-agents.js';
import { RecentAlerts } from './recent-alerts.js';

/** Source: the FocusTime Trigger API, "syncs with our servers on a 1 minute interval". */
const POLL_SECONDS = 60;

/** What the agents of an account should do. */
@Injectable()
export class AgentCommands {
  constructor(
    private readonly focus: UserFocus,
    private readonly alerts: RecentAlerts,
    private readonly erasures: ErasuresForAgents,
    private readonly live: LiveChanges,
  ) {}

  /** `now` is epoch ms. */
  async of(userId: string, { plan, timeZone }: OpenedAccount, now: number): Promise<AgentCommandsDto> {
    return {
      focus: await this.runningFocus(userId, now),
      alerts: plan === 'lite' ? [] : await this.alerts.of(userId, now),
      erasures: await this.erasures.of(userId, timeZone, now),
      nextPollSeconds: POLL_SECONDS,
      syncSeconds: syncIntervalSeconds(plan, this.live.isPageOpen(userId)),
    };
  }

  private async runningFocus(userId: string, now: number): Promise<RunningFocusDto | null> {
    const state = await this.focus.stateOf(userId);
    const session = runningSession(state, now);
    if (!session) return null;
    return {
      state: 'running',
      sessionId: session.id,
      endsAt: new Date(session.endsAt).toISOString(),
      durationMinutes: session.durationMinutes,
      remainingSeconds: (session.endsAt - now) / 1000,
      blockedLevels: state.blocking.levels,
      allowed: state.blocking.allowed,
    };
  }
}
