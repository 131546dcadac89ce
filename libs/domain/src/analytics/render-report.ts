import { asciiSafe } from '../ascii-json.js';
import { floatJson } from '../float-json.js';
import { LISTINGS } from './plan-query.js';
import { FIRST_HEADERS, type ReportEnvelope } from './shape-report.js';

type Cell = string | number;

const FLOAT_HEADERS: ReadonlySet<string> = new Set(LISTINGS.efficiency.headers);

/**
 * The envelope as JSON text: ASCII only, `&`, `<` and `>` as `\uXXXX`, no spaces, floats always with a fraction
 * (`2.0`). As recorded; some clients decode ASCII and some strip everything that looks like a tag before they parse.
 */
export function renderJson({ notes, row_headers, rows }: ReportEnvelope): string {
  if (!row_headers.some((header) => FLOAT_HEADERS.has(header)))
    return asciiSafe(JSON.stringify({ notes, row_headers, rows }));
  const lines = linesOf(row_headers, rows, (text) => JSON.stringify(text)).map((line) => `[${line}]`);
  const [noted, headers] = [JSON.stringify(notes), JSON.stringify(row_headers)];
  return asciiSafe(`{"notes":${noted},"row_headers":${headers},"rows":[${lines.join(',')}]}`);
}

/**
 * The envelope as CSV text: the header line, then one line a row, each ended by LF; UTF-8 without a mark. A value is
 * quoted (RFC 4180) only when it holds a comma, a quote or a line end. Values that a spreadsheet would read as a
 * formula stay as they are: this is an exact machine format, and escaping would change names.
 */
export function renderCsv({ row_headers, rows }: ReportEnvelope): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [row_headers.map(quoted).join(','), ...linesOf(row_headers, rows, quoted), ''].join('\n');
}

/** Each row as its cells with commas between them. By date, names repeat from row to row: each is written once. */
function linesOf(
  headers: readonly string[],
  rows: ReportEnvelope['rows'],
  textOf: (value: string) => string,
): string[] {
  const numberText = numberTexts(headers);
  const textOfOne = headers[0] === FIRST_HEADERS.interval ? rememberedTexts(textOf) : textOf;
  return rows.map((row) => {
    let line = '';
    for (let column = 0; column < row.length; column++) {
      const cell = row[column] as Cell;
      if (column > 0) line += ',';
      line += typeof cell === 'number' ? numberText(cell, column) : textOfOne(cell);
    }
    return line;
  });
}

function rememberedTexts(textOf: (value: string) => string): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    let text = known.get(value);
    if (text === undefined) known.set(value, (text = textOf(value)));
    return text;
  };
}

function numberTexts(headers: readonly string[]): (value: number, column: number) => string {
  const isFloat = headers.map((header) => FLOAT_HEADERS.has(header));
  return (value, column) => (isFloat[column] ? floatJson(value) : String(value));
}
