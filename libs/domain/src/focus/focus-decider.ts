import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { FIRST_ID, idAfter } from '../numbering.js';
import { passingOver } from '../events/passing-over.js';
import type { FocusEvent, FocusSession, FocusSessionEnded } from './events.js';
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

export type FocusCommand = StartFocusSession | StopFocusSession | ElapseFocusSession;

export interface Focus {
  /** The id for the next definition in the stream. See `idAfter`. */
  readonly nextId: number;
  /** The session without an end event. Its time may have passed. */
  readonly latest: FocusSession | undefined;
}

/**
 * The rules of a `focus-` stream: one session at a time. A session ends by itself when its time has
 * passed. If that is not recorded before the next start, the start records it first.
 * Refuses with `focus_session_running` and `no_focus_session`.
 */
export const focusDecider = passingOver<Focus, FocusCommand, FocusEvent>(readFocusEvent, {
  initialState: { nextId: FIRST_ID, latest: undefined },

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
    }
  },

  evolve({ nextId, latest }, event) {
    switch (event.type) {
      case 'FocusSessionStarted':
        return { nextId: idAfter(nextId, event), latest: event.data };
      case 'FocusSessionEnded':
        return {
          nextId: idAfter(nextId, { data: {} }),
          latest: latest?.id === event.data.sessionId ? undefined : latest,
        };
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
