import { Worker } from 'node:worker_threads';

/** The server that the client's thread calls, and its key. */
export interface ClientData {
  readonly origin: string;
  readonly bearer: string;
}

/**
 * One GET as the client saw it: how many bytes it read to the end, and how long that took, in ms.
 */
export interface Answered {
  readonly bytes: number;
  readonly ms: number;
}

/** The result of the client's thread, or why there is none. */
export type Outcome = Answered | { readonly message: string };

/**
 * One connection to a server in this process, on a thread of its own: a server never shares a
 * thread with its clients. One call at a time.
 */
export class ClientThread {
  private readonly worker: Worker;

  constructor(to: ClientData) {
    this.worker = new Worker(new URL('./client-thread-main.js', import.meta.url), { workerData: to });
  }

  /**
   * Reads a whole answer. Throws unless it is a 2xx. The time does not include messages between the
   * threads.
   */
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
