import { Worker } from 'node:worker_threads';

/** Whom the client's thread asks, and as who. */
export interface ClientData {
  readonly origin: string;
  readonly bearer: string;
}

/** What the client saw of one GET: how many bytes it read to the end, and how long that took, in ms. */
export interface Answered {
  readonly bytes: number;
  readonly ms: number;
}

/** What the client's thread says of it, or why there is nothing to say. */
export type Outcome = Answered | { readonly message: string };

/**
 * One connection to a server of this very process, on a thread of its own: a server never shares a thread with its clients. One
 * call at a time.
 */
export class ClientThread {
  private readonly worker: Worker;

  constructor(to: ClientData) {
    this.worker = new Worker(new URL('./client-thread-main.js', import.meta.url), { workerData: to });
  }

  /** Reads a whole answer; throws unless it is a 2xx. Its time has no message from thread to thread in it. */
  async get(path: string): Promise<Answered> {
    const answered = new Promise<Outcome>((resolve, reject) => {
      this.worker.once('message', resolve).once('error', reject);
    });
    this.worker.postMessage(path);
    const outcome = await answered.finally(() => this.worker.removeAllListeners('error'));
    if ('message' in outcome) throw new Error(outcome.message);
    return outcome;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
