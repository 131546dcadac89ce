/** Why a file of history cannot be read, for programs. */
export type HistoryFault = 'unknown-encoding' | 'other-encoding' | 'encoding-needed' | 'no-table' | 'row-length-needed';

/** A file of history cannot be read. `message` is a sentence for the person at a terminal. */
export class HistoryFileError extends Error {
  constructor(
    readonly code: HistoryFault,
    message: string,
  ) {
    super(message);
    this.name = 'HistoryFileError';
  }
}
