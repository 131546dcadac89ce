import type { EncodedRows, RowTable, TableShape } from './activity/write-rows.js';
import type { ReadModels } from './read-models.js';

/** The functions of before, for callers that do not call the methods of ReadModels yet. */
type Arguments<Name extends keyof ReadModels> = ReadModels[Name] extends (...given: infer Given) => unknown
  ? Given
  : never;

export const emptyTables = (readModels: ReadModels, ...given: Arguments<'emptyTables'>) =>
  readModels.emptyTables(...given);
export const hasRows = (readModels: ReadModels, ...given: Arguments<'hasRows'>) => readModels.hasRows(...given);
export const readCheckpoint = (readModels: ReadModels, ...given: Arguments<'readCheckpoint'>) =>
  readModels.readCheckpoint(...given);
export const readCheckpoints = (readModels: ReadModels, ...given: Arguments<'readCheckpoints'>) =>
  readModels.readCheckpoints(...given);
export const writeCheckpoint = (readModels: ReadModels, ...given: Arguments<'writeCheckpoint'>) =>
  readModels.writeCheckpoint(...given);
export const writeCheckpoints = (readModels: ReadModels, ...given: Arguments<'writeCheckpoints'>) =>
  readModels.writeCheckpoints(...given);
export const forgetCheckpoints = (readModels: ReadModels, ...given: Arguments<'forgetCheckpoints'>) =>
  readModels.forgetCheckpoints(...given);
export const hasForeignCheckpoint = (readModels: ReadModels, ...given: Arguments<'hasForeignCheckpoint'>) =>
  readModels.hasForeignCheckpoint(...given);
export const parkEvents = (readModels: ReadModels, ...given: Arguments<'parkEvents'>) =>
  readModels.parkEvents(...given);
export const countParkedEvents = (readModels: ReadModels, ...given: Arguments<'countParkedEvents'>) =>
  readModels.countParkedEvents(...given);
export const readLiveMembers = (readModels: ReadModels, ...given: Arguments<'readLiveMembers'>) =>
  readModels.readLiveMembers(...given);
export const writeHeartbeat = (readModels: ReadModels, ...given: Arguments<'writeHeartbeat'>) =>
  readModels.writeHeartbeat(...given);
export const writeLeave = (readModels: ReadModels, ...given: Arguments<'writeLeave'>) =>
  readModels.writeLeave(...given);
export const readRebuild = (readModels: ReadModels, ...given: Arguments<'readRebuild'>) =>
  readModels.readRebuild(...given);
export const writeRebuild = (readModels: ReadModels, ...given: Arguments<'writeRebuild'>) =>
  readModels.writeRebuild(...given);
export const makeSideTables = (readModels: ReadModels, ...given: Arguments<'makeSideTables'>) =>
  readModels.makeSideTables(...given);
export const dropSideTables = (readModels: ReadModels, ...given: Arguments<'dropSideTables'>) =>
  readModels.dropSideTables(...given);
export const markSideTables = (readModels: ReadModels, ...given: Arguments<'markSideTables'>) =>
  readModels.markSideTables(...given);
export const swapSideTables = (readModels: ReadModels, ...given: Arguments<'swapSideTables'>) =>
  readModels.swapSideTables(...given);
export const mergeSideTable = (readModels: ReadModels, ...given: Arguments<'mergeSideTable'>) =>
  readModels.mergeSideTable(...given);
export const eraseDayRows = (readModels: ReadModels, ...given: Arguments<'eraseDayRows'>) =>
  readModels.eraseDayRows(...given);
export const eraseUserRows = (readModels: ReadModels, ...given: Arguments<'eraseUserRows'>) =>
  readModels.eraseUserRows(...given);
export const engineTime = (readModels: ReadModels, ...given: Arguments<'engineTime'>) =>
  readModels.engineTime(...given);
export const arePartsGone = (readModels: ReadModels, ...given: Arguments<'arePartsGone'>) =>
  readModels.arePartsGone(...given);
export const readDevices = (readModels: ReadModels, ...given: Arguments<'readDevices'>) =>
  readModels.readDevices(...given);
export const readReport = (readModels: ReadModels, ...given: Arguments<'readReport'>) =>
  readModels.readReport(...given);
export const readWeekdays = (readModels: ReadModels, ...given: Arguments<'readWeekdays'>) =>
  readModels.readWeekdays(...given);

export const tablesOnHand = <Table extends TableShape>(
  readModels: ReadModels,
  tables: readonly Table[],
): Promise<Table[]> => readModels.tablesOnHand(tables);

export const writeEncoded = <Row extends { readonly userId: string }>(
  readModels: ReadModels,
  table: RowTable<Row>,
  rows: EncodedRows<Row>,
): Promise<void> => readModels.writeEncoded(table, rows);

export const writeRows = <Row extends { readonly userId: string }>(
  readModels: ReadModels,
  table: RowTable<Row>,
  rows: readonly Row[],
): Promise<void> => readModels.writeRows(table, rows);
