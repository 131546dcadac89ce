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

/**
 * The longest head of the queue that fits into one call. It holds at least one record of any size.
 */
export function cutBatch(records: readonly SpoolRecord[], device: Device, mostRecords: number): SpoolRecord[] {
  let bytes = Buffer.byteLength(batchBody([], device));
  const fitting = records.slice(0, mostRecords).findIndex((record) => {
    bytes += Buffer.byteLength(JSON.stringify(activityOf(record))) + ','.length;
    return bytes > SERVER_MOST_BYTES;
  });
  return records.slice(0, fitting === -1 ? mostRecords : Math.max(1, fitting));
}

/** The JSON body of one call. */
export function batchBody(records: readonly SpoolRecord[], device: Device): string {
  return JSON.stringify({ device, source: 'computers', activities: records.map(activityOf) });
}

function activityOf({ id, application, url, title, startedAt, endedAt }: SpoolRecord) {
  return { id, application, url, title, startedAt, endedAt };
}
