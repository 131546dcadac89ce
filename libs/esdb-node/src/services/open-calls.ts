import { type EventEmitter } from 'node:events';
import { toStatus } from '../wire/refusals.js';

/**
 * The calls that stay open until somebody ends them. A node that stops ends each with status CANCELLED itself: a client
 * reconnects on that, and not on what it sees when the connection is only cut (over TLS, an INTERNAL error).
 */
export class OpenCalls {
  readonly #calls = new Set<EventEmitter>();

  /** Remembers a call until it closes. */
  track(call: EventEmitter): void {
    this.#calls.add(call);
    call.once('close', () => this.#calls.delete(call));
    call.once('cancelled', () => this.#calls.delete(call));
  }

  cancelAll(): void {
    for (const call of this.#calls) call.emit('error', toStatus({ kind: 'cancelled' }));
  }
}
