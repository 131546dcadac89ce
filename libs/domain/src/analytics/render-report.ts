import { asciiJson } from '../ascii-json.js';
import { floatJson } from '../float-json.js';
import { LISTINGS } from './plan-query.js';
import { type Cell, cellsOf, FIRST_HEADERS, type Report, type ReportLine } from './shape-report.js';

const NOTES = 'data is an array of arrays (rows), column names for rows in row_headers';
const FLOAT_HEADERS: ReadonlySet<string> = new Set(LISTINGS.efficiency.headers);

/**
 * The documented envelope of a report as JSON text, its keys in their documented order: ASCII only, `&`, `<` and `>` as
 * `\uXXXX`, no spaces, floats always with a fraction (`2.0`). As recorded; some clients decode ASCII and some strip
 * everything that looks like a tag before they parse.
 */
export function renderJson({ headers, lines }: Report): string {
  const writeLine = isByDate(headers)
    ? lineWriter(headers, { before: '[', after: '],', textOf: asciiJson })
    : undefined;
  const rows = inBlocks(lines, (block) =>
    // Of lines that are all different nothing is quicker than the engine's own writer.
    writeLine ? joined(block, writeLine) : `${asciiJson(block.map(cellsOf)).slice(1, -1)},`,
  );
  return `{"notes":"${NOTES}","row_headers":${asciiJson(headers)},"rows":[${rows.slice(0, -1)}]}`;
}

/**
 * A report as CSV text: the header line, then one line a row, each ended by LF; UTF-8 without a mark. A value is
 * quoted (RFC 4180) only when it holds a comma, a quote or a line end. Values that a spreadsheet would read as a
 * formula stay as they are: this is an exact machine format, and escaping would change names.
 */
export function renderCsv({ headers, lines }: Report): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const writeLine = lineWriter(headers, { before: '', after: '\n', textOf: quoted });
  return `${headers.map(quoted).join(',')}\n${inBlocks(lines, (block) => joined(block, writeLine))}`;
}

/** Whether names repeat from line to line: those of a rank are all different. Efficiency is always by date. */
const isByDate = ([first]: readonly string[]): boolean => first === FIRST_HEADERS.interval;

const LINES_OF_A_BLOCK = 1_000;

/**
 * The text of a megabyte, made of blocks: one text that grows line by line is put together in the end, when all its parts have
 * been moved by the collector, which takes twice the time.
 */
function inBlocks(lines: readonly ReportLine[], render: (block: readonly ReportLine[]) => string): string {
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start += LINES_OF_A_BLOCK)
    blocks.push(render(lines.slice(start, start + LINES_OF_A_BLOCK)));
  return blocks.join('');
}

type LineWriter = (text: string, line: ReportLine) => string;

const joined = (block: readonly ReportLine[], writeLine: LineWriter): string => block.reduce(writeLine, '');

/** How a line is written: what stands around its cells, which have commas between them, and how a name is. */
interface Form {
  readonly before: string;
  readonly after: string;
  readonly textOf: (name: string) => string;
}

/** Adds a line to a text, bit by bit. What lines share is rendered once: a year by day has 18,000, of 365 dates and fifty things. */
function lineWriter(headers: readonly string[], { before, after, textOf }: Form): LineWriter {
  const numberOf = headers.some((header) => FLOAT_HEADERS.has(header)) ? floatJson : String;
  const remember = isByDate(headers) ? remembered : <K, V>(render: (key: K) => V) => render;
  const nameOf = remember(textOf);
  const cellOf = (cell: Cell) => (typeof cell === 'number' ? numberOf(cell) : nameOf(cell));
  const beginOf = remember((first: Cell) => `${before}${typeof first === 'number' ? first : textOf(first)},`);
  const endOf = remember((listed: readonly Cell[]) => `,${listed.map(cellOf).join(',')}${after}`);
  return (text, { first, seconds, people, listed }) => {
    text += beginOf(first);
    text += seconds;
    if (people !== undefined) text += `,${people}`;
    return text + endOf(listed);
  };
}

function remembered<Key, Text>(render: (key: Key) => Text): (key: Key) => Text {
  const known = new Map<Key, Text>();
  return (key) => {
    let text = known.get(key);
    if (text === undefined) known.set(key, (text = render(key)));
    return text;
  };
}
