import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import type { Slice } from './erased-slice.js';

/** Names of what is erased are in this event alone, and it is removed with the rest. */
export interface ErasureRequested extends DomainEvent {
  readonly type: 'ErasureRequested';
  readonly data: {
    readonly erasureId: string;
    /** Epoch ms. */
    readonly requestedAt: number;
    /** Of time only; undefined: the account, with all that is the user's. */
    readonly slice?: Slice;
    /** Of the user's newest taxonomy event then; -1 for none. Categories are those that it says. */
    readonly taxonomyRevision: number;
  };
}

/** It is known which days there are to look at. */
export interface ErasureBegun extends DomainEvent {
  readonly type: 'ErasureBegun';
  readonly data: { readonly erasureId: string; readonly days: readonly LocalDate[] };
}

/** These days' streams have nothing of it any more that can be read. */
export interface DaysErased extends DomainEvent {
  readonly type: 'DaysErased';
  readonly data: {
    readonly erasureId: string;
    /** `begins`: log position, as text, of where the day begins now; null when nothing of the day was meant. */
    readonly days: readonly { readonly localDate: LocalDate; readonly begins: string | null }[];
  };
}

/** Where a day begins in the log since it was erased. */
export interface ErasedDay {
  readonly localDate: LocalDate;
  readonly begins: string;
}

/** No stream has anything of it any more that can be read. All that is still to be done is in here, without any name. */
export interface LogErased extends DomainEvent {
  readonly type: 'LogErased';
  readonly data: {
    readonly erasureId: string;
    readonly requestedAt: number;
    /** Whether the account goes. */
    readonly isAccount: boolean;
    /** How many days were looked at. */
    readonly daysSeen: number;
    readonly days: readonly ErasedDay[];
    /** Log position, as text: rows are up to date with the erasure when they are up to here. */
    readonly upTo: string;
  };
}

/** The event store did not remove its bytes yet: it is asked again. */
export interface ScavengeRefused extends DomainEvent {
  readonly type: 'ScavengeRefused';
  readonly data: { readonly erasureId: string; readonly reason: string };
}

/** The event store has removed its bytes. */
export interface LogScavenged extends DomainEvent {
  readonly type: 'LogScavenged';
  readonly data: { readonly erasureId: string };
}

/** The tables have no row of it; parts that held some may still lie about. */
export interface RowsErased extends DomainEvent {
  readonly type: 'RowsErased';
  /** When, in epoch seconds by the clock of ClickHouse. */
  readonly data: { readonly erasureId: string; readonly at: number };
}

export interface ErasureCompleted extends DomainEvent {
  readonly type: 'ErasureCompleted';
  readonly data: { readonly erasureId: string };
}

/** What says how far an erasure is. */
export type ErasureProgress =
  ErasureBegun | DaysErased | LogErased | ScavengeRefused | LogScavenged | RowsErased | ErasureCompleted;

/** The events of an `erasure-` stream. */
export type ErasureEvent = ErasureRequested | ErasureProgress;
