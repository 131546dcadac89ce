/** What the host's thread and the node's thread say to each other. */

/** The worker's `workerData`. */
export interface WorkerSettings {
  readonly dir: string;
  readonly host: string;
  readonly port: number;
  readonly portFallsForward: boolean;
}

export type FromWorker =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** The only thing the host says: close, and end. */
export const CLOSE = 'close';
