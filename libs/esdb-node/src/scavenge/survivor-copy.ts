import { setTimeout as pause } from 'node:timers/promises';
import { originalOf } from '../terms/events.js';
import { type CopiedRecord, type LogCopy } from '../store/log-copy.js';
import { type LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { isKept } from './is-kept.js';

const PAGE_RECORDS = 128;
const PAGE_STREAMS = 128;

/**
 * Copies the log page by page. After each page it rests as long, so other work gets half the
 * thread.
 */
export class SurvivorCopy {
  private readonly store: LogStore;
  private readonly copy: LogCopy;
  private readonly nowMs: number;
  private readonly signal: AbortSignal | undefined;
  private copiedTo = 0n;
  private removed = 0;
  private kept = 0;

  /** `nowMs` (epoch ms) is the time that `$maxAge` is compared with. */
  constructor(store: LogStore, copy: LogCopy, nowMs: number, signal: AbortSignal | undefined) {
    this.store = store;
    this.copy = copy;
    this.nowMs = nowMs;
    this.signal = signal;
  }

  /** The position up to which the log is copied. */
  get end(): bigint {
    return this.copiedTo;
  }

  get removedEvents(): number {
    return this.removed;
  }

  get keptEvents(): number {
    return this.kept;
  }

  /** Copies the visible events up to the present tail. Judges each event when its page is read. */
  copyVisible(): Promise<void> {
    return this.copyUpTo(this.store.tail, (record) => this.isVisible(record));
  }

  /** Copies all events since then. So the last event of a growing stream is always there. */
  catchUp(): Promise<void> {
    return this.copyUpTo(this.store.tail, () => true);
  }

  /** Copies the names of all streams, and the last revision of those that lost their last event. */
  async copyStreams(): Promise<void> {
    let names = this.store.streamNames(undefined, PAGE_STREAMS);
    while (names.length > 0) {
      await this.paced(() => {
        this.copy.putStreams(names.map((name) => ({ name, state: this.store.stateOf(name) })));
        names = this.store.streamNames(names.at(-1), PAGE_STREAMS);
      });
    }
  }

  private async copyUpTo(to: bigint, isWanted: (record: LogRecord) => boolean): Promise<void> {
    for (let isLast = false; !isLast;) {
      await this.paced(() => {
        const page = this.store.readLog({ from: this.copiedTo, to, backwards: false, maxRecords: PAGE_RECORDS });
        const kept = page.records.filter(isWanted).map((record) => this.withStreamNumber(record));
        if (kept.length > 0) this.copy.putRecords(kept);
        this.kept += kept.length;
        this.removed += page.records.length - kept.length;
        isLast = page.isLast;
        const last = page.records.at(-1);
        this.copiedTo = isLast || last === undefined ? to : last.position + 1n;
      });
    }
  }

  private async paced(work: () => void): Promise<void> {
    this.signal?.throwIfAborted();
    const startedMs = performance.now();
    work();
    await pause(performance.now() - startedMs);
  }

  private isVisible(record: LogRecord): boolean {
    const original = originalOf(record.streamName);
    const originalState = original === undefined ? undefined : this.store.stateOf(original);
    return isKept(record, this.store.stateOf(record.streamName), originalState, this.nowMs);
  }

  private withStreamNumber(record: LogRecord): CopiedRecord {
    const { number } = this.store.stateOf(record.streamName);
    if (number === undefined) throw new Error(`The stream ${record.streamName} has events but no number.`);
    return { record, streamNumber: number };
  }
}
