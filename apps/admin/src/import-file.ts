import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { exportBatches, tableBatches, tableIn, type TableOptions } from '@app/client';
import { AdminError, type ImportAnswer } from './admin-client.js';

/** Where an import goes, and where its progress is shown. */
export interface ImportTarget {
  readonly take: (batch: object) => Promise<ImportAnswer>;
  readonly terminal: { readonly isTTY?: boolean; write(text: string): unknown };
}

const WIDTH = 30;

/** What became of the lines of a file. */
export interface ImportedFile {
  readonly imported: number;
  /** Rows with some time that was there before, and more now. */
  readonly grown: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Of a table: the seconds in all of its rows, and those that the account has of them now. */
  readonly secondsInFile?: number;
  readonly secondsStored?: number;
}

/**
 * Sends a file to the server, batch by batch. For each line that cannot be read the terminal shows
 * the reason, and the other lines go on. Progress is shown only on a terminal. Of a table it shows
 * the time in the file beside the time that is stored. Throws AdminError when the file cannot be
 * read and when the server does not answer, HistoryFileError as `tableIn` does.
 */
export async function importFile(
  file: string,
  { take, terminal }: ImportTarget,
  options: TableOptions = {},
): Promise<ImportedFile> {
  const { size, isExport } = await lookAt(file);
  const table = isExport ? undefined : tableIn(file, await readFile(file), options);
  for (const notice of table?.notices ?? []) terminal.write(`${notice}\n`);
  const sum = { imported: 0, grown: 0, duplicates: 0, rejected: 0 };
  let secondsStored = 0;
  const show = (text: string) => terminal.isTTY && terminal.write(`\r${text}\u001b[K`);
  const reject = (line: number, message: string) => {
    sum.rejected++;
    show('');
    terminal.write(`line ${line}: ${message}\n`);
  };
  for await (const { batch, bad, share } of table ? tableBatches(table) : exportBatches(createReadStream(file), size)) {
    if (bad) reject(bad.line, bad.message);
    if (!batch) continue;
    const { imported, grown, duplicates, rejected, seconds } = await take(batch);
    sum.imported += imported;
    sum.grown += grown;
    sum.duplicates += duplicates;
    secondsStored += seconds?.stored ?? 0;
    for (const { line, message } of rejected) reject(line, message);
    show(progressLine(share, sum));
  }
  if (terminal.isTTY) terminal.write('\n');
  if (!table) return sum;
  const secondsInFile = table.rows.reduce((all, { seconds }) => all + (/^\d+$/.test(seconds) ? Number(seconds) : 0), 0);
  const [inFile, stored] = [secondsInFile, secondsStored].map((seconds) => seconds.toLocaleString('en'));
  terminal.write(`seconds in the file: ${inFile}   stored of them: ${stored}\n`);
  return { ...sum, secondsInFile, secondsStored };
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
 *     [############..................]  41 %  1,234 imported, 3 grown, 12 there already, 0 rejected
 */
function progressLine(share: number, { imported, grown, duplicates, rejected }: ImportedFile): string {
  const done = Math.round(Math.min(1, share) * WIDTH);
  const [taken, longer, known] = [imported, grown, duplicates].map((count) => count.toLocaleString('en'));
  const percent = `${Math.floor(Math.min(1, share) * 100)} %`.padStart(5);
  const counts = `${taken} imported, ${longer} grown, ${known} there already, ${rejected} rejected`;
  return `[${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}] ${percent}  ${counts}`;
}
