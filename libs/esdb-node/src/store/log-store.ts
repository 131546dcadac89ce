import { LRUCache } from 'lru-cache';
import { readTail, type Tail, writeTail } from './counters.js';
import { BLOCK_BYTES, type BlockNames, blockNamesOf } from './block-names.js';
import { asDiskErrors } from '../disk/disk-error.js';
import { LogBatch } from './log-batch.js';
import { LogCopy } from './log-copy.js';
import { LogFolder } from './log-folder.js';
import { loadState, streamNamesBehind } from './lookups.js';
import { readLogPage, readStreamPage, recordsBetween, type Page, type PageRequest } from './pages.js';
import { type StreamState } from '../streams/stream-state.js';
import { type Tables } from '../disk/tables.js';

const CACHED_STREAMS = 50_000;
/** The names of 6 GB of the log. They need some 20 MB. */
const CACHED_BLOCKS = 100_000;
/** A cache with its own `max` reserves 28 bytes for each entry that it may ever hold. */
const atMost = (entries: number) => ({ maxSize: entries, sizeCalculation: () => 1 });

/**
 * The log on disk. It runs one commit at a time. The writes of a commit become visible (`tail`,
 * `stateOf`, pages) only when they are durable. Reads hold no transaction between pages. So a slow
 * reader blocks no old pages, and a scavenge may put another file in place.
 */
export class LogStore {
  private readonly folder: LogFolder;
  private readonly states = new LRUCache<string, StreamState>(atMost(CACHED_STREAMS));
  private readonly blocks = new LRUCache<number, BlockNames>(atMost(CACHED_BLOCKS));
  private readonly commitListeners = new Set<() => void>();
  private readonly failureListeners = new Set<(error: Error) => void>();
  private tables: Tables;
  private durableTail: Tail;
  private copy: LogCopy | undefined;

  /**
   * Opens or creates the log in `dir`. Throws Error for people when it is damaged or not writable.
   */
  static open(dir: string): LogStore {
    const { folder, tables } = LogFolder.open(dir);
    return new LogStore(folder, tables);
  }

  private constructor(folder: LogFolder, tables: Tables) {
    this.folder = folder;
    this.tables = tables;
    this.durableTail = readTail(tables);
  }

  /** The position after the last durable event. Only events below it may be read. */
  get tail(): bigint {
    return this.durableTail.position;
  }

  /** The size of the log's data file in bytes. */
  get dataBytes(): number {
    return this.folder.dataBytes;
  }

  /** The durable state of a stream. A stream without events has no number. */
  stateOf(stream: string): StreamState {
    const cached = this.states.get(stream);
    if (cached !== undefined) return cached;
    const state = this.read(() => loadState(this.tables, stream));
    this.states.set(stream, state);
    return state;
  }

  /** One page of the log. `request.to` is limited to the tail. */
  readLog(request: PageRequest): Page {
    const to = request.to < this.tail ? request.to : this.tail;
    return this.read(() => readLogPage(this.tables, { ...request, to }));
  }

  /** Whether `blockNames` knows the answer without reading. */
  knowsBlock(block: number): boolean {
    return this.blocks.has(block);
  }

  /**
   * The names in a block of the log (block-names.ts). Undefined until the log has passed the block.
   */
  blockNames(block: number): BlockNames | undefined {
    const from = BigInt(block) * BigInt(BLOCK_BYTES);
    const to = from + BigInt(BLOCK_BYTES);
    if (to > this.tail) return undefined;
    const known = this.blocks.get(block);
    if (known !== undefined) return known;
    const names = this.read(() => blockNamesOf(recordsBetween(this.tables, from, to)));
    this.blocks.set(block, names);
    return names;
  }

  /** One page of a stream, without `$tb`, `$maxCount` or `$maxAge`. Ends at the last revision. */
  readStream({ number, lastRevision }: StreamState, request: PageRequest): Page {
    if (number === undefined) return { records: [], isLast: true };
    const to = request.to <= lastRevision ? request.to : lastRevision + 1n;
    return this.read(() => readStreamPage(this.tables, number, { ...request, to }));
  }

  /**
   * Up to `maxNames` names of streams after `name`, in byte order. Undefined starts at the first.
   */
  streamNames(name: string | undefined, maxNames: number): string[] {
    return this.read(() => streamNamesBehind(this.tables, name, maxNames));
  }

  /** Calls `listener` after each commit that wrote events. The returned function ends that. */
  onCommit(listener: () => void): () => void {
    this.commitListeners.add(listener);
    return () => this.commitListeners.delete(listener);
  }

  /** Calls `listener` when a read found damage. The node must then end. */
  onFailure(listener: (error: Error) => void): void {
    this.failureListeners.add(listener);
  }

  /**
   * Runs `work` in one write transaction and returns its result when the writes are on disk. The
   * thread stands still for one flush. When `work` throws, this writes nothing and throws the same
   * error. After any error the store must not be written again.
   */
  commit<Result>(work: (batch: LogBatch) => Result): Result {
    const batch = new LogBatch(this.tables, this.durableTail, (stream) => this.stateOf(stream));
    const result = asDiskErrors(() =>
      this.tables.root.transactionSync(() => {
        const value = work(batch);
        if (batch.tail.position !== this.tail) writeTail(this.tables, batch.tail);
        return value;
      }),
    );
    if (batch.tail.position !== this.tail) this.publish(batch);
    return result;
  }

  private publish(batch: LogBatch): void {
    for (const [stream, state] of batch.changedStates) this.states.set(stream, state);
    this.durableTail = batch.tail;
    for (const listener of this.commitListeners) listener();
  }

  /**
   * Begins an empty copy for adoptCopy() or dropCopy(). Throws Error when a copy has begun already.
   */
  beginCopy(): LogCopy {
    if (this.copy !== undefined) throw new Error('The log is being scavenged already.');
    try {
      this.copy = asDiskErrors(() => new LogCopy(this.folder.openCopy(), this.folder.copyDataFile));
      return this.copy;
    } catch (error) {
      this.folder.removeLeftovers();
      throw error;
    }
  }

  /**
   * Puts the copy in the place of the log. The copy must hold every event that stays, up to the
   * tail. No commit may be under way. If the copy cannot be completed, this rejects and the log
   * stays as it was. If the copy cannot be put in place, onFailure is called too.
   */
  async adoptCopy(copy: LogCopy): Promise<void> {
    await copy.complete(this.durableTail);
    this.copy = undefined;
    const former = this.tables;
    // There is no await in between, so a reader sees either the old log or the new one.
    this.tables = this.read(() => this.folder.adoptCopy());
    this.states.clear();
    this.blocks.clear();
    await former.root.close();
    this.folder.removeLeftovers();
  }

  /** Ends a copy that was not adopted, and removes its files. */
  async dropCopy(): Promise<void> {
    const copy = this.copy;
    if (copy === undefined) return;
    await copy.close();
    this.folder.removeLeftovers();
    this.copy = undefined;
  }

  /**
   * An error of a read means damage, because no request is wrong by itself. A closed store is the
   * exception.
   */
  private read<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      for (const listener of this.failureListeners) listener(error);
      throw error;
    }
  }

  /** Closes the files. No commit may be under way. Drops an unfinished copy. */
  async close(): Promise<void> {
    this.failureListeners.clear();
    await this.dropCopy();
    await this.tables.root.close();
  }
}
