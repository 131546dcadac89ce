import { crc32 } from 'node:zlib';

/** One span as it waits on disk and as the server takes it. The id is fixed here, so that sending twice is harmless. */
export interface SpoolRecord {
  /** Place in this device's queue; grows by one. */
  sequence: number;
  /** UUID; the server ignores an id that it has seen. */
  id: string;
  application: string;
  title?: string;
  /** Epoch milliseconds; the record is half-open. */
  startedAt: number;
  endedAt: number;
}

const CHECKSUM_LENGTH = 8;

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

/** One line of a segment: CRC-32 in hex, a space, the record as JSON, a line feed. */
export function encodeLine(record: SpoolRecord): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

/** The record of a line without its line feed; null when the line is torn or damaged. */
export function decodeLine(line: string): SpoolRecord | null {
  const json = line.slice(CHECKSUM_LENGTH + 1);
  if (json === '' || line.slice(0, CHECKSUM_LENGTH + 1) !== `${checksum(json)} `) return null;
  return JSON.parse(json) as SpoolRecord;
}

/** What a segment holds: its whole records in order, and where the last of them ends. */
export interface SegmentContent {
  records: SpoolRecord[];
  /** Bytes up to the end of the last whole record; what follows is a torn append. */
  wholeBytes: number;
  /** Lines before `wholeBytes` that do not carry their checksum. */
  damagedLines: number;
}

/** Reads a segment cut anywhere, with or without rubbish behind the cut: only whole records come back. */
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
