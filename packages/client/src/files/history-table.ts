import { fileText } from './file-text.js';
import { withoutApostrophes } from './formulas.js';
import { HistoryFileError } from './history-file-error.js';
import { recordsOf, type TableRecord } from './table-records.js';

/** What a row stands for: five minutes, an hour, or a local day. */
export type RowLength = 'five-minutes' | 'hours' | 'days';

/** Every `RowLength`. */
export const ROW_LENGTHS: readonly RowLength[] = ['five-minutes', 'hours', 'days'];

const SECONDS_OF: Record<RowLength, number> = { 'five-minutes': 300, hours: 3_600, days: 86_400 };

/** What the user says of a table that it does not tell. */
export interface TableOptions {
  readonly rows?: RowLength | undefined;
  readonly encoding?: string | undefined;
}

/** A row as the server takes it, or what is wrong with it. */
export interface TableRow {
  readonly line: number;
  readonly date: string;
  readonly seconds: string;
  readonly activity: string;
  readonly document?: string;
}

export interface Table {
  readonly rows: readonly TableRow[];
  readonly faults: readonly { readonly line: number; readonly message: string }[];
  readonly bucketSeconds: number;
  /** What was guessed, in words. */
  readonly notices: readonly string[];
}

const DELIMITERS = [',', ';', '\t'];
const COLUMNS = ['Date', 'Time Spent (seconds)', 'Activity'] as const;
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)? ?([-+]\d\d:?\d\d|Z)$/;

/** The places of the cells that are taken of a record, and how many cells it has. */
interface Layout {
  readonly date: number;
  readonly seconds: number;
  readonly activity: number;
  readonly document: number | undefined;
  readonly length: number;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** The file is our own CSV export. */
  readonly isOurs?: boolean;
}

/** Our own export. `date` and `time` are two cells, and a row stands for five minutes. */
const OUR_COLUMNS = 'date,time,source,activity,document,category,productivity,seconds';
const OURS = { date: 0, activity: 3, document: 4, seconds: 7, length: 8, hasHeader: true, isOurs: true };

/** An account archive: local time with offset, name, details, category, overview, seconds. */
const ARCHIVE = { date: 0, activity: 1, document: 2, seconds: 5, length: 6, hasHeader: false };

/**
 * Reads a table of RescueTime: one with the columns that its reports have, in any order, or the
 * archive of an account, which has no header. Cells are separated by commas, semicolons or tabs.
 * Reads our own CSV export too.
 *
 * Throws HistoryFileError when the file is no such table, and for a table in which
 * every row begins at midnight, unless `rows` says what a row stands for: time of a whole day would
 * be piled onto one hour.
 */
export function tableIn(file: string, bytes: Uint8Array, { rows: chosen, encoding }: TableOptions = {}): Table {
  const { text, encoding: taken, isGuess } = fileText(file, bytes, encoding);
  const layout = layoutOf(file, text);
  const rows: TableRow[] = [];
  const faults: { line: number; message: string }[] = [];
  let isHeader = layout?.hasHeader ?? false;
  for (const record of layout ? recordsOf(text, layout.delimiter) : []) {
    if (!isHeader) addRow(record, layout as Layout, { rows, faults });
    isHeader = false;
  }
  const length = layout?.isOurs ? 'five-minutes' : (chosen ?? lengthOf(file, rows));
  const notices = isGuess ? [`${file} is not UTF-8. It is read as ${taken}; --encoding names another encoding.`] : [];
  return { rows, faults, bucketSeconds: SECONDS_OF[length], notices };
}

/** Undefined for a file without a record. */
function layoutOf(file: string, text: string): Layout | undefined {
  let fewestMissing: readonly string[] | undefined;
  for (const delimiter of DELIMITERS) {
    const first = recordsOf(text, delimiter).next().value as TableRecord | undefined;
    if (first === undefined) return undefined;
    const { cells } = first;
    if (cells.length === ARCHIVE.length && WITH_OFFSET.test(cells[0] ?? '') && /^\d+$/.test(cells[5] ?? '')) {
      return { ...ARCHIVE, delimiter };
    }
    if (cells.join(',') === OUR_COLUMNS) return { ...OURS, delimiter };
    const names = cells.map((cell) => cell.toLowerCase());
    const [date, seconds, activity] = COLUMNS.map((column) => names.indexOf(column.toLowerCase()));
    const missing = COLUMNS.filter((column) => !names.includes(column.toLowerCase()));
    if (missing.length === 0 && date !== undefined && seconds !== undefined && activity !== undefined) {
      const document = names.includes('document') ? names.indexOf('document') : undefined;
      return { ...{ date, seconds, activity, document }, length: cells.length, delimiter, hasHeader: true };
    }
    if (missing.length < (fewestMissing?.length ?? Infinity)) fewestMissing = missing;
  }
  throw new HistoryFileError(
    'no-table',
    `${file} has no column ${fewestMissing?.join(', ')}: is it a RescueTime table?`,
  );
}

function addRow(
  { line, cells, fault }: TableRecord,
  layout: Layout,
  { rows, faults }: { rows: TableRow[]; faults: { line: number; message: string }[] },
): void {
  if (fault !== undefined) return void faults.push({ line, message: fault });
  if (cells.length !== layout.length) {
    const message = `It has ${cells.length} cells instead of ${layout.length}. Put a cell with a separator in quotes.`;
    return void faults.push({ line, message });
  }
  const cell = (place: number) => (layout.isOurs ? withoutApostrophes(cells[place] ?? '') : (cells[place] ?? ''));
  const document = layout.document === undefined ? '' : cell(layout.document);
  rows.push({
    ...{ line, date: cell(layout.date), seconds: cell(layout.seconds), activity: cell(layout.activity) },
    ...(layout.isOurs && { date: `${cell(layout.date)}T${cell(1)}`, seconds: wholeSeconds(cell(layout.seconds)) }),
    ...(document !== '' && { document }),
  });
}

/** Our export has fractions of seconds, and the server takes whole ones: at least one. */
const wholeSeconds = (text: string): string =>
  /^\d+(\.\d+)?$/.test(text) ? String(Math.max(1, Math.round(Number(text)))) : text;

function lengthOf(file: string, rows: readonly TableRow[]): RowLength {
  const times = rows.map(({ date }) => /^\d{4}-\d\d-\d\d(?:[T ](\d\d:\d\d))?/.exec(date)?.[1] ?? '00:00');
  if (times.length > 0 && times.every((time) => time === '00:00')) {
    throw new HistoryFileError(
      'row-length-needed',
      `In ${file} every row begins at midnight, so its rows may be whole days, weeks or months. Export it by hour, or ` +
        'say what a row is: --rows days lays the time of each day from midnight on; --rows hours takes it for the first hour.',
    );
  }
  return times.some((time) => !time.endsWith(':00')) ? 'five-minutes' : 'hours';
}
