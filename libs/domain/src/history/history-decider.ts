import type { Command } from '../decider.js';
import { passingOver } from '../events/passing-over.js';
import type { HistoryEvent, ImportFormat, ImportListed } from './events.js';
import { readHistoryEvent } from './read-history-event.js';

/** Lists a call of an import. */
export interface ListImport extends Command {
  readonly type: 'ListImport';
  readonly data: { readonly format: ImportFormat };
}

/** Calls of one file follow each other within seconds. A person may wait between two files. */
const ONE_IMPORT_MS = 3_600_000;

/**
 * The rules of imports in a `history-` stream. Its state is the newest import of each format. A
 * call of an import within an hour of the listed one belongs to it, and gives no event.
 */
export const historyDecider = passingOver<
  Readonly<Partial<Record<ImportFormat, ImportListed['data']>>>,
  ListImport,
  HistoryEvent
>(readHistoryEvent, {
  initialState: {},

  decide({ data: { format }, metadata }, imports) {
    const newest = imports[format];
    const isListed = newest !== undefined && Math.abs(metadata.now - newest.at) < ONE_IMPORT_MS;
    return isListed ? [] : [{ type: 'ImportListed', data: { format, at: metadata.now } }];
  },

  evolve: (imports, { type, data }) => (type === 'ImportListed' ? { ...imports, [data.format]: data } : imports),
});
