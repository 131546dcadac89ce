import type { DomainEvent } from '../decider.js';

/** A stretch of time in which a user wants no distractions. */
export interface FocusSession {
  /** Unique in the user's stream, and growing. */
  readonly id: number;
  /** The planned length in whole minutes. */
  readonly durationMinutes: number;
  /** Epoch ms, half-open. */
  readonly startedAt: number;
  readonly endsAt: number;
}

export interface FocusSessionStarted extends DomainEvent {
  readonly type: 'FocusSessionStarted';
  readonly data: FocusSession;
}

/** The session is over: the user stopped it, or its time has passed. */
export interface FocusSessionEnded extends DomainEvent {
  readonly type: 'FocusSessionEnded';
  readonly data: { readonly sessionId: number; readonly endedAt: number; readonly because: 'stopped' | 'elapsed' };
}

/** The events of a `focus-` stream. */
export type FocusEvent = FocusSessionStarted | FocusSessionEnded;
