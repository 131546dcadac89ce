import { type Cell, firstCell, LISTINGS, type Report, type ReportRow, secondsOf } from '@app/domain';
import { asciiJson } from '../../http/ascii-json.js';
import { floatJson } from '../../http/bodies/float-json.js';
import { WrittenText } from './written-text.js';

const NOTES = 'data is an array of arrays (rows), column names for rows in row_headers';
const FLOAT_HEADERS: ReadonlySet<string> = new Set(LISTINGS.efficiency.headers);
const LENGTH_OF_A_BLOCK = 200_000;

/** What a report has beside its rows. */
export type ReportHead = Omit<Report, 'rows'>;

/**
 * The text of a report that is written piece by piece. It comes in blocks, and each block is made
 * when the caller asks for it. A year by minute is a hundred megabytes, which must not be in memory
 * as a whole.
 */
export interface ReportText {
  /** Writes rows behind those before. Yields each full block; the rest stays for the next one. */
  add(rows: Iterable<ReportRow>): Generator<Uint8Array, void>;
  /** The last block. */
  end(): Uint8Array;
}

/**
 * The documented envelope of a report as JSON, its keys in their documented order. It is ASCII
 * only, with `&`, `<` and `>` as `\uXXXX`, no spaces, and floats always with a fraction (`2.0`). As
 * recorded: some clients decode ASCII, and some strip everything that looks like a tag before they
 * parse.
 */
export function jsonText(head: ReportHead): ReportText {
  const written = new WrittenText();
  const lines = new Lines(written, head, JSON_LINE);
  written.text(`{"notes":"${NOTES}","row_headers":${asciiJson(head.headers)},"rows":[`);
  return {
    add: (rows) => lines.add(rows),
    end() {
      if (lines.count > 0) written.dropLast();
      written.text(']}');
      return written.take();
    },
  };
}

/**
 * A report as CSV: the header line, then one line for each row, each with LF at its end; UTF-8
 * without a byte order mark. A value is quoted (RFC 4180) only when it holds a comma, a quote or a
 * line end. Values that a spreadsheet would read as a formula stay as they are: this is an exact
 * machine format, and an escape would change names.
 */
export function csvText(head: ReportHead): ReportText {
  const written = new WrittenText();
  const lines = new Lines(written, head, CSV_LINE);
  written.text(`${head.headers.map(quoted).join(',')}\n`);
  return { add: (rows) => lines.add(rows), end: () => written.take() };
}

/** How a line is written. */
interface LineForm {
  readonly begin: string;
  readonly end: string;
  readonly textOf: (name: string) => string;
  /** `textOf` sets this before and after a name that it does not change. */
  readonly mark: string;
  /** For each ASCII unit: 1 if a name of such units is not changed. */
  readonly plain: Uint8Array;
}

function lineForm(form: Omit<LineForm, 'plain'>): LineForm {
  const isPlain = (unit: string) => form.textOf(unit) === form.mark + unit + form.mark;
  return { ...form, plain: Uint8Array.from({ length: 0x80 }, (_, code) => +isPlain(String.fromCharCode(code))) };
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const JSON_LINE = lineForm({ begin: '[', end: '],', textOf: asciiJson, mark: '"' });
const CSV_LINE = lineForm({ begin: '', end: '\n', textOf: quoted, mark: '' });

/** The lines of a report. */
class Lines {
  /** How many were written. */
  count = 0;

  constructor(
    private readonly written: WrittenText,
    private readonly head: ReportHead,
    private readonly form: LineForm,
  ) {}

  /**
   * Writes rows. Yields each full block before the line that follows it, so the newest line is
   * never in a block that was taken.
   */
  *add(rows: Iterable<ReportRow>): Generator<Uint8Array, void> {
    // One for each piece. It remembers what lines share, and a long report has many dates.
    const writeLine = lineWriter(this.written, this.head, this.form);
    for (const row of rows) {
      if (this.written.length > LENGTH_OF_A_BLOCK) yield this.written.take();
      writeLine(row, this.count++);
    }
  }
}

/**
 * Makes the function that writes one line. In a report by date, parts that lines share are written
 * once and then copied: a year has 18,000 lines of 365 dates and fifty things. The lines of a rank
 * are all different.
 */
function lineWriter(written: WrittenText, report: ReportHead, { begin, end, textOf, mark, plain }: LineForm) {
  const hasFloats = report.headers.some((header) => FLOAT_HEADERS.has(header));
  const countsPeople = report.perspective !== 'member';
  const writeCell = (cell: Cell): void => {
    if (typeof cell === 'string') {
      if (!written.marked(cell, mark, plain)) written.text(textOf(cell));
    } else if (hasFloats) written.ascii(floatJson(cell));
    else written.number(cell);
  };
  const writeBegin = (first: Cell): void => {
    written.ascii(begin);
    if (typeof first === 'string') writeCell(first);
    else written.number(first);
    written.ascii(',');
  };
  const writeEnd = (values: readonly Cell[]): void => {
    for (const value of values) {
      written.ascii(',');
      writeCell(value);
    }
    written.ascii(end);
  };
  const sharing = report.perspective === 'interval';
  const [beginning, ending] = sharing
    ? [copied(written, writeBegin), copied(written, writeEnd)]
    : [writeBegin, writeEnd];
  return (row: Report['rows'][number], index: number): void => {
    beginning(firstCell(report, row, index));
    written.number(secondsOf(row));
    if (countsPeople) {
      written.ascii(',');
      if (typeof row.people === 'string') writeCell(row.people);
      else written.number(row.people ?? 1);
    }
    ending(row.values);
  };
}

/**
 * Writes the part of a key: the first and the second time by `write`, and from then on as a copy.
 * Most parts of a report that is large come once, and a copy of each would only fill memory.
 */
function copied<Key>(written: WrittenText, write: (key: Key) => void): (key: Key) => void {
  const pieces = new Map<Key, Uint8Array | undefined>();
  let [newest, piece]: [Key | undefined, Uint8Array | undefined] = [undefined, undefined];
  return (key) => {
    if (key !== newest) [newest, piece] = [key, pieces.get(key)];
    if (piece) return written.piece(piece);
    const before = written.length;
    write(key);
    if (!pieces.has(key)) pieces.set(key, undefined);
    else pieces.set(key, (piece = written.since(before)));
  };
}
