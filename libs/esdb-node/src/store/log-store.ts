import { LRUCache } from 'lru-cache';
import { LogBatch, type Tail } from './log-batch.js';
import { loadState } from './lookups.js';
import { readLogPage, readStreamPage, type Page, type PageRequest } from './pages.js';
import { type StreamState } from './stream-state.js';
import { openTables, type Tables } from './tables.js';

const CACHED_STREAMS = 50_000;
const TAIL_KEY = Buffer.from('tail');
const EMPTY_LOG: Tail = { position: 0n, streamNumber: 1 };

/**
 * The log on disk. One commit at a time; what a commit wrote becomes visible (`tail`, `stateOf`, pages) only when it is
 * durable. Reads hold no transaction between pages, so a slow reader pins no old pages of the file.
 */
export class LogStore {
  readonly #tables: Tables;
  readonly #states = new LRUCache<string, StreamState>({ max: CACHED_STREAMS });
  readonly #commitListeners = new Set<() => void>();
  #tail: Tail;

  /** Opens, or creates, the log in `dir`. Throws what LMDB throws when the folder cannot be written. */
  static open(dir: string): LogStore {
    return new LogStore(openTables(dir));
  }

  private constructor(tables: Tables) {
    this.#tables = tables;
    const stored = tables.counters.get(TAIL_KEY);
    this.#tail = stored === undefined ? EMPTY_LOG : decodeTail(stored);
  }

  /** The position behind the last durable event: events below it, and only those, may be read. */
  get tail(): bigint {
    return this.#tail.position;
  }

  /** The durable state of a stream. Of one that was never written: no number, no events. */
  stateOf(stream: string): StreamState {
    const cached = this.#states.get(stream);
    if (cached !== undefined) return cached;
    const state = loadState(this.#tables, stream);
    this.#states.set(stream, state);
    return state;
  }

  /** One page of the log; `request.to` is cut at the tail. */
  readLog(request: PageRequest): Page {
    return readLogPage(this.#tables, { ...request, to: request.to < this.tail ? request.to : this.tail });
  }

  /** One page of a stream, `$tb` and its kin not applied; `request.to` is cut behind the last revision. */
  readStream({ number, lastRevision }: StreamState, request: PageRequest): Page {
    if (number === undefined) return { records: [], isLast: true };
    const to = request.to <= lastRevision ? request.to : lastRevision + 1n;
    return readStreamPage(this.#tables, number, { ...request, to });
  }

  /** Calls `listener` after each commit that wrote events; the returned function ends that. */
  onCommit(listener: () => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  /**
   * Runs `work` in one write transaction and resolves with its result once that is on disk. When `work` throws, nothing
   * is written. After a rejection the store must not be written again. Never call it while a commit is under way.
   */
  async commit<Result>(work: (batch: LogBatch) => Result): Promise<Result> {
    const batch = new LogBatch(this.#tables, this.#tail, (stream) => this.stateOf(stream));
    // A child transaction, because a plain one would keep what was put before `work` threw.
    const result = await this.#tables.root.childTransaction(() => {
      const value = work(batch);
      if (batch.tail.position !== this.tail) this.#tables.counters.putSync(TAIL_KEY, encodeTail(batch.tail));
      return value;
    });
    if (batch.tail.position !== this.tail) this.#publish(batch);
    return result;
  }

  #publish(batch: LogBatch): void {
    for (const [stream, state] of batch.changedStates) this.#states.set(stream, state);
    // Readers in this turn of the event loop would otherwise still see the snapshot from before the commit.
    this.#tables.root.resetReadTxn();
    this.#tail = batch.tail;
    for (const listener of this.#commitListeners) listener();
  }

  /** Closes the files. No commit may be under way. */
  async close(): Promise<void> {
    await this.#tables.root.close();
  }
}

function encodeTail({ position, streamNumber }: Tail): Buffer {
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeBigUInt64BE(position);
  bytes.writeUInt32BE(streamNumber, 8);
  return bytes;
}

function decodeTail(bytes: Buffer): Tail {
  return { position: bytes.readBigUInt64BE(0), streamNumber: bytes.readUInt32BE(8) };
}
