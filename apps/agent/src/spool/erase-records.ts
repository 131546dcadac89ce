import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './durable-file.js';
import { decodeSegment, encodeLine, type SpoolRecord } from './record-line.js';

/** What a crash leaves of a segment that was just replaced. */
const DRAFT = /^\d{16}\.jsonl\.new$/;

/**
 * Takes records out of segments, sent or not. Bytes that cannot be read go too: they may hold what
 * was erased. Resolves to the records that are gone.
 */
export async function eraseRecords(
  folder: string,
  segments: readonly string[],
  isErased: (record: SpoolRecord) => boolean,
): Promise<SpoolRecord[]> {
  for (const name of await readdir(folder)) if (DRAFT.test(name)) await rm(join(folder, name), { force: true });
  const gone: SpoolRecord[] = [];
  for (const segment of segments) {
    const bytes = await readFile(join(folder, segment));
    const { records, wholeBytes, damagedLines } = decodeSegment(bytes);
    const erased = records.filter(isErased);
    if (erased.length === 0 && damagedLines === 0 && wholeBytes === bytes.length) continue;
    const kept = records.filter((record) => !isErased(record));
    await replaceFile(join(folder, segment), kept.map(encodeLine).join(''));
    gone.push(...erased);
  }
  return gone;
}
