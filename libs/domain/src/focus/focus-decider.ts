import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { FIRST_ID, idAfter } from '../numbering.js';
import { passingOver } from '../events/passing-over.js';
import { type CountsByRun, highest, NOTHING_ENFORCED, withReport } from './enforcements.js';
import type {
  EnforcementCounts,
  FocusBlocking,
  FocusEnforced,
  FocusEvent,
  FocusSession,
  FocusSessionEnded,
} from './events.js';
import { MOST_REPORTS, MOST_RUNS } from './limits.js';
import { FIRST_BLOCKING, readBlocking } from './read-blocking.js';
import { readFocusEvent } from './read-focus-event.js';

export interface StartFocusSession extends Command {
  readonly type: 'StartFocusSession';
  readonly data: { readonly durationMinutes: number; readonly endsAt: number };
}

/** The user ends the running session. */
export interface StopFocusSession extends Command {
  readonly type: 'StopFocusSession';
  readonly data: Record<string, never>;
}

/** The time of the session has passed. */
export interface ElapseFocusSession extends Command {
  readonly type: 'ElapseFocusSession';
  readonly data: { readonly sessionId: number };
}

/** The user chooses what sessions keep away: see `readBlocking`. */
export interface ChooseFocusBlocking extends Command {
  readonly type: 'ChooseFocusBlocking';
  readonly data: { readonly levels: readonly number[]; readonly allowed: readonly string[] };
}

/** A run of an agent tells its counts since its start. */
export interface ReportEnforcements extends Command {
  readonly type: 'ReportEnforcements';
  readonly data: EnforcementCounts & { readonly sessionId: number; readonly runId: string };
}

export type FocusCommand =
  StartFocusSession | StopFocusSession | ElapseFocusSession | ChooseFocusBlocking | ReportEnforcements;

export interface Focus {
  /** The id for the next definition in the stream. See `idAfter`. */
  readonly nextId: number;
  /** The session without an end event. Its time may have passed. */
  readonly latest: FocusSession | undefined;
  readonly blocking: FocusBlocking;
  /** What was kept away in the newest session, also after its end. Undefined before the first. */
  readonly enforced: SessionReports | undefined;
}

/** What the runs of agents told about one session. */
export interface SessionReports {
  readonly sessionId: number;
  readonly runs: CountsByRun;
  readonly reports: number;
}

/**
 * The rules of a `focus-` stream: one session at a time. A session ends by itself when its time has
 * passed. If that is not recorded before the next start, the start records it first. Reports of
 * enforcements count for the newest session, also when they come after its end. A report without
 * news, and one over the limits of a session, gives no event.
 *
 * Refuses with `focus_session_running`, `no_focus_session`, and as `readBlocking` does.
 */
export const focusDecider = passingOver<Focus, FocusCommand, FocusEvent>(readFocusEvent, {
  initialState: { nextId: FIRST_ID, latest: undefined, blocking: FIRST_BLOCKING, enforced: undefined },

  decide({ type, data, metadata: { now } }, focus) {
    const running = runningSession(focus, now);
    switch (type) {
      case 'StartFocusSession': {
        if (running) throw new DomainError('focus_session_running', 'A focus session is running; end it first.');
        const ended = focus.latest ? [elapsed(focus.latest)] : [];
        const { durationMinutes, endsAt } = data;
        const session = { id: focus.nextId + ended.length, durationMinutes, startedAt: now, endsAt };
        return [...ended, { type: 'FocusSessionStarted', data: session }];
      }
      case 'StopFocusSession':
        if (!running) throw new DomainError('no_focus_session', 'No focus session is running.');
        return [{ type: 'FocusSessionEnded', data: { sessionId: running.id, endedAt: now, because: 'stopped' } }];
      case 'ElapseFocusSession':
        return focus.latest?.id === data.sessionId && !running ? [elapsed(focus.latest)] : [];
      case 'ChooseFocusBlocking': {
        const blocking = readBlocking(data);
        const isSame = JSON.stringify(blocking) === JSON.stringify(focus.blocking);
        return isSame ? [] : [{ type: 'FocusBlockingChosen', data: blocking }];
      }
      case 'ReportEnforcements':
        return reported({ ...data, at: now }, focus.enforced);
    }
  },

  evolve(focus, event) {
    const nextId = idAfter(focus.nextId, { data: {} });
    switch (event.type) {
      case 'FocusSessionStarted': {
        const enforced = { sessionId: event.data.id, runs: new Map(), reports: 0 };
        return { ...focus, nextId: idAfter(focus.nextId, event), latest: event.data, enforced };
      }
      case 'FocusSessionEnded':
        return { ...focus, nextId, latest: focus.latest?.id === event.data.sessionId ? undefined : focus.latest };
      case 'FocusBlockingChosen':
        return { ...focus, nextId, blocking: event.data };
      case 'FocusEnforced':
        return { ...focus, nextId, enforced: withCounts(focus.enforced, event.data) };
    }
  },

  passedOver: (focus) => ({ ...focus, nextId: focus.nextId + 1 }),
});

/** The running session at this moment (epoch ms). */
export const runningSession = ({ latest }: Focus, now: number): FocusSession | undefined =>
  latest && now < latest.endsAt ? latest : undefined;

const elapsed = ({ id, endsAt }: FocusSession): FocusSessionEnded => ({
  type: 'FocusSessionEnded',
  data: { sessionId: id, endedAt: endsAt, because: 'elapsed' },
});

function reported(data: FocusEnforced['data'], known: SessionReports | undefined): FocusEnforced[] {
  if (known?.sessionId !== data.sessionId) throw new DomainError('no_focus_session', 'This is not the newest session.');
  const before = known.runs.get(data.runId);
  if (known.reports >= MOST_REPORTS || (!before && known.runs.size >= MOST_RUNS)) return [];
  const { minimised, notified, sites } = before ?? NOTHING_ENFORCED;
  const after = highest({ minimised, notified, sites }, data);
  const isNews = after.minimised > minimised || after.notified > notified || after.sites > sites;
  return isNews ? [{ type: 'FocusEnforced', data }] : [];
}

const withCounts = (known: SessionReports | undefined, data: FocusEnforced['data']): SessionReports | undefined =>
  known?.sessionId === data.sessionId
    ? { ...known, runs: withReport(known.runs, data), reports: known.reports + 1 }
    : known;
