import type { LocalDate } from '../calendar/local-date.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { passingOver } from '../log/passing-over.js';
import type { Slice } from './erased-slice.js';
import type { ErasedDay, ErasureEvent, ErasureProgress, ErasureRequested } from './events.js';
import { readErasureEvent } from './read-erasure-event.js';

/** Asks for an erasure: of a slice of time, or, without one, of the account. */
export interface RequestErasure extends Command {
  readonly type: 'RequestErasure';
  readonly data: Omit<ErasureRequested['data'], 'requestedAt'>;
}

/** Says how far an erasure is. Safe to say again. */
export interface NoteErasure extends Command {
  readonly type: 'NoteErasure';
  readonly data: ErasureProgress;
}

export type ErasureCommand = RequestErasure | NoteErasure;

/** How far it is, in this order. */
export type ErasurePhase =
  'requested' | 'erasing' | 'awaiting-scavenge' | 'deleting-rows' | 'awaiting-merges' | 'completed';

/** The newest erasure that a user asked for. */
export interface Erasure {
  readonly erasureId: string;
  readonly requestedAt: number;
  readonly isAccount: boolean;
  readonly phase: ErasurePhase;
  /** Undefined for an account, and once the log is erased. */
  readonly slice: Slice | undefined;
  readonly taxonomyRevision: number;
  /** Days that are still to be looked at, and how many it were. */
  readonly daysLeft: readonly LocalDate[];
  readonly daysSeen: number;
  readonly erased: readonly ErasedDay[];
  readonly upTo: string;
  /** Why the event store has not removed its bytes, when it refused to. */
  readonly reason: string | undefined;
  readonly rowsErasedAt: number | undefined;
}

/** Which phase each event belongs into, and which one it leads to. */
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
 * The rules of an `erasure-` stream. A user has one erasure at a time; that of the account takes the place of any other, and
 * none is taken on after it. What is said of another erasure than the newest, or of a phase that is over, gives no event.
 *
 * Refuses with `erasure_running`.
 */
export const erasureDecider = passingOver<Erasure | undefined, ErasureCommand, ErasureEvent>(readErasureEvent, {
  initialState: undefined,

  decide(command, erasure) {
    if (command.type === 'NoteErasure') return isNews(command.data, erasure) ? [command.data] : [];
    const { data, metadata } = command;
    if (erasure && erasure.phase !== 'completed') {
      // Asked again: the account is on its way out.
      if (erasure.isAccount && !data.slice) return [];
      if (data.slice)
        throw new DomainError('erasure_running', 'An erasure is running. Ask again when it is completed.');
    }
    return [{ type: 'ErasureRequested', data: { ...data, requestedAt: metadata.now } }];
  },

  evolve(erasure, event) {
    if (event.type === 'ErasureRequested') return requested(event.data);
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

const requested = ({ erasureId, requestedAt, slice, taxonomyRevision }: ErasureRequested['data']): Erasure => ({
  ...{ erasureId, requestedAt, slice, taxonomyRevision, isAccount: !slice, phase: 'requested' },
  ...{ daysLeft: [], daysSeen: 0, erased: [], upTo: '0', reason: undefined, rowsErasedAt: undefined },
});

/** From here on the stream begins with this event: it says all that counts. */
const logErased = ({
  erasureId,
  requestedAt,
  isAccount,
  daysSeen,
  days,
  upTo,
}: Extract<ErasureEvent, { type: 'LogErased' }>['data']) => ({
  ...{ erasureId, requestedAt, isAccount, daysSeen, erased: days, upTo, daysLeft: [], slice: undefined },
  phase: 'awaiting-scavenge' as const,
});
