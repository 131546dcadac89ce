import { CsvError, parse } from 'csv-parse/sync';

/** A record of a table: its cells, or why it cannot be read. */
export interface TableRecord {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault?: string;
}

/** A quoted cell may have this many lines. */
const MOST_LINES = 50;
/** A line that begins so begins a record: the record before it has ended, or is broken. */
const BEGINS_RECORD = /^"?\d{4}-\d\d-\d\d/;
const QUOTE_WITHIN = 'A quote is wrong. Put the cell in quotes, and write each quote within it twice.';
const QUOTE_OPEN = 'A quote is not closed. Write each quote within a cell twice.';

/**
 * The records of a table, one by one, without blank lines. A record that cannot be read is told by
 * its line, and never takes the records behind it with it:
 *
 *     2026-11-20T09:00:00,60,chrome,"Hello     <- fault: no line behind it closes the quote
 *     2026-11-20T09:00:00,60,vim               <- a record, because it begins with a date
 */
export function* recordsOf(text: string, delimiter: string): Generator<TableRecord> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n] ?? '';
    if (line.trim() === '') continue;
    if (!line.includes('"')) {
      yield { line: n + 1, cells: line.split(delimiter).map((cell) => cell.trim()) };
      continue;
    }
    const { cells, last } = quotedRecord(lines, n, delimiter);
    if (typeof cells === 'string') yield { line: n + 1, cells: [], fault: cells };
    else yield { line: n + 1, cells };
    n = last;
  }
}

/** The cells of a record with quotes that begins at a line, and its last line; or what is wrong. */
function quotedRecord(lines: readonly string[], first: number, delimiter: string) {
  let text = '';
  for (let n = first; n < Math.min(lines.length, first + MOST_LINES); n++) {
    const line = lines[n] ?? '';
    if (n > first && BEGINS_RECORD.test(line)) break;
    text += n === first ? line : `\n${line}`;
    const cells = cellsOf(text, delimiter);
    if (cells === 'wrong') return { cells: n === first ? QUOTE_WITHIN : QUOTE_OPEN, last: first };
    if (cells !== 'open') return { cells, last: n };
  }
  return { cells: QUOTE_OPEN, last: first };
}

function cellsOf(text: string, delimiter: string): string[] | 'open' | 'wrong' {
  try {
    const records: string[][] = parse(text, { delimiter, trim: true, relax_column_count: true });
    return records[0] ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open' : 'wrong';
  }
}
