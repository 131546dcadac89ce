import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What hostile users ask, and the server that they ask. */
export interface Hostile {
  readonly origin: string;
  /** The key of each user. */
  readonly bearers: readonly string[];
  /** The name of what they ask, in `HOSTILE_LOADS`. */
  readonly load: string;
}

/**
 * What they sent and got so far. A failure is an answer other than 200, or a connection that broke.
 */
export interface HostileCount {
  readonly answers: number;
  readonly bytes: number;
  readonly failures: number;
}

/** Users who ask without a pause, each one request at a time, on a thread of their own. */
export class HostileThread {
  private readonly worker: Worker;

  constructor(hostile: Hostile) {
    this.worker = new Worker(new URL('./hostile-thread-main.js', import.meta.url), { workerData: hostile });
  }

  async count(): Promise<HostileCount> {
    const answered = once(this.worker, 'message') as Promise<[HostileCount]>;
    this.worker.postMessage('count');
    return (await answered)[0];
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
