import { type ScavengeResult } from './scavenge/scavenge.js';
import { type ServerFaults } from './reads/server-faults.js';

/** The messages between the host's thread and the node's thread. */

/** The worker's `workerData`. */
export interface WorkerSettings {
  readonly dir: string;
  readonly host: string;
  readonly port: number;
  readonly portFallsForward: boolean;
  readonly socket: string | undefined;
  readonly faults: ServerFaults;
}

export type FromWorker =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'scavenged'; readonly request: number; readonly result: ScavengeResult }
  | { readonly kind: 'not-scavenged'; readonly request: number; readonly message: string };

/** The answer repeats `request`. */
export type ToWorker = { readonly kind: 'close' } | { readonly kind: 'scavenge'; readonly request: number };
