import { once } from 'node:events';
import type { Response } from 'express';

/** A client that takes nothing for so long is given up. So at most one buffer waits for it. */
const PATIENCE_MS = 10_000;

/** An event for the client. `value` becomes JSON. */
export interface ServerEvent {
  readonly event: string;
  readonly id: string;
  readonly value: object;
}

/**
 * Server-sent events to one client. Source: the HTML standard, section 9.2.
 *
 * Each event waits until the socket has taken the one before. So a slow client costs one buffer of
 * memory, and the connection of a client that does not read ends.
 */
export class EventStream {
  private readonly gone = new AbortController();

  constructor(
    private readonly response: Response,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    response.once('close', () => this.gone.abort());
  }

  /** Begins the answer. `retryMs`: how long a browser waits before it connects again. */
  async begin(retryMs: number): Promise<void> {
    this.response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // nginx would keep the events until its buffer is full.
      'X-Accel-Buffering': 'no',
    });
    await this.write(`retry: ${retryMs}\n\n`);
  }

  send({ event, id, value }: ServerEvent): Promise<void> {
    return this.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(value)}\n\n`);
  }

  end(): void {
    this.response.end();
  }

  private async write(text: string): Promise<void> {
    if (this.response.destroyed || this.response.write(text)) return;
    const limit = setTimeout(() => this.response.destroy(), this.patienceMs);
    await once(this.response, 'drain', { signal: this.gone.signal }).catch(() => undefined);
    clearTimeout(limit);
  }
}
