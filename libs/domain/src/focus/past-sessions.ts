import { type CountsByRun, sumOfRuns, withReport } from './enforcements.js';
import type { EnforcementCounts, FocusEvent, FocusSession } from './events.js';

/** A focus session that is over. */
export interface PastFocusSession extends Omit<FocusSession, 'endsAt'> {
  /** Epoch ms. */
  readonly endedAt: number;
  readonly because: 'stopped' | 'elapsed';
  readonly enforced: EnforcementCounts;
}

/**
 * Collects sessions that are over at a moment (epoch ms) out of the events of a stream, which come
 * with the newest first. A session ends by itself, also when no event tells it yet.
 */
export class PastSessions {
  readonly sessions: PastFocusSession[] = [];
  private readonly runs = new Map<number, CountsByRun>();
  private readonly ends = new Map<number, Pick<PastFocusSession, 'endedAt' | 'because'>>();

  constructor(private readonly now: number) {}

  add({ type, data }: FocusEvent): void {
    if (type === 'FocusSessionEnded') {
      const { sessionId, endedAt, because } = data;
      this.ends.set(sessionId, { endedAt, because });
      return;
    }
    if (type === 'FocusEnforced') {
      this.runs.set(data.sessionId, withReport(this.runs.get(data.sessionId) ?? new Map(), data));
      return;
    }
    if (type !== 'FocusSessionStarted') return;
    const { endsAt, ...session } = data;
    const end = this.ends.get(session.id) ?? { endedAt: endsAt, because: 'elapsed' as const };
    const enforced = sumOfRuns(this.runs.get(session.id) ?? new Map());
    this.ends.delete(session.id);
    this.runs.delete(session.id);
    if (end.endedAt <= this.now) this.sessions.push({ ...session, ...end, enforced });
  }
}
