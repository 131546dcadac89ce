import { type SpoolRecord } from '../spool/record-line.js';

/** The limits of one call to the server. */
export const SERVER_MOST_RECORDS = 500;
export const SERVER_MOST_BYTES = 256 * 1024;

/** The machine and the user who spent the time. */
export interface Device {
  id: string;
  machine: string;
  osUser: string;
  platform: string;
}

/** What stays on this machine for a later call. */
export interface Waiting {
  records: number;
  /** The begin of the oldest one, epoch ms. Missing: none waits. */
  oldestAt?: number | undefined;
}

/** As many bytes as the words of what waits can take. */
const MOST_WAITING: Waiting = { records: 1_000_000_000, oldestAt: 8.64e15 };

/**
 * The longest head of the queue that fits into one call. It holds at least one record of any size.
 */
export function cutBatch(records: readonly SpoolRecord[], device: Device, mostRecords: number): SpoolRecord[] {
  let bytes = Buffer.byteLength(batchBody([], device, MOST_WAITING));
  const fitting = records.slice(0, mostRecords).findIndex((record) => {
    bytes += Buffer.byteLength(JSON.stringify(activityOf(record))) + ','.length;
    return bytes > SERVER_MOST_BYTES;
  });
  return records.slice(0, fitting === -1 ? mostRecords : Math.max(1, fitting));
}

/** The JSON body of one call. */
export function batchBody(records: readonly SpoolRecord[], device: Device, waiting?: Waiting): string {
  return JSON.stringify({ device: { ...device, waiting }, source: 'computers', activities: records.map(activityOf) });
}

function activityOf({ id, application, url, title, startedAt, endedAt }: SpoolRecord) {
  return { id, application, url, title, startedAt, endedAt };
}
