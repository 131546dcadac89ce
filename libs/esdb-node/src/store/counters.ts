import { type Tables } from '../disk/tables.js';

/** The position of the next event and the number of the next new stream. */
export interface Tail {
  readonly position: bigint;
  readonly streamNumber: number;
}

/**
 * The version of the tables. It goes up when tables or values change their shape. Format 1 has no
 * deflated values, and is read as it is.
 */
const FORMAT = 2;
const FORMATS_READ: readonly number[] = [1, FORMAT];

const FORMAT_KEY = Buffer.from('format');
const TAIL_KEY = Buffer.from('tail');
const EMPTY_LOG: Tail = { position: 0n, streamNumber: 1 };

/** Marks the tables with this format. Works inside a transaction or alone. */
export function writeFormat({ counters }: Tables): void {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(FORMAT);
  counters.putSync(FORMAT_KEY, bytes);
}

/**
 * Marks tables of an earlier format with this one, before they get values of it: an earlier version
 * of the program then refuses them. Throws Error when the tables have a format that is unknown.
 */
export function raiseFormat(tables: Tables): void {
  const found = tables.counters.get(FORMAT_KEY)?.readUInt32BE(0) ?? 0;
  if (!FORMATS_READ.includes(found))
    throw new Error(`it has format ${found}, and this version reads formats ${FORMATS_READ.join(' and ')}`);
  if (found !== FORMAT) tables.root.transactionSync(() => writeFormat(tables));
}

/** The end of the log. */
export function readTail({ counters }: Tables): Tail {
  const bytes = counters.get(TAIL_KEY);
  if (bytes === undefined) return EMPTY_LOG;
  return { position: bytes.readBigUInt64BE(0), streamNumber: bytes.readUInt32BE(8) };
}

/** Sets the end of the log. Call it inside a transaction. */
export function writeTail({ counters }: Tables, { position, streamNumber }: Tail): void {
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeBigUInt64BE(position);
  bytes.writeUInt32BE(streamNumber, 8);
  counters.putSync(TAIL_KEY, bytes);
}
