import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rm, stat, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { v5 as uuidV5 } from 'uuid';
import { type Span } from '../sessions/sessioniser.js';
import { replaceFile, syncFolder } from './durable-file.js';
import { eraseRecords } from './erase-records.js';
import { decodeSegment, encodeLine, type SpoolRecord } from './record-line.js';

const MEGABYTE = 1_048_576;
const SEGMENT_NAME = /^\d{16}\.jsonl$/;
const CURSOR = 'cursor.json';

export interface SpoolOptions {
  folder: string;
  /** The namespace of the record ids: a UUID that belongs to this device alone. */
  deviceId: string;
  /** Tells apart the runs of the agent, so that no two runs make the same id. Default: random. */
  run?: string;
  /** A segment closes when it reaches this size. Default 1 MB. */
  segmentBytes?: number;
  /** Above this total size the spool drops its oldest segment, sent or not. Default 200 MB. */
  capBytes?: number;
  /** Gets a sentence when records are lost: dropped at the cap, or damaged on disk. */
  warn: (message: string) => void;
  /** Epoch milliseconds. The first record of a new spool gets this number. */
  now: () => number;
}

/** A span, and what its times have more than this machine's clock showed. */
export type SpooledSpan = Span & { correctedMs?: number };

interface Tail {
  file: string;
  handle: FileHandle;
  bytes: number;
}

/**
 * The queue between recording and sending: append-only segments of lines with checksums, and a
 * cursor. The cursor holds the last number that the server has acknowledged.
 *
 * - `append` returns when the records are on the disk (fdatasync). A crash loses none of them.
 * - The next opening cuts off an incomplete append. A damaged line is skipped and counted.
 * - Acknowledged segments are deleted, the newest too: the server holds their records.
 * - Numbers never repeat, because an acknowledged number covers all below it. They go on after
 *   the newest number of segments and cursor. Without both they start at the clock's milliseconds,
 *   which is ahead of any earlier count.
 *
 * Every method waits for the method before it. One process at a time may use a folder
 * (`holdFolder`).
 */
export class Spool {
  private readonly options: Required<SpoolOptions>;
  private last: Promise<unknown> = Promise.resolve();
  private tail: Tail | null = null;
  private nextSequence = 0;
  private acknowledged = 0;

  private constructor(options: SpoolOptions) {
    this.options = { segmentBytes: MEGABYTE, capBytes: 200 * MEGABYTE, run: randomUUID(), ...options };
  }

  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    await chmod(options.folder, 0o700);
    const spool = new Spool(options);
    await spool.recover();
    return spool;
  }

  /**
   * Numbers the spans, writes them and waits for the disk. After an error the records may be on
   * the disk or not.
   */
  append(spans: readonly SpooledSpan[]): Promise<SpoolRecord[]> {
    return this.write(spans, (span, sequence) => ({ sequence, run: this.options.run, id: this.idOf(span), ...span }));
  }

  /** Puts records at the end of the queue again, with their ids.. */
  requeue(records: readonly SpoolRecord[]): Promise<SpoolRecord[]> {
    return this.write(records, (record, sequence) => ({ ...record, sequence }));
  }

  /** Whether this run of the agent made the record. */
  isOfThisRun({ run }: SpoolRecord): boolean {
    return run === this.options.run;
  }

  private write<T>(entries: readonly T[], number: (entry: T, sequence: number) => SpoolRecord): Promise<SpoolRecord[]> {
    if (entries.length === 0) return Promise.resolve([]);
    return this.inTurn(async () => {
      this.tail ??= await this.openTail();
      const records = entries.map((entry, index) => number(entry, this.nextSequence + index));
      const lines = Buffer.from(records.map(encodeLine).join(''));
      try {
        await this.tail.handle.appendFile(lines);
        await this.tail.handle.datasync();
      } catch (error) {
        await this.abandonTail();
        throw error;
      }
      this.tail.bytes += lines.length;
      this.nextSequence += records.length;
      if (this.tail.bytes >= this.options.segmentBytes) await this.closeTail();
      return records;
    });
  }

  /**
   * The oldest records that wait for the server, at most `limit`. Of a span that has grown, the
   * longest one alone.
   */
  pending(limit: number): Promise<SpoolRecord[]> {
    return this.inTurn(async () => {
      const waiting: SpoolRecord[] = [];
      for (const file of await this.segments()) {
        const { records } = await this.read(file);
        waiting.push(...records.filter((record) => record.sequence > this.acknowledged));
        if (waiting.length >= limit) break;
      }
      return longestOfEach(waiting).slice(0, limit);
    });
  }

  /** How many records wait behind this number. A span that has grown counts once. */
  countBehind(sequence: number): Promise<number> {
    return this.inTurn(async () => (sequence + 1 < this.nextSequence ? countAfter(this.options.folder, sequence) : 0));
  }

  /** Notes that the server has all records up to this number, then deletes the sent segments. */
  acknowledge(sequence: number): Promise<void> {
    return this.inTurn(async () => {
      await replaceFile(join(this.options.folder, CURSOR), JSON.stringify({ acknowledged: sequence }));
      this.acknowledged = sequence;
      const files = await this.segments();
      for (const [index, file] of files.entries()) {
        const next = files[index + 1];
        const lastSequence = (next === undefined ? this.nextSequence : firstSequence(next)) - 1;
        if (lastSequence <= sequence) await this.delete(file);
      }
    });
  }

  /** Takes records out of the files, sent or not. Resolves to how many of them were waiting. */
  erase(isErased: (record: SpoolRecord) => boolean): Promise<number> {
    return this.inTurn(async () => {
      await this.closeTail();
      const gone = await eraseRecords(this.options.folder, await this.segments(), isErased);
      return longestOfEach(gone.filter(({ sequence }) => sequence > this.acknowledged)).length;
    });
  }

  close(): Promise<void> {
    return this.inTurn(() => this.closeTail());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** A span that has grown keeps its id: the server makes the activity longer. */
  private idOf({ startedAt, application, title, url }: Span): string {
    return uuidV5(JSON.stringify([this.options.run, startedAt, application, title, url]), this.options.deviceId);
  }

  private async recover(): Promise<void> {
    this.acknowledged = await readCursor(this.options.folder);
    let newest = this.acknowledged;
    let damaged = 0;
    for (const file of await this.segments()) {
      const content = await this.read(file);
      damaged += content.damagedLines;
      newest = Math.max(newest, content.records.at(-1)?.sequence ?? 0, firstSequence(file) - 1);
    }
    if (damaged > 0) this.options.warn(`${damaged} spooled lines were damaged on disk and are skipped`);
    this.nextSequence = newest === 0 ? this.options.now() : newest + 1;
  }

  /**
   * Continues the newest segment if it has room, without its incomplete end. Otherwise starts a new
   * one.
   */
  private async openTail(): Promise<Tail> {
    const newest = (await this.segments()).at(-1);
    if (newest !== undefined) {
      const { wholeBytes } = await this.read(newest);
      if (wholeBytes < this.options.segmentBytes) return this.openSegment(newest, wholeBytes);
    }
    await this.dropBeyondCap();
    const tail = await this.openSegment(`${String(this.nextSequence).padStart(16, '0')}.jsonl`, 0);
    await syncFolder(this.options.folder);
    return tail;
  }

  /** Opens a segment to append after its first `bytes` bytes. Cuts off the rest. */
  private async openSegment(file: string, bytes: number): Promise<Tail> {
    if (bytes > 0) await truncate(this.path(file), bytes);
    return { file, handle: await open(this.path(file), bytes > 0 ? 'a' : 'w', 0o600), bytes };
  }

  private async dropBeyondCap(): Promise<void> {
    const files = await this.segments();
    const sizes = await Promise.all(files.map(async (file) => (await stat(this.path(file))).size));
    let total = sizes.reduce((sum, size) => sum + size, this.options.segmentBytes);
    let dropped = 0;
    for (const [index, file] of files.entries()) {
      if (total <= this.options.capBytes) break;
      const { records } = await this.read(file);
      dropped += records.filter((record) => record.sequence > this.acknowledged).length;
      await this.delete(file);
      total -= sizes[index] ?? 0;
    }
    if (dropped > 0) this.options.warn(`the spool is full: the ${dropped} oldest unsent records were dropped`);
  }

  private async delete(file: string): Promise<void> {
    if (file === this.tail?.file) await this.closeTail();
    await rm(this.path(file));
  }

  private async closeTail(): Promise<void> {
    const tail = this.tail;
    this.tail = null;
    await tail?.handle.close();
  }

  /**
   * A failed write leaves an unknown end. The next append opens the file again and cuts that end
   * off.
   */
  private async abandonTail(): Promise<void> {
    await this.closeTail().catch(() => undefined);
    await this.recover();
  }

  private async segments(): Promise<string[]> {
    return segmentFiles(this.options.folder);
  }

  private async read(file: string): ReturnType<typeof readSegment> {
    return readSegment(this.path(file));
  }

  private path(file: string): string {
    return join(this.options.folder, file);
  }
}

/**
 * The records without those that another one with the same id replaces: it lasts longer, or as long
 * and is later in the queue. A copy with corrected times has the same id too. So it is sent alone,
 * also when the agent ended before its first version left the queue.
 */
export function longestOfEach(records: readonly SpoolRecord[]): SpoolRecord[] {
  const longest = new Map<string, SpoolRecord>();
  for (const record of records) {
    const known = longest.get(record.id);
    if (known === undefined || lengthOf(known) <= lengthOf(record)) longest.set(record.id, record);
  }
  return records.filter((record) => longest.get(record.id) === record);
}

const lengthOf = ({ startedAt, endedAt }: SpoolRecord): number => endedAt - startedAt;

export async function readSegment(path: string) {
  return decodeSegment(await readFile(path));
}

export async function segmentFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => SEGMENT_NAME.test(name)).sort();
}

function firstSequence(file: string): number {
  return Number.parseInt(file, 10);
}

/**
 * The last number that the server has acknowledged. It is 0 when the cursor is missing or
 * unreadable: then the agent sends all records again, which does no harm.
 */
export async function readCursor(folder: string): Promise<number> {
  try {
    const cursor = JSON.parse(await readFile(join(folder, CURSOR), 'utf8')) as { acknowledged?: unknown } | null;
    return Number.isSafeInteger(cursor?.acknowledged) ? (cursor?.acknowledged as number) : 0;
  } catch {
    return 0;
  }
}

/** Counts the waiting records of a spool without opening it. A missing folder counts 0. */
export async function countPending(folder: string): Promise<number> {
  return countAfter(folder, await readCursor(folder));
}

async function countAfter(folder: string, sequence: number): Promise<number> {
  const waiting = new Set<string>();
  for (const file of await segmentFiles(folder).catch(() => [])) {
    const { records } = await readSegment(join(folder, file));
    for (const record of records) if (record.sequence > sequence) waiting.add(record.id);
  }
  return waiting.size;
}
