import type { Command } from '../decider.js';
import { passingOver } from '../events/passing-over.js';
import type { DayChangeListed, HistoryEvent, ImportFormat, ImportListed } from './events.js';
import { readHistoryEvent } from './read-history-event.js';

/** Lists a change of a day, before it is made. */
export interface ListDayChange extends Command {
  readonly type: 'ListDayChange';
  readonly data: DayChangeListed['data'];
}

/** Lists a call of an import. */
export interface ListImport extends Command {
  readonly type: 'ListImport';
  readonly data: { readonly format: ImportFormat };
}

export type HistoryCommand = ListDayChange | ListImport;

/** Calls of one file follow each other within seconds. A person may wait between two files. */
const ONE_IMPORT_MS = 3_600_000;

/**
 * The rules of a `history-` stream. Its state is the newest import of each format. A call of an
 * import within an hour of the listed one belongs to it, and gives no event.
 */
export const historyDecider = passingOver<
  Readonly<Partial<Record<ImportFormat, ImportListed['data']>>>,
  HistoryCommand,
  HistoryEvent
>(readHistoryEvent, {
  initialState: {},

  decide({ type, data, metadata }, imports) {
    if (type === 'ListDayChange') return [{ type: 'DayChangeListed', data }];
    const { format } = data;
    const newest = imports[format];
    const isListed = newest !== undefined && Math.abs(metadata.now - newest.at) < ONE_IMPORT_MS;
    return isListed ? [] : [{ type: 'ImportListed', data: { format, at: metadata.now } }];
  },

  evolve: (imports, { type, data }) => (type === 'ImportListed' ? { ...imports, [data.format]: data } : imports),
});
