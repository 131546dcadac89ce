import { appendFile, rename, stat } from 'node:fs/promises';
import { type SpoolRecord } from '../spool/record-line.js';

const LARGEST_FILE_BYTES = 5 * 1_048_576;

/** A record that the agent has set aside, and the server's reason. */
export interface Refusal {
  record: SpoolRecord;
  code: string;
  message: string;
}

/**
 * Keeps refused records for a person to look at: JSON lines, mode 0600, in at most two files of
 * 5 MB.
 */
export async function quarantine(path: string, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LARGEST_FILE_BYTES) await rename(path, `${path}.old`);
  await appendFile(path, refusals.map((refusal) => `${JSON.stringify(refusal)}\n`).join(''), { mode: 0o600 });
}
