import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';

/**
 * The user is about to change the offline time of a day. Days have streams of their own, and the
 * log has no list of changes over all days. It names nothing: the day says what changed. It is
 * written first, so a change may be missing in the day, when the server stopped in between.
 */
export interface DayChangeListed extends DomainEvent {
  readonly type: 'DayChangeListed';
  readonly data: {
    readonly localDate: LocalDate;
    /** The id of the command, which is in the metadata of the events in the day. */
    readonly commandId: string;
    /** Where the first of them will be, unless another one comes first. */
    readonly revision: number;
  };
}

/** What an import takes: events of an export, or the table of another tracker. */
export type ImportFormat = 'timeledger' | 'rescuetime';

/** The user imports a file. A file comes in many calls, and only the first is listed. */
export interface ImportListed extends DomainEvent {
  readonly type: 'ImportListed';
  readonly data: {
    readonly format: ImportFormat;
    /** Epoch ms. */
    readonly at: number;
  };
}

/** The events of a `history-` stream: changes that stand in no other short stream of the user. */
export type HistoryEvent = DayChangeListed | ImportListed;
