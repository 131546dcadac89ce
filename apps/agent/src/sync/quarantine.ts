import { appendFile, readFile, rename, stat } from 'node:fs/promises';
import { replaceFile } from '../spool/durable-file.js';
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

/** Takes erased records out of the quarantine. A missing file is no error. */
export async function dropFromQuarantine(path: string, isErased: (record: SpoolRecord) => boolean): Promise<void> {
  for (const file of [path, `${path}.old`]) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const lines = text.split('\n').filter((line) => line !== '');
    const kept = lines.filter((line) => !isErasedLine(line, isErased));
    if (kept.length < lines.length) await replaceFile(file, kept.map((line) => `${line}\n`).join(''));
  }
}

/** A line that cannot be read is kept: a person may look at it. */
function isErasedLine(line: string, isErased: (record: SpoolRecord) => boolean): boolean {
  try {
    return isErased((JSON.parse(line) as Refusal).record);
  } catch {
    return false;
  }
}
