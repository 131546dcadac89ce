import { type Tables } from '../disk/tables.js';

/** What the next event and the next new stream will be called. */
export interface Tail {
  readonly position: bigint;
  readonly streamNumber: number;
}

/** Goes up when the tables or the values in them change their shape. */
const FORMAT = 1;

const FORMAT_KEY = Buffer.from('format');
const TAIL_KEY = Buffer.from('tail');
const EMPTY_LOG: Tail = { position: 0n, streamNumber: 1 };

/** Marks the tables as of this format. Inside a transaction, or as one. */
export function writeFormat({ counters }: Tables): void {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(FORMAT);
  counters.putSync(FORMAT_KEY, bytes);
}

/** Throws Error when the tables are of another format. */
export function checkFormat({ counters }: Tables): void {
  const found = counters.get(FORMAT_KEY)?.readUInt32BE(0);
  if (found !== FORMAT) throw new Error(`it has format ${found ?? 0}, and this version reads format ${FORMAT}`);
}

/** Where the log ends. */
export function readTail({ counters }: Tables): Tail {
  const bytes = counters.get(TAIL_KEY);
  if (bytes === undefined) return EMPTY_LOG;
  return { position: bytes.readBigUInt64BE(0), streamNumber: bytes.readUInt32BE(8) };
}

/** Inside a transaction. */
export function writeTail({ counters }: Tables, { position, streamNumber }: Tail): void {
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeBigUInt64BE(position);
  bytes.writeUInt32BE(streamNumber, 8);
  counters.putSync(TAIL_KEY, bytes);
}
