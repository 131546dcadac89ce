import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Table, TableRow } from './rescuetime-table.js';

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

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The batches of an export, its lines in order. Only the lines of one batch are in memory. `size`:
 * of the file, in bytes.
 */
export async function* exportBatches(file: string, size: number): AsyncGenerator<ImportStep> {
  // Bytes as characters: each line is decoded by itself, so one wrong byte is told by its line.
  const source = createReadStream(file, 'latin1');
  const share = () => (size === 0 ? 1 : source.bytesRead / size);
  const firstOf = new Map<string, string>();
  let [lines, characters, line]: [object[], number, number] = [[], 0, 0];
  for await (const bytes of createInterface({ input: source, crlfDelay: Infinity })) {
    line++;
    if (bytes.trim() === '') continue;
    const event = eventIn(Buffer.from(bytes, 'latin1'));
    if (typeof event === 'string') {
      yield { bad: { line, message: event }, share: share() };
      continue;
    }
    const first = firstOf.get(event.stream) ?? event.id;
    firstOf.set(event.stream, first);
    const { stream, id, type, data } = event;
    lines.push({ line, first, stream, id, type, data });
    characters += bytes.length;
    if (lines.length < MOST_LINES && characters < MOST_CHARACTERS) continue;
    yield { batch: { format: 'timeledger', lines }, share: share() };
    [lines, characters] = [[], 0];
  }
  if (lines.length > 0) yield { batch: { format: 'timeledger', lines }, share: 1 };
}

interface ExportedLine {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly data: object;
}

const NO_LINE = 'It is not a line of an export.';

/** The event of a line, or what is wrong with the line. */
function eventIn(line: Buffer): ExportedLine | string {
  let text: string;
  try {
    text = UTF_8.decode(line);
  } catch {
    return 'It is not in UTF-8.';
  }
  try {
    const { stream, id, type, data } = JSON.parse(text) as Record<string, unknown>;
    const isEvent = [stream, id, type].every((value) => typeof value === 'string') && typeof data === 'object' && data;
    return isEvent ? ({ stream, id, type, data } as ExportedLine) : NO_LINE;
  } catch {
    return NO_LINE;
  }
}

/**
 * The batches of a RescueTime table. All rows of a bucket are in one batch. Throws AdminError as
 * `readTable` does.
 */
export function* tableBatches({ rows, faults, bucketSeconds }: Table): Generator<ImportStep> {
  for (const bad of faults) yield { bad, share: 0 };
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
