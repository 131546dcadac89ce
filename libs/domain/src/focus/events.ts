import type { DomainEvent } from '../decider.js';

/** A level of productivity that a session may keep away. */
export type BlockedLevel = -2 | -1;

/** What agents and extensions keep away while a session runs. */
export interface FocusBlocking {
  /** Empty: nothing. `-1` is there only together with `-2`. */
  readonly levels: readonly BlockedLevel[];
  /** Names of applications and sites that are never blocked, as the user wrote them. */
  readonly allowed: readonly string[];
}

/**
 * How often the programs of a user kept something away. It names neither windows nor sites: an
 * erasure of time has nothing to look for here.
 */
export interface EnforcementCounts {
  /** Windows that were minimised. */
  readonly minimised: number;
  /** Notifications in the place of a minimised window. */
  readonly notified: number;
  /** Pages of a browser that were blocked. */
  readonly sites: number;
}

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

/** The user chose what sessions keep away. */
export interface FocusBlockingChosen extends DomainEvent {
  readonly type: 'FocusBlockingChosen';
  readonly data: FocusBlocking;
}

/**
 * What one run of an agent has kept away in a session so far. The counts are those since the start
 * of the run, so the newest event of a run replaces its earlier ones.
 */
export interface FocusEnforced extends DomainEvent {
  readonly type: 'FocusEnforced';
  readonly data: EnforcementCounts & {
    readonly sessionId: number;
    /** A random id of the run. It names no device. */
    readonly runId: string;
    readonly at: number;
  };
}

/** The events of a `focus-` stream. */
export type FocusEvent = FocusSessionStarted | FocusSessionEnded | FocusBlockingChosen | FocusEnforced;

/** The events that the documented feeds show. */
export type FedFocusEvent = FocusSessionStarted | FocusSessionEnded;
