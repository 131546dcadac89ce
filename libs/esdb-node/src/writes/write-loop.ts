import { type LogStore } from '../store/log-store.js';
import { type WriteOutcome } from './outcome.js';
import { performWrite } from './perform-write.js';
import { appendSizeOf, type WriteRequest } from './write-request.js';

/** What one commit takes at most, and what may wait before callers are asked to pause. Bytes by appendSizeOf. */
const COMMIT_BYTES = 4 * 1024 * 1024;
const WAITING_BYTES = 16 * 1024 * 1024;

/** Work that needs the log to stand still. */
interface Turn {
  readonly run: () => Promise<void>;
  readonly refuse: (error: Error) => void;
}

interface Waiting {
  readonly request: WriteRequest;
  readonly bytes: number;
  readonly settle: (outcome: WriteOutcome) => void;
}

/**
 * The only writer. All requests that wait are checked in order and committed together: one flush to disk for many
 * callers (group commit). A caller hears of its outcome only when it is durable.
 * A commit that fails ends the loop for good: what is on disk is then not known, so nothing more may be promised.
 */
export class WriteLoop {
  private readonly store: LogStore;
  private readonly onFailure: (error: Error) => void;
  private readonly nowMs: () => number;
  private queue: Waiting[] = [];
  private turns: Turn[] = [];
  private queuedBytes = 0;
  private running: Promise<void> | undefined;
  private stopped = false;
  private failed = false;

  constructor(store: LogStore, onFailure: (error: Error) => void, nowMs: () => number = Date.now) {
    this.store = store;
    this.onFailure = onFailure;
    this.nowMs = nowMs;
    store.onFailure((error) => this.fail(error));
  }

  /** Queues a request; its outcome, once durable. Never rejects: a request that was not tried is `cancelled`. */
  submit(request: WriteRequest): Promise<WriteOutcome> {
    return new Promise((settle) => {
      if (this.stopped) return settle({ kind: 'cancelled' });
      const bytes =
        request.action.kind === 'append' ? request.action.events.reduce((sum, each) => sum + appendSizeOf(each), 0) : 0;
      this.queue.push({ request, bytes, settle });
      this.queuedBytes += bytes;
      this.running ??= this.run();
    });
  }

  /**
   * Runs `work` between two commits: nothing is written until it has ended. Resolves and rejects as `work` does; rejects
   * with Error, and does not run it, when the loop has stopped.
   */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.stopped) return reject(new Error('The node is stopping.'));
      this.turns.push({ run: () => work().then(resolve, reject), refuse: reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when a caller with more to send should go on: at once, or after the queue was worked off. */
  async room(): Promise<void> {
    if (this.queuedBytes > WAITING_BYTES) await this.running;
  }

  /** Refuses new requests and resolves when those already queued have their outcome. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    // Lets the requests of one turn of the event loop come together in one commit.
    await new Promise(setImmediate);
    while (this.queue.length > 0 || this.turns.length > 0) {
      for (const { run } of this.turns.splice(0)) await run();
      if (this.queue.length === 0) continue;
      const batch = this.take();
      let outcomes: WriteOutcome[];
      try {
        const createdMs = this.nowMs();
        outcomes = this.store.commit((log) => batch.map(({ request }) => performWrite(log, request, createdMs)));
      } catch (cause) {
        this.fail(cause);
        return;
      }
      for (const [index, { settle }] of batch.entries()) settle(outcomes[index] ?? { kind: 'cancelled' });
    }
    this.running = undefined;
  }

  private take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const waiting of this.queue) {
      if (count > 0 && bytes + waiting.bytes > COMMIT_BYTES) break;
      bytes += waiting.bytes;
      count++;
    }
    this.queuedBytes -= bytes;
    return this.queue.splice(0, count);
  }

  /** The failed batch gets no answer: whether it is on disk is not known. What still waited was surely not written. */
  private fail(cause: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.stopped = true;
    for (const { settle } of this.queue.splice(0)) settle({ kind: 'cancelled' });
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = new Error(`The event log cannot be used any more, so the node stops. ${reason}`, { cause });
    for (const { refuse } of this.turns.splice(0)) refuse(error);
    this.onFailure(error);
  }
}
