import { DamagedLogError } from '../disk/damaged-log.js';
import { positionKey, revisionKey } from './keys.js';
import { recordBehind } from './lookups.js';
import { decodeRecord, type LogRecord } from './record.js';
import { type Table, type Tables } from '../disk/tables.js';

/** The half-open range `[from, to)` of positions or revisions to read, which end to begin at, and how much at most. */
export interface PageRequest {
  readonly from: bigint;
  readonly to: bigint;
  readonly backwards: boolean;
  readonly maxRecords: number;
}

/** Consecutive records in reading order. `isLast`: the range holds nothing behind them. */
export interface Page {
  readonly records: readonly LogRecord[];
  readonly isLast: boolean;
}

/** What one page may hold in memory: it ends with the first record that passes this. */
const PAGE_BYTES = 512 * 1024;

/** One page of the log, by position. Throws DamagedLogError when a record is not what was written there. */
export function readLogPage(tables: Tables, request: PageRequest): Page {
  return collect(tables.log, request, positionKey, (key, bytes) => {
    const record = decodeRecord(bytes);
    if (record.position !== key.readBigUInt64BE(0)) throw new DamagedLogError('an event is not at its position');
    return record;
  });
}

/**
 * One page of a stream, by revision; removed events are passed over. Throws DamagedLogError when a record is not what
 * was written there.
 */
export function readStreamPage(tables: Tables, streamNumber: number, request: PageRequest): Page {
  const toKey = (revision: bigint): Buffer => revisionKey(streamNumber, revision);
  return collect(tables.revisions, request, toKey, (key, position) =>
    recordBehind(tables, position, key.readBigUInt64BE(4)),
  );
}

function collect(
  table: Table,
  { from, to, backwards, maxRecords }: PageRequest,
  toKey: (place: bigint) => Buffer,
  toRecord: (key: Buffer, value: Buffer) => LogRecord | undefined,
): Page {
  if (from >= to) return { records: [], isLast: true };
  const [start, end] = backwards ? [to - 1n, from] : [from, to - 1n];
  const range = { start: toKey(start), end: toKey(end), inclusiveEnd: true, reverse: backwards, limit: maxRecords };
  const records: LogRecord[] = [];
  let entries = 0;
  let bytes = 0;
  // snapshot off: the cursor is not kept open as a read transaction that would pin freed pages of the file.
  for (const { key, value } of table.getRange({ ...range, snapshot: false })) {
    entries++;
    const record = toRecord(key, value);
    if (record === undefined) continue;
    records.push(record);
    bytes += record.bytes.length;
    if (bytes >= PAGE_BYTES) return { records, isLast: false };
  }
  return { records, isLast: entries < maxRecords };
}
