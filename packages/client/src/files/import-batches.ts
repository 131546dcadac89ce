import type { Table, TableRow } from './history-table.js';

/** A batch to send and the share of the file up to its end, or a line that cannot be sent. */
export interface ImportStep {
  readonly batch?: object;
  readonly bad?: { readonly line: number; readonly message: string };
  /** Share of the file, from 0 to 1. */
  readonly share: number;
  /** How many lines of the file were looked at so far. */
  readonly lines: number;
}

const MOST_LINES = 500;
const MOST_CHARACTERS = 400_000;
const MOST_ROWS = 1_000;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A line of a file, as bytes, and where it ends in the file. Undefined: it is too long to be read.
 */
interface RawLine {
  readonly bytes: Uint8Array | undefined;
  readonly end: number;
}

/** An event has 1 MB at most. A longer line would fill the memory. */
const LONGEST_LINE = 4_000_000;
const LF = 10;

/** The lines of a file that comes in chunks. Only one line is in memory. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  let [parts, length, end]: [Uint8Array[], number, number] = [[], 0, 0];
  const line = (): RawLine => ({ bytes: length > LONGEST_LINE ? undefined : joined(parts, length), end });
  const take = (part: Uint8Array) => {
    length += part.length;
    end += part.length;
    if (length <= LONGEST_LINE) parts.push(part);
    else parts = [];
  };
  for await (const chunk of chunks) {
    let begin = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, begin)) {
      take(chunk.subarray(begin, at));
      end++;
      begin = at + 1;
      yield line();
      [parts, length] = [[], 0];
    }
    take(chunk.slice(begin));
  }
  if (length > 0) yield line();
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * The batches of an export, its lines in order. Only the lines of one batch are in memory. `size`:
 * of the file, in bytes.
 */
export async function* exportBatches(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<ImportStep> {
  const firstOf = new Map<string, string>();
  let [lines, characters, line]: [object[], number, number] = [[], 0, 0];
  for await (const { bytes, end } of linesOf(chunks)) {
    line++;
    const share = size === 0 ? 1 : end / size;
    const event = bytes ? eventIn(bytes) : 'It is too long.';
    if (event === undefined) continue;
    if (typeof event === 'string') {
      yield { bad: { line, message: event }, share, lines: line };
      continue;
    }
    const first = firstOf.get(event.stream) ?? event.id;
    firstOf.set(event.stream, first);
    const { stream, id, type, data } = event;
    lines.push({ line, first, stream, id, type, data });
    characters += bytes?.length ?? 0;
    if (lines.length < MOST_LINES && characters < MOST_CHARACTERS) continue;
    yield { batch: { format: 'timeledger', lines }, share, lines: line };
    [lines, characters] = [[], 0];
  }
  if (lines.length > 0) yield { batch: { format: 'timeledger', lines }, share: 1, lines: line };
}

interface ExportedLine {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly data: object;
}

const NO_LINE = 'It is not a line of an export.';

/** The event of a line, or what is wrong with the line. Undefined for a blank line. */
function eventIn(line: Uint8Array): ExportedLine | string | undefined {
  let text: string;
  try {
    text = UTF_8.decode(line);
  } catch {
    return 'It is not in UTF-8.';
  }
  if (text.trim() === '') return undefined;
  try {
    const { stream, id, type, data } = JSON.parse(text) as Record<string, unknown>;
    const isEvent = [stream, id, type].every((value) => typeof value === 'string') && typeof data === 'object' && data;
    return isEvent ? ({ stream, id, type, data } as ExportedLine) : NO_LINE;
  } catch {
    return NO_LINE;
  }
}

/**
 * The batches of a table. All rows of a bucket are in one batch.
 */
export function* tableBatches({ rows, faults, bucketSeconds }: Table): Generator<ImportStep> {
  for (const bad of faults) yield { bad, share: 0, lines: 0 };
  const byDate = new Map<string, TableRow[]>();
  for (const row of rows) {
    const ofDate = byDate.get(row.date);
    if (ofDate) ofDate.push(row);
    else byDate.set(row.date, [row]);
  }
  let [batch, sent]: [TableRow[], number] = [[], 0];
  const step = () => ({
    batch: { format: 'rescuetime', bucketSeconds, rows: batch },
    share: (sent += batch.length) / rows.length,
    lines: sent,
  });
  for (const ofDate of byDate.values()) {
    if (batch.length > 0 && batch.length + ofDate.length > MOST_ROWS) {
      yield step();
      batch = [];
    }
    batch.push(...ofDate);
  }
  if (batch.length > 0) yield step();
}
