import { DamagedLogError } from '../disk/damaged-log.js';
import { positionKey, revisionKey } from './keys.js';
import { recordBehind } from './lookups.js';
import { decodeRecord, type LogRecord } from './record.js';
import { type Table, type Tables } from '../disk/tables.js';

/**
 * The half-open range `[from, to)` of positions or revisions to read, its direction and its limit.
 */
export interface PageRequest {
  readonly from: bigint;
  readonly to: bigint;
  readonly backwards: boolean;
  readonly maxRecords: number;
}

/** Consecutive records in reading order. `isLast`: the range has no further records. */
export interface Page {
  readonly records: readonly LogRecord[];
  readonly isLast: boolean;
}

/** The memory of one page. A page ends with the first record that passes this. */
const PAGE_BYTES = 512 * 1024;

/** One page of the log, by position. Throws DamagedLogError when a record has changed. */
export function readLogPage(tables: Tables, request: PageRequest): Page {
  return collect(tables.log, request, positionKey, (key, bytes) => {
    const record = decodeRecord(bytes);
    if (record.position !== key.readBigUInt64BE(0)) throw new DamagedLogError('an event is not at its position');
    return record;
  });
}

const RECORDS_OF_A_PAGE = 1_024;

/** The records of `[from, to)`, page by page. Throws DamagedLogError when one has changed. */
export function* recordsBetween(tables: Tables, from: bigint, to: bigint): Generator<LogRecord> {
  for (let at = from, isLast = false; !isLast;) {
    const page = readLogPage(tables, { from: at, to, backwards: false, maxRecords: RECORDS_OF_A_PAGE });
    yield* page.records;
    isLast = page.isLast;
    at = (page.records.at(-1)?.position ?? to) + 1n;
  }
}

/**
 * One page of a stream, by revision, without removed events. Throws DamagedLogError when a record
 * has changed.
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
  // snapshot off: an open cursor would hold a read transaction, which blocks freed pages of the
  // file.
  for (const { key, value } of table.getRange({ ...range, snapshot: false })) {
    entries++;
    const record = toRecord(key, value);
    if (record === undefined) continue;
    records.push(record);
    bytes += record.length;
    if (bytes >= PAGE_BYTES) return { records, isLast: false };
  }
  return { records, isLast: entries < maxRecords };
}
