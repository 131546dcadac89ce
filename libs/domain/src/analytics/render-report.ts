import { LISTINGS } from './plan-query.js';
import type { ReportEnvelope } from './shape-report.js';

type Cell = string | number;

const FLOAT_HEADERS: ReadonlySet<string> = new Set(LISTINGS.efficiency.headers);

/**
 * The envelope as JSON text: ASCII only, `&`, `<` and `>` as `\uXXXX`, no spaces, floats always with a fraction
 * (`2.0`). As recorded; some clients decode ASCII and some strip everything that looks like a tag before they parse.
 */
export function renderJson(envelope: ReportEnvelope): string {
  const numberText = numberTexts(envelope.row_headers);
  const cell = (value: Cell, column: number) =>
    typeof value === 'string' ? JSON.stringify(value) : numberText(value, column);
  const rows = envelope.rows.map((row) => `[${row.map(cell).join(',')}]`);
  const [notes, headers] = [JSON.stringify(envelope.notes), JSON.stringify(envelope.row_headers)];
  return escaped(`{"notes":${notes},"row_headers":${headers},"rows":[${rows.join(',')}]}`);
}

/**
 * The envelope as CSV text: the header line, then one line a row, each ended by LF; UTF-8 without a mark. A value is
 * quoted (RFC 4180) only when it holds a comma, a quote or a line end. Values that a spreadsheet would read as a
 * formula stay as they are: this is an exact machine format, and escaping would change names.
 */
export function renderCsv(envelope: ReportEnvelope): string {
  const numberText = numberTexts(envelope.row_headers);
  const cell = (value: Cell, column: number) => {
    if (typeof value === 'number') return numberText(value, column);
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return [envelope.row_headers, ...envelope.rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function numberTexts(headers: readonly string[]): (value: number, column: number) => string {
  const isFloat = headers.map((header) => FLOAT_HEADERS.has(header));
  return (value, column) => (isFloat[column] && Number.isInteger(value) ? `${value}.0` : String(value));
}

/** All that is escaped can only stand inside a JSON string, so one pass over the whole text is safe, and fastest. */
function escaped(json: string): string {
  return json.replace(/[&<>\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
