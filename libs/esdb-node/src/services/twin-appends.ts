import { setTimeout as delay } from 'node:timers/promises';
import { type WriteLoop } from '../writes/write-loop.js';
import { type WriteOutcome } from '../terms/outcome.js';
import { type WriteRequest } from '../writes/write-request.js';

/** How long 23.10 waits for the commit of a dropped append. */
const COMMIT_PATIENCE_MS = 2_000;

/** An append counts as being written for so long after its answer, in ms. */
const INDEXING_MS = 500;

/** Submits appends, and drops twins as `ServerFaults.dropsTwins` says. */
export class TwinAppends {
  private readonly underWay = new Set<string>();

  /** Drops an append whose events are being written by another call: it times out. */
  async submit(writes: WriteLoop, request: WriteRequest): Promise<WriteOutcome> {
    const key = keyOf(request);
    if (this.underWay.has(key)) {
      await delay(COMMIT_PATIENCE_MS, undefined, { ref: false });
      return { kind: 'timeout' };
    }
    this.underWay.add(key);
    try {
      return await writes.submit(request);
    } finally {
      setTimeout(() => this.underWay.delete(key), INDEXING_MS).unref();
    }
  }
}

function keyOf({ stream, action }: WriteRequest): string {
  return JSON.stringify([stream, action.kind === 'append' ? action.events.map(({ id }) => id) : action.kind]);
}
