import { type Tables } from '../disk/tables.js';

/** The position of the next event and the number of the next new stream. */
export interface Tail {
  readonly position: bigint;
  readonly streamNumber: number;
}

/** The version of the tables. It goes up when tables or values change their shape. */
const FORMAT = 1;

const FORMAT_KEY = Buffer.from('format');
const TAIL_KEY = Buffer.from('tail');
const EMPTY_LOG: Tail = { position: 0n, streamNumber: 1 };

/** Marks the tables with this format. Works inside a transaction or alone. */
export function writeFormat({ counters }: Tables): void {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(FORMAT);
  counters.putSync(FORMAT_KEY, bytes);
}

/** Throws Error when the tables have another format. */
export function checkFormat({ counters }: Tables): void {
  const found = counters.get(FORMAT_KEY)?.readUInt32BE(0);
  if (found !== FORMAT) throw new Error(`it has format ${found ?? 0}, and this version reads format ${FORMAT}`);
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
