import { open } from 'node:fs/promises';
import { AdminError, type ImportAnswer } from './admin-client.js';
import { exportBatches, rescueTimeBatches } from './import-batches.js';

/** Where an import goes, and where its progress is shown. */
export interface ImportTarget {
  readonly take: (batch: object) => Promise<ImportAnswer>;
  readonly terminal: { readonly isTTY?: boolean; write(text: string): unknown };
}

const WIDTH = 30;

/**
 * Sends a file to the server, batch by batch. For each line that cannot be read the terminal shows
 * the reason, and the other lines go on. Progress is shown only on a terminal. Throws AdminError
 * when the file cannot be read or the server does not answer.
 */
export async function importFile(
  file: string,
  { take, terminal }: ImportTarget,
): Promise<{ imported: number; duplicates: number; rejected: number }> {
  const { size, isExport } = await lookAt(file);
  const sum = { imported: 0, duplicates: 0, rejected: 0 };
  const show = (text: string) => terminal.isTTY && terminal.write(`\r${text}\u001b[K`);
  const reject = (line: number, message: string) => {
    sum.rejected++;
    show('');
    terminal.write(`line ${line}: ${message}\n`);
  };
  for await (const { batch, bad, share } of isExport ? exportBatches(file, size) : rescueTimeBatches(file)) {
    if (bad) reject(bad.line, bad.message);
    if (!batch) continue;
    const { imported, duplicates, rejected } = await take(batch);
    sum.imported += imported;
    sum.duplicates += duplicates;
    for (const { line, message } of rejected) reject(line, message);
    show(progressLine(share, sum));
  }
  if (terminal.isTTY) terminal.write('\n');
  return sum;
}

/** An export begins with a brace, a table with the name of its first column. */
async function lookAt(file: string): Promise<{ size: number; isExport: boolean }> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
      return {
        size,
        isExport: buffer
          .toString('utf8', 0, bytesRead)
          .replace(/^\uFEFF/, '')
          .trimStart()
          .startsWith('{'),
      };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new AdminError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/**
 *     [############..................]  41 %  1,234 imported, 12 there already, 0 rejected
 */
function progressLine(
  share: number,
  { imported, duplicates, rejected }: Awaited<ReturnType<typeof importFile>>,
): string {
  const done = Math.round(Math.min(1, share) * WIDTH);
  const [taken, known] = [imported, duplicates].map((count) => count.toLocaleString('en'));
  const percent = `${Math.floor(Math.min(1, share) * 100)} %`.padStart(5);
  return `[${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}] ${percent}  ${taken} imported, ${known} there already, ${rejected} rejected`;
}
