import { open, type FileHandle } from 'node:fs/promises';
import { type Tail, writeFormat, writeTail } from './counters.js';
import { asDiskErrors } from '../disk/disk-error.js';
import { eventIdKey, positionKey, revisionKey } from './keys.js';
import { REMOVED } from './lookups.js';
import { type LogRecord } from './record.js';
import { type StreamState } from '../streams/stream-state.js';
import { type Tables } from '../disk/tables.js';

/** An event to copy and the number of its stream. */
export interface CopiedRecord {
  readonly record: LogRecord;
  readonly streamNumber: number;
}

/** A stream to copy: its name and its state. */
export interface CopiedStream {
  readonly name: string;
  readonly state: StreamState;
}

/**
 * A new log in the making. Every event is written again. A copy of whole pages would keep bytes of
 * removed events.
 */
export class LogCopy {
  private readonly tables: Tables;
  private readonly dataFile: string;
  private highestStreamNumber = 0;

  constructor(tables: Tables, dataFile: string) {
    this.tables = tables;
    this.dataFile = dataFile;
  }

  /**
   * Puts events that follow all events that were put before. Throws Error when the disk is full.
   */
  putRecords(copied: readonly CopiedRecord[]): void {
    const { log, revisions, eventIds, streams } = this.tables;
    this.transact(() => {
      for (const { record, streamNumber } of copied) {
        const position = positionKey(record.position);
        const revision = revisionKey(streamNumber, record.revision);
        log.putSync(position, record.stored, { append: true });
        revisions.putSync(revision, position);
        eventIds.putSync(eventIdKey(streamNumber, record.idBytes), revision.subarray(4), { noOverwrite: true });
        if (streamNumber <= this.highestStreamNumber) continue;
        // Numbers follow the order of the log, so no new stream is missed. putStreams has the rest.
        this.highestStreamNumber = streamNumber;
        streams.putSync(Buffer.from(record.streamName), numberValue(streamNumber));
      }
    });
  }

  /**
   * Puts the names of streams. When the last event of a stream was not copied, its revision stays
   * taken, so new revisions follow it. If that event is copied later, it takes its place.
   */
  putStreams(copied: readonly CopiedStream[]): void {
    const { revisions, streams } = this.tables;
    this.transact(() => {
      for (const { name, state } of copied) {
        if (state.number === undefined) continue;
        streams.putSync(Buffer.from(name), numberValue(state.number));
        const last = revisionKey(state.number, state.lastRevision);
        if (revisions.get(last) === undefined) revisions.putSync(last, REMOVED);
      }
    });
  }

  /** Resolves when all puts so far are on disk. */
  async flush(): Promise<void> {
    let file: FileHandle | undefined;
    try {
      file = await open(this.dataFile, 'r+');
      await file.datasync();
    } finally {
      await file?.close();
    }
  }

  /** Ends the copy, whole and on disk. `tail` is the tail of the original log. */
  async complete(tail: Tail): Promise<void> {
    this.transact(() => {
      writeFormat(this.tables);
      writeTail(this.tables, tail);
    });
    await this.close();
    await this.flush();
  }

  private transact(work: () => void): void {
    asDiskErrors(() => this.tables.root.transactionSync(work));
  }

  /** Closes the files. */
  async close(): Promise<void> {
    await this.tables.root.close();
  }
}

function numberValue(streamNumber: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(streamNumber);
  return bytes;
}
