export {
  answerOf,
  type ClientOptions,
  createTimeledgerClient,
  type Credential,
  type Session,
  type TimeledgerClient,
} from './create-client.js';
export { withoutApostrophes } from './files/formulas.js';
export { type HistoryFault, HistoryFileError } from './files/history-file-error.js';
export { ROW_LENGTHS, type RowLength, type Table, tableIn, type TableOptions } from './files/history-table.js';
export { exportBatches, type ImportStep, tableBatches } from './files/import-batches.js';
export { localDateOf, localDateTimeOf, momentOf } from './local-time.js';
export type { components, operations, paths } from './schema.js';
export { type Refusal, TimeledgerError } from './timeledger-error.js';
