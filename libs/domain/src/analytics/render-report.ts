import { asciiJson } from '../ascii-json.js';
import { floatJson } from '../float-json.js';
import { LISTINGS } from './plan-query.js';
import { type Cell, cellsOf, firstCell, type Report, secondsOf } from './shape-report.js';

const NOTES = 'data is an array of arrays (rows), column names for rows in row_headers';
const FLOAT_HEADERS: ReadonlySet<string> = new Set(LISTINGS.efficiency.headers);

/**
 * The documented envelope of a report as JSON text, its keys in their documented order: ASCII only, `&`, `<` and `>` as
 * `\uXXXX`, no spaces, floats always with a fraction (`2.0`). As recorded; some clients decode ASCII and some strip
 * everything that looks like a tag before they parse.
 *
 * The text comes in blocks, each made when it is asked for: a year by day is a megabyte, which nobody need hold as a whole.
 */
export function renderJson(report: Report): Generator<string> {
  const lines = isByDate(report) ? writtenLines(report, JSON_LINE) : stringifiedLines(report);
  return framed(`{"notes":"${NOTES}","row_headers":${asciiJson(report.headers)},"rows":[`, separated(lines), ']}');
}

/**
 * A report as CSV text: the header line, then one line a row, each ended by LF; UTF-8 without a mark. A value is
 * quoted (RFC 4180) only when it holds a comma, a quote or a line end. Values that a spreadsheet would read as a
 * formula stay as they are: this is an exact machine format, and escaping would change names. In blocks, as JSON.
 */
export function renderCsv(report: Report): Generator<string> {
  return framed(report.headers.map(quoted).join(','), writtenLines(report, CSV_LINE), '\n');
}

/** How a line is written: `begin` parts it from what stands before it. */
interface LineForm {
  readonly begin: string;
  readonly end: string;
  readonly textOf: (name: string) => string;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const JSON_LINE: LineForm = { begin: ',[', end: ']', textOf: asciiJson };
const CSV_LINE: LineForm = { begin: '\n', end: '', textOf: quoted };

/** Whether names repeat from line to line: those of a rank are all different. Efficiency is always by date. */
const isByDate = ({ perspective }: Report): boolean => perspective === 'interval';

const [LENGTH_OF_A_BLOCK, LINES_OF_A_BLOCK] = [200_000, 2_000];

/** Lines added to a text bit by bit. What lines by date share is written once: a year has 18,000, of 365 dates and fifty things. */
function* writtenLines(report: Report, { begin, end, textOf }: LineForm): Generator<string> {
  const sharesThings = isByDate(report);
  const numberOf = report.headers.some((header) => FLOAT_HEADERS.has(header)) ? floatJson : String;
  const nameOf = sharesThings ? remembered(textOf) : textOf;
  const cellOf = (cell: Cell) => (typeof cell === 'number' ? numberOf(cell) : nameOf(cell));
  const sharedTextOf = remembered((values: readonly Cell[]) => `,${values.map(cellOf).join(',')}${end}`);
  const countsPeople = report.perspective !== 'member';
  let [newest, before]: [Cell | undefined, string] = [undefined, ''];
  let text = '';
  let index = 0;
  for (const row of report.rows) {
    const { values, people = 1 } = row;
    const first = firstCell(report, row, index++);
    if (first !== newest) [newest, before] = [first, `${begin}${typeof first === 'number' ? first : textOf(first)},`];
    text += before;
    text += secondsOf(row);
    if (countsPeople) text += `,${people}`;
    if (sharesThings) text += sharedTextOf(values);
    else {
      for (const value of values) text += `,${cellOf(value)}`;
      text += end;
    }
    if (text.length < LENGTH_OF_A_BLOCK) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** The same in JSON, by the engine's own writer: nothing is quicker where lines are all different. */
function* stringifiedLines(report: Report): Generator<string> {
  const { rows } = report;
  for (let start = 0; start < rows.length; start += LINES_OF_A_BLOCK) {
    const block = rows.slice(start, start + LINES_OF_A_BLOCK);
    yield `,${asciiJson(block.map((row, n) => cellsOf(report, row, start + n))).slice(1, -1)}`;
  }
}

function* separated(blocks: Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const block of blocks) {
    yield isFirst ? block.slice(1) : block;
    isFirst = false;
  }
}

/** Blocks with something before the first of them and behind the last, so that a small report is one. */
function* framed(head: string, blocks: Iterable<string>, tail: string): Generator<string> {
  let text = head;
  for (const block of blocks) {
    if (text !== head) yield text;
    text = text === head ? head + block : block;
  }
  yield text + tail;
}

function remembered<Key>(textOf: (key: Key) => string): (key: Key) => string {
  const known = new Map<Key, string>();
  return (key) => {
    let text = known.get(key);
    if (text === undefined) known.set(key, (text = textOf(key)));
    return text;
  };
}
