import type { LocalDate } from '../calendar/local-date.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { passingOver } from '../events/passing-over.js';
import type { Slice } from './erased-slice.js';
import type { ErasedDay, ErasedRange, ErasureEvent, ErasureProgress, ErasureRequested } from './events.js';
import { readErasureEvent } from './read-erasure-event.js';

/**
 * Asks for an erasure of a slice of time. Without a slice, it asks for the erasure of the account.
 */
export interface RequestErasure extends Command {
  readonly type: 'RequestErasure';
  readonly data: Omit<ErasureRequested['data'], 'requestedAt'>;
}

/** Reports progress of an erasure. To report the same again changes nothing. */
export interface NoteErasure extends Command {
  readonly type: 'NoteErasure';
  readonly data: ErasureProgress;
}

export type ErasureCommand = RequestErasure | NoteErasure;

/** The phases of an erasure, in their order. */
export type ErasurePhase =
  'requested' | 'erasing' | 'awaiting-scavenge' | 'deleting-rows' | 'awaiting-merges' | 'completed';

/** The newest erasure that a user asked for. */
export interface Erasure {
  readonly erasureId: string;
  readonly requestedAt: number;
  readonly isAccount: boolean;
  readonly phase: ErasurePhase;
  /** Undefined when the erasure is of the account, and after `LogErased`. */
  readonly slice: Slice | undefined;
  readonly taxonomyRevision: number;
  /** The days that the eraser has still to look at, and the number of all days. */
  readonly daysLeft: readonly LocalDate[];
  readonly daysSeen: number;
  readonly erased: readonly ErasedDay[];
  readonly upTo: string;
  /** Why the event store refused to remove the bytes, if it did. */
  readonly reason: string | undefined;
  readonly rowsErasedAt: number | undefined;
  /** The ranges of the erasures whose time is out of the log, the newest last. */
  readonly ranges: readonly ErasedRange[];
}

/** For each event of progress: the phase in which it counts, and the phase that follows it. */
const STEPS: Record<ErasureProgress['type'], readonly [from: ErasurePhase, to: ErasurePhase]> = {
  ErasureBegun: ['requested', 'erasing'],
  DaysErased: ['erasing', 'erasing'],
  LogErased: ['erasing', 'awaiting-scavenge'],
  ScavengeRefused: ['awaiting-scavenge', 'awaiting-scavenge'],
  LogScavenged: ['awaiting-scavenge', 'deleting-rows'],
  RowsErased: ['deleting-rows', 'awaiting-merges'],
  ErasureCompleted: ['awaiting-merges', 'completed'],
};

/**
 * The rules of an `erasure-` stream. A user has one erasure at a time. An erasure of the account
 * replaces any other, and is the user's last. Progress of an erasure that is not the newest, or of
 * a phase that is over, gives no event.
 *
 * Refuses with `erasure_running`.
 */
export const erasureDecider = passingOver<Erasure | undefined, ErasureCommand, ErasureEvent>(readErasureEvent, {
  initialState: undefined,

  decide(command, erasure) {
    if (command.type === 'NoteErasure') return isNews(command.data, erasure) ? [command.data] : [];
    const { data, metadata } = command;
    if (erasure && erasure.phase !== 'completed') {
      // The erasure of the account is running already: the same request again changes nothing.
      if (erasure.isAccount && !data.slice) return [];
      if (data.slice)
        throw new DomainError('erasure_running', 'An erasure is running. Ask again when it is completed.');
    }
    return [{ type: 'ErasureRequested', data: { ...data, requestedAt: metadata.now } }];
  },

  evolve(erasure, event) {
    if (event.type === 'ErasureRequested') return requested(event.data, erasure?.ranges);
    if (event.type === 'LogErased')
      return { ...(erasure ?? requested({ ...event.data, taxonomyRevision: -1 })), ...logErased(event.data) };
    if (!erasure || erasure.erasureId !== event.data.erasureId) return erasure;
    const phase = STEPS[event.type][1];
    switch (event.type) {
      case 'ErasureBegun':
        return { ...erasure, phase, daysLeft: event.data.days, daysSeen: event.data.days.length };
      case 'DaysErased': {
        const done = new Map(event.data.days.map(({ localDate, begins }) => [localDate, begins]));
        const daysLeft = erasure.daysLeft.filter((day) => !done.has(day));
        const fresh = erasure.daysLeft.flatMap((localDate) => {
          const begins = done.get(localDate);
          return begins == null ? [] : [{ localDate, begins }];
        });
        return { ...erasure, phase, daysLeft, erased: [...erasure.erased, ...fresh] };
      }
      case 'ScavengeRefused':
        return { ...erasure, phase, reason: event.data.reason };
      case 'LogScavenged':
        return { ...erasure, phase, reason: undefined };
      case 'RowsErased':
        return { ...erasure, phase, rowsErasedAt: event.data.at };
      case 'ErasureCompleted':
        return { ...erasure, phase };
    }
  },
});

function isNews({ type, data }: ErasureProgress, erasure: Erasure | undefined): boolean {
  if (erasure?.erasureId !== data.erasureId || erasure.phase !== STEPS[type][0]) return false;
  if (type === 'DaysErased') return data.days.some(({ localDate }) => erasure.daysLeft.includes(localDate));
  if (type === 'ScavengeRefused') return erasure.reason !== data.reason;
  return true;
}

const requested = (
  { erasureId, requestedAt, slice, taxonomyRevision }: ErasureRequested['data'],
  ranges: readonly ErasedRange[] = [],
): Erasure => ({
  ...{ erasureId, requestedAt, slice, taxonomyRevision, isAccount: !slice, phase: 'requested' },
  ...{ daysLeft: [], daysSeen: 0, erased: [], upTo: '0', reason: undefined, rowsErasedAt: undefined },
  ranges,
});

/** The stream is truncated before this event, so the event holds all that is still needed. */
const logErased = ({
  erasureId,
  requestedAt,
  isAccount,
  daysSeen,
  days,
  upTo,
  ranges = [],
}: Extract<ErasureEvent, { type: 'LogErased' }>['data']) => ({
  ...{ erasureId, requestedAt, isAccount, daysSeen, erased: days, upTo, daysLeft: [], slice: undefined, ranges },
  phase: 'awaiting-scavenge' as const,
});
