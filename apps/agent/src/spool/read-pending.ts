import { join } from 'node:path';
import { type SpoolRecord } from './record-line.js';
import { longestOfEach, readCursor, readSegment, segmentFiles } from './spool.js';

/**
 * The records that wait for the server, oldest first, without opening the spool: the agent may run.
 * A missing folder has none. A record that has grown counts once, in its longest form.
 */
export async function readPending(folder: string): Promise<SpoolRecord[]> {
  const acknowledged = await readCursor(folder);
  const waiting: SpoolRecord[] = [];
  for (const file of await segmentFiles(folder).catch(() => [])) {
    // The agent may delete a sent segment meanwhile.
    const { records } = await readSegment(join(folder, file)).catch(() => ({ records: [] }));
    for (const record of records) if (record.sequence > acknowledged) waiting.push(record);
  }
  return longestOfEach(waiting);
}
