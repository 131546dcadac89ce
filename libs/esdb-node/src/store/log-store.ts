import { LRUCache } from 'lru-cache';
import { readTail, type Tail, writeTail } from './counters.js';
import { asDiskErrors } from '../disk/disk-error.js';
import { LogBatch } from './log-batch.js';
import { LogCopy } from './log-copy.js';
import { LogFolder } from './log-folder.js';
import { loadState, streamNamesBehind } from './lookups.js';
import { readLogPage, readStreamPage, type Page, type PageRequest } from './pages.js';
import { type StreamState } from '../streams/stream-state.js';
import { type Tables } from '../disk/tables.js';

const CACHED_STREAMS = 50_000;

/**
 * The log on disk. One commit at a time; what a commit wrote becomes visible (`tail`, `stateOf`, pages) only when it is
 * durable. Reads hold no transaction between pages, so a slow reader pins no old pages of the file, and a scavenge may
 * put another file in its place.
 */
export class LogStore {
  private readonly folder: LogFolder;
  private readonly states = new LRUCache<string, StreamState>({ max: CACHED_STREAMS });
  private readonly commitListeners = new Set<() => void>();
  private readonly failureListeners = new Set<(error: Error) => void>();
  private tables: Tables;
  private durableTail: Tail;
  private copy: LogCopy | undefined;

  /** Opens, or creates, the log in `dir`. Throws Error, fit for a person, when it is damaged or cannot be written. */
  static open(dir: string): LogStore {
    const { folder, tables } = LogFolder.open(dir);
    return new LogStore(folder, tables);
  }

  private constructor(folder: LogFolder, tables: Tables) {
    this.folder = folder;
    this.tables = tables;
    this.durableTail = readTail(tables);
  }

  /** The position behind the last durable event: events below it, and only those, may be read. */
  get tail(): bigint {
    return this.durableTail.position;
  }

  /** The size of the log's data file in bytes. */
  get dataBytes(): number {
    return this.folder.dataBytes;
  }

  /** The durable state of a stream. Of one that was never written: no number, no events. */
  stateOf(stream: string): StreamState {
    const cached = this.states.get(stream);
    if (cached !== undefined) return cached;
    const state = this.read(() => loadState(this.tables, stream));
    this.states.set(stream, state);
    return state;
  }

  /** One page of the log; `request.to` is cut at the tail. */
  readLog(request: PageRequest): Page {
    const to = request.to < this.tail ? request.to : this.tail;
    return this.read(() => readLogPage(this.tables, { ...request, to }));
  }

  /** One page of a stream, `$tb` and its kin not applied; `request.to` is cut behind the last revision. */
  readStream({ number, lastRevision }: StreamState, request: PageRequest): Page {
    if (number === undefined) return { records: [], isLast: true };
    const to = request.to <= lastRevision ? request.to : lastRevision + 1n;
    return this.read(() => readStreamPage(this.tables, number, { ...request, to }));
  }

  /** Up to `maxNames` names of streams, in the order of their bytes, behind `name`; from the first when it is undefined. */
  streamNames(name: string | undefined, maxNames: number): string[] {
    return this.read(() => streamNamesBehind(this.tables, name, maxNames));
  }

  /** Calls `listener` after each commit that wrote events; the returned function ends that. */
  onCommit(listener: () => void): () => void {
    this.commitListeners.add(listener);
    return () => this.commitListeners.delete(listener);
  }

  /** Calls `listener` when a read met what cannot be answered from. The node must then end. */
  onFailure(listener: (error: Error) => void): void {
    this.failureListeners.add(listener);
  }

  /**
   * Runs `work` in one write transaction; its result, once that is on disk: the thread stands still for one flush. When
   * `work` throws, nothing is written and it throws the same. After any error the store must not be written again.
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

  /** Begins a copy of the log, empty, for adoptCopy() or dropCopy(). Throws Error when one is begun already. */
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
   * Puts the copy in the place of the log. It must hold every event up to the tail that is to stay. Never call it while a
   * commit is under way. When the copy cannot be completed this rejects, and the log is as it was; when it cannot be put
   * in place, onFailure tells of it too.
   */
  async adoptCopy(copy: LogCopy): Promise<void> {
    await copy.complete(this.durableTail);
    this.copy = undefined;
    const former = this.tables;
    // No await in here: a reader sees the log before or after.
    this.tables = this.read(() => this.folder.adoptCopy());
    this.states.clear();
    await former.root.close();
    this.folder.removeLeftovers();
  }

  /** Ends a copy that was not adopted and removes what it wrote. */
  async dropCopy(): Promise<void> {
    const copy = this.copy;
    if (copy === undefined) return;
    await copy.close();
    this.folder.removeLeftovers();
    this.copy = undefined;
  }

  /** Whatever stops a read, other than a closed store, is damage: nothing that is asked for is wrong by itself. */
  private read<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      for (const listener of this.failureListeners) listener(error);
      throw error;
    }
  }

  /** Closes the files; no commit may be under way. A copy that is not adopted is dropped. */
  async close(): Promise<void> {
    this.failureListeners.clear();
    await this.dropCopy();
    await this.tables.root.close();
  }
}
