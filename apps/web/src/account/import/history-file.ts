import { HistoryFileError, type RowLength, type Table, tableIn } from '@app/client';

/** A table is read as a whole. An export is read line by line. */
const MOST_BYTES = { table: 100_000_000, export: 2_000_000_000 } as const;
const LOOKED_AT_BYTES = 16_384;
const LINES_SHOWN = 5;
const LONGEST_SHOWN = 300;

/** A file that was chosen, as far as it could be read. */
export type HistoryFile =
  | { readonly kind: 'export'; readonly file: File; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly file: File; readonly lines: readonly string[]; readonly table: Table }
  /** Every row begins at midnight: the person says what a row stands for. */
  | { readonly kind: 'length-needed'; readonly file: File; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly why: 'empty' | 'other' | 'encoding' }
  | { readonly kind: 'refused'; readonly why: 'large'; readonly size: number; readonly most: number };

/** Looks at a file: what it is, and its first lines. Rejects when the browser cannot read it. */
export async function lookAt(file: File, rows?: RowLength): Promise<HistoryFile> {
  const begin = new Uint8Array(await file.slice(0, LOOKED_AT_BYTES).arrayBuffer());
  if (begin.length === 0) return { kind: 'refused', why: 'empty' };
  const text = new TextDecoder().decode(begin);
  const isExport = text.trimStart().startsWith('{');
  const most = MOST_BYTES[isExport ? 'export' : 'table'];
  if (file.size > most) return { kind: 'refused', why: 'large', size: file.size, most };
  if (isExport) return isLineOfExport(text) ? { kind: 'export', file, lines: shownLines(text) } : other;
  return tableOf(file, { rows, lines: shownLines(text) });
}

const other: HistoryFile = { kind: 'refused', why: 'other' };

async function tableOf(
  file: File,
  { rows, lines }: { rows: RowLength | undefined; lines: readonly string[] },
): Promise<HistoryFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    const table = tableIn(file.name, bytes, { rows });
    return table.rows.length + table.faults.length === 0 ? other : { kind: 'table', file, lines, table };
  } catch (error) {
    if (!(error instanceof HistoryFileError)) throw error;
    if (error.code === 'row-length-needed') return { kind: 'length-needed', file, lines };
    return { kind: 'refused', why: error.code === 'encoding-needed' && !isBinary(bytes) ? 'encoding' : 'other' };
  }
}

/** No text has these control characters. */
const isBinary = (bytes: Uint8Array): boolean =>
  bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13);

/** A first line that is longer than what was looked at counts as one. */
function isLineOfExport(text: string): boolean {
  const [first = '', ...later] = text.trimStart().split('\n');
  if (later.length === 0 && text.length >= LOOKED_AT_BYTES / 4) return /"stream"/.test(first);
  try {
    return typeof (JSON.parse(first) as { stream?: unknown }).stream === 'string';
  } catch {
    return false;
  }
}

const shownLines = (text: string): string[] =>
  text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_SHOWN)
    .map((line) => (line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line));
