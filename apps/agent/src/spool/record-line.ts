import { crc32 } from 'node:zlib';

/**
 * One span as it waits on disk and as the server takes it. Its id is fixed here, so a second
 * sending does no harm.
 */
export interface SpoolRecord {
  /** The place in this device's queue. Grows by one. */
  sequence: number;
  /** The run of the agent that made the record. Absent in records of older agents. */
  run?: string;
  /** A UUID. The server ignores an id that it knows. */
  id: string;
  application: string;
  title?: string;
  /** Host and path of a web page. */
  url?: string;
  /** Epoch milliseconds. The end is exclusive. */
  startedAt: number;
  endedAt: number;
  /** What the times have more than this machine's clock showed. Absent: nothing. */
  correctedMs?: number;
}

const CHECKSUM_LENGTH = 8;

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

/** One line of a segment: a CRC-32 in hex, a space, the record as JSON, a line feed. */
export function encodeLine(record: SpoolRecord): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

/** The record in a line without its line feed. Null when the line is incomplete or damaged. */
export function decodeLine(line: string): SpoolRecord | null {
  const json = line.slice(CHECKSUM_LENGTH + 1);
  if (json === '' || line.slice(0, CHECKSUM_LENGTH + 1) !== `${checksum(json)} `) return null;
  return JSON.parse(json) as SpoolRecord;
}

/** The content of a segment: its whole records in order, and where the last one ends. */
export interface SegmentContent {
  records: SpoolRecord[];
  /** The bytes up to the end of the last whole record. An incomplete append may follow. */
  wholeBytes: number;
  /** The number of lines before `wholeBytes` with a wrong checksum. */
  damagedLines: number;
}

/**
 * Reads a segment that may end anywhere, with or without garbage after that. Returns whole records
 * only.
 */
export function decodeSegment(bytes: Buffer): SegmentContent {
  const content: SegmentContent = { records: [], wholeBytes: 0, damagedLines: 0 };
  let damaged = 0;
  for (let from = 0, end = bytes.indexOf(10); end !== -1; from = end + 1, end = bytes.indexOf(10, from)) {
    const record = decodeLine(bytes.toString('utf8', from, end));
    if (record === null) {
      damaged += 1;
      continue;
    }
    content.records.push(record);
    content.wholeBytes = end + 1;
    content.damagedLines = damaged;
  }
  return content;
}

/** A number of records in words: `1 record`, `2 records`. */
export const recordsText = (count: number): string => (count === 1 ? '1 record' : `${count} records`);
