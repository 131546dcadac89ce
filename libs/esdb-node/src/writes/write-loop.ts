import { type LogStore } from '../store/log-store.js';
import { type WriteOutcome } from '../terms/outcome.js';
import { performWrite } from './perform-write.js';
import { heldSizeOf, type WriteRequest } from './write-request.js';

/** The most bytes of one commit, and of the queue before callers must pause (heldSizeOf). */
const COMMIT_BYTES = 4 * 1024 * 1024;
const WAITING_BYTES = 16 * 1024 * 1024;

/** Work that needs the log to stand still. */
interface ExclusiveWork {
  readonly run: () => Promise<void>;
  readonly refuse: (error: Error) => void;
}

interface Waiting {
  readonly request: WriteRequest;
  readonly bytes: number;
  readonly settle: (outcome: WriteOutcome) => void;
}

/**
 * The only writer. It checks all waiting requests in order and commits them together: one flush to
 * disk for many callers (group commit). A caller hears its outcome only when that is durable.
 * A commit that fails ends the loop for good: the state of the disk is then unknown.
 */
export class WriteLoop {
  private readonly store: LogStore;
  private readonly onFailure: (error: Error) => void;
  private readonly nowMs: () => number;
  private queue: Waiting[] = [];
  private exclusives: ExclusiveWork[] = [];
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

  /** Queues a request and resolves with its durable outcome. An untried request is `cancelled`. */
  submit(request: WriteRequest): Promise<WriteOutcome> {
    return new Promise((settle) => {
      if (this.stopped) return settle({ kind: 'cancelled' });
      const bytes =
        request.action.kind === 'append' ? request.action.events.reduce((sum, each) => sum + heldSizeOf(each), 0) : 0;
      this.queue.push({ request, bytes, settle });
      this.queuedBytes += bytes;
      this.running ??= this.run();
    });
  }

  /**
   * Runs `work` between two commits. The loop writes nothing until it has ended. Resolves and
   * rejects as `work` does. When the loop has stopped it rejects with Error and does not run
   * `work`.
   */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.stopped) return reject(new Error('The node is stopping.'));
      this.exclusives.push({ run: () => work().then(resolve, reject), refuse: reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when a caller may send more: at once, or after the queue is done. */
  async waitForRoom(): Promise<void> {
    if (this.queuedBytes > WAITING_BYTES) await this.running;
  }

  /** Refuses new requests and resolves when all queued requests have their outcome. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    // Waits so that all requests of one turn of the event loop share one commit.
    await new Promise(setImmediate);
    while (this.queue.length > 0 || this.exclusives.length > 0) {
      for (const { run } of this.exclusives.splice(0)) await run();
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

  /**
   * The failed batch gets no answer, because its state on disk is unknown. Waiting requests are
   * cancelled.
   */
  private fail(cause: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.stopped = true;
    for (const { settle } of this.queue.splice(0)) settle({ kind: 'cancelled' });
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = new Error(`The event log cannot be used any more, so the node stops. ${reason}`, { cause });
    for (const { refuse } of this.exclusives.splice(0)) refuse(error);
    this.onFailure(error);
  }
}
