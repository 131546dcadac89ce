import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import type { Slice, SliceBound } from './erased-slice.js';

/**
 * Asks for an erasure. Only this event holds the names of what is erased. The erasure removes it
 * too.
 */
export interface ErasureRequested extends DomainEvent {
  readonly type: 'ErasureRequested';
  readonly data: {
    readonly erasureId: string;
    /** Epoch ms. */
    readonly requestedAt: number;
    /** Undefined for an erasure of the account: then everything of the user goes. */
    readonly slice?: Slice;
    /**
     * Revision of the user's newest taxonomy event at that time; -1 for none. A category means what
     * this taxonomy says.
     */
    readonly taxonomyRevision: number;
  };
}

/** Lists the days that the eraser must look at. */
export interface ErasureBegun extends DomainEvent {
  readonly type: 'ErasureBegun';
  readonly data: { readonly erasureId: string; readonly days: readonly LocalDate[] };
}

/** The streams of these days hold nothing readable of the slice any more. */
export interface DaysErased extends DomainEvent {
  readonly type: 'DaysErased';
  readonly data: {
    readonly erasureId: string;
    /**
     * `begins`: the log position, as text, at which the day begins now. Null when the day had no
     * time of the slice.
     */
    readonly days: readonly { readonly localDate: LocalDate; readonly begins: string | null }[];
  };
}

/** An erased day, and the log position at which it begins now. */
export interface ErasedDay {
  readonly localDate: LocalDate;
  readonly begins: string;
}

/**
 * An erasure took all time of this range. It has no name, so it may stay when the request goes.
 * Agents drop what they still hold of it.
 */
export interface ErasedRange {
  readonly erasureId: string;
  /** Epoch ms. The erasure took nothing that was recorded later. */
  readonly requestedAt: number;
  /** As in `Slice`. */
  readonly from?: SliceBound;
  readonly to?: SliceBound;
  readonly device?: string;
}

/**
 * No stream holds anything readable of the erased time any more. This event has all that the rest
 * of the erasure needs, without any name.
 */
export interface LogErased extends DomainEvent {
  readonly type: 'LogErased';
  readonly data: {
    readonly erasureId: string;
    readonly requestedAt: number;
    /** True for an erasure of the account. */
    readonly isAccount: boolean;
    /** How many days the eraser looked at. */
    readonly daysSeen: number;
    readonly days: readonly ErasedDay[];
    /**
     * A log position, as text. Rows that are projected up to here hold nothing of the erased time.
     */
    readonly upTo: string;
    /** The newest ranges, with that of this erasure: see `rangesWith`. Earlier versions: none. */
    readonly ranges?: readonly ErasedRange[];
  };
}

/** The event store did not remove the bytes yet. The eraser asks again. */
export interface ScavengeRefused extends DomainEvent {
  readonly type: 'ScavengeRefused';
  readonly data: { readonly erasureId: string; readonly reason: string };
}

/** The event store has removed its bytes. */
export interface LogScavenged extends DomainEvent {
  readonly type: 'LogScavenged';
  readonly data: { readonly erasureId: string };
}

/**
 * The tables have no row of the erased time any more. Old files of ClickHouse may still hold some.
 */
export interface RowsErased extends DomainEvent {
  readonly type: 'RowsErased';
  /** When the rows went, in epoch seconds by the clock of ClickHouse. */
  readonly data: { readonly erasureId: string; readonly at: number };
}

export interface ErasureCompleted extends DomainEvent {
  readonly type: 'ErasureCompleted';
  readonly data: { readonly erasureId: string };
}

/** The events that report the progress of an erasure. */
export type ErasureProgress =
  ErasureBegun | DaysErased | LogErased | ScavengeRefused | LogScavenged | RowsErased | ErasureCompleted;

/** The events of an `erasure-` stream. */
export type ErasureEvent = ErasureRequested | ErasureProgress;
