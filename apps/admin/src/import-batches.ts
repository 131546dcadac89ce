import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { AdminError } from './admin-client.js';

/** A batch to send and the share of the file up to its end, or a line that cannot be sent. */
export interface ImportStep {
  readonly batch?: object;
  readonly bad?: { readonly line: number; readonly message: string };
  /** Share of the file, from 0 to 1. */
  readonly share: number;
}

const MOST_LINES = 500;
const MOST_CHARACTERS = 400_000;
const MOST_ROWS = 1_000;

/**
 * The batches of an export, its lines in order. Only the lines of one batch are in memory. `size`:
 * of the file, in bytes.
 */
export async function* exportBatches(file: string, size: number): AsyncGenerator<ImportStep> {
  const source = createReadStream(file, 'utf8');
  const share = () => (size === 0 ? 1 : source.bytesRead / size);
  const firstOf = new Map<string, string>();
  let [lines, characters, line]: [object[], number, number] = [[], 0, 0];
  for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
    line++;
    if (text.trim() === '') continue;
    const event = eventIn(text);
    if (!event) {
      yield { bad: { line, message: 'It is not a line of an export.' }, share: share() };
      continue;
    }
    const first = firstOf.get(event.stream) ?? event.id;
    firstOf.set(event.stream, first);
    const { stream, id, type, data } = event;
    lines.push({ line, first, stream, id, type, data });
    characters += text.length;
    if (lines.length < MOST_LINES && characters < MOST_CHARACTERS) continue;
    yield { batch: { format: 'timeledger', lines }, share: share() };
    [lines, characters] = [[], 0];
  }
  if (lines.length > 0) yield { batch: { format: 'timeledger', lines }, share: 1 };
}

function eventIn(text: string): { stream: string; id: string; type: string; data: object } | undefined {
  try {
    const { stream, id, type, data } = JSON.parse(text) as Record<string, unknown>;
    const isEvent = [stream, id, type].every((value) => typeof value === 'string') && typeof data === 'object' && data;
    return isEvent ? ({ stream, id, type, data } as ReturnType<typeof eventIn>) : undefined;
  } catch {
    return undefined;
  }
}

const COLUMNS = { date: 'Date', seconds: 'Time Spent (seconds)', activity: 'Activity' } as const;

interface Row {
  readonly line: number;
  readonly date: string;
}

/**
 * The batches of a RescueTime table. All rows of a bucket are in one batch. Buckets have five
 * minutes when one begins off the hour, else an hour. Throws AdminError when a column is missing.
 */
export async function* rescueTimeBatches(file: string): AsyncGenerator<ImportStep> {
  const bad: ImportStep[] = [];
  const byDate = new Map<string, Row[]>();
  let count = 0;
  for await (const { row, fault } of rowsOf(file)) {
    if (fault) bad.push({ bad: fault, share: 0 });
    if (!row) continue;
    count++;
    const ofDate = byDate.get(row.date);
    if (ofDate) ofDate.push(row);
    else byDate.set(row.date, [row]);
  }
  yield* bad;
  const bucketSeconds = [...byDate.keys()].some((date) => /^\S+[T ]\d{2}:(?!00)\d{2}/.test(date)) ? 300 : 3600;
  let [rows, sent]: [Row[], number] = [[], 0];
  const step = () => ({ batch: { format: 'rescuetime', bucketSeconds, rows }, share: (sent += rows.length) / count });
  for (const ofDate of byDate.values()) {
    if (rows.length > 0 && rows.length + ofDate.length > MOST_ROWS) {
      yield step();
      rows = [];
    }
    rows.push(...ofDate);
  }
  if (rows.length > 0) yield step();
}

async function* rowsOf(file: string): AsyncGenerator<{ row?: Row; fault?: { line: number; message: string } }> {
  const faults: { line: number; message: string }[] = [];
  const parser = createReadStream(file).pipe(
    parse({ columns: true, bom: true, info: true, trim: true, skip_empty_lines: true, skip_records_with_error: true }),
  );
  parser.on('skip', ({ message, lines }: { message: string; lines?: number }) =>
    faults.push({ line: lines ?? 0, message }),
  );
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    const missing = Object.values(COLUMNS).filter((column) => !(column in record));
    if (missing.length > 0)
      throw new AdminError(`${file} has no column ${missing.join(', ')}: is it a RescueTime table?`);
    for (const fault of faults.splice(0)) yield { fault };
    const { [COLUMNS.date]: date = '', [COLUMNS.seconds]: seconds, [COLUMNS.activity]: activity } = record;
    const document = record.Document;
    yield { row: { line: info.lines, date, ...{ seconds, activity, ...(document && { document }) } } };
  }
  for (const fault of faults) yield { fault };
}
