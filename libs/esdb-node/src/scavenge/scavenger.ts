import { randomUUID } from 'node:crypto';
import { METADATA_EVENT_TYPE, metastreamOf, type ProposedEvent } from '../terms/events.js';
import { type LogStore } from '../store/log-store.js';
import { systemEvent } from '../writes/perform-write.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { scavenge, type ScavengeResult } from './scavenge.js';

/** A scavenge that is running. */
export interface RunningScavenge {
  readonly id: string;
  /** The result. Rejects when the scavenge failed or the node closed. */
  readonly finished: Promise<ScavengeResult>;
}

/**
 * The events about a scavenge are kept for 30 days. Source: EventStoreDB 23.10,
 * ScavengeHistoryMaxAge.
 */
const HISTORY = '{"$maxAge":2592000}';

/** The stream that tells how a scavenge went: `$scavengeStarted`, then `$scavengeCompleted`. */
const scavengeStream = (id: string): string => `$scavenges-${id}`;

/** A scavenge removes what was hidden before its point, which is an event here. */
const POINTS = '$scavengePoints';

/** Runs scavenges, one at a time. Writes to the log how each went, as EventStoreDB does. */
export class Scavenger {
  private readonly store: LogStore;
  private readonly writes: WriteLoop;
  private readonly nowMs: () => number;
  private readonly closing = new AbortController();
  private current: RunningScavenge | undefined;

  constructor(store: LogStore, writes: WriteLoop, nowMs: () => number) {
    this.store = store;
    this.writes = writes;
    this.nowMs = nowMs;
  }

  /** The running scavenge, or undefined. */
  get running(): RunningScavenge | undefined {
    return this.current;
  }

  /**
   * Begins a scavenge. Throws Error when one is running: that one may leave newly hidden events.
   */
  start(): RunningScavenge {
    if (this.current !== undefined) throw new Error('The log is being scavenged already.');
    const id = randomUUID();
    const finished = this.run(id).finally(() => (this.current = undefined));
    // The caller may read only the events about the scavenge, so a rejection needs a handler here.
    finished.catch(() => undefined);
    this.current = { id, finished };
    return this.current;
  }

  /** Aborts the running scavenge. The log stays as it was. */
  async stop(): Promise<void> {
    this.closing.abort(new Error('The node is stopping.'));
    await this.current?.finished.catch(() => undefined);
  }

  private async run(id: string): Promise<ScavengeResult> {
    const stream = scavengeStream(id);
    await this.write(metastreamOf(stream), systemEvent(METADATA_EVENT_TYPE, Buffer.from(HISTORY)));
    await this.write(metastreamOf(POINTS), systemEvent(METADATA_EVENT_TYPE, Buffer.from(HISTORY)));
    await this.write(POINTS, jsonSystemEvent('$scavengePoint', { threshold: 0 }));
    await this.write(stream, jsonSystemEvent('$scavengeStarted', { scavengeId: id }));
    try {
      const result = await scavenge(this.store, this.writes, this.nowMs, this.closing.signal);
      const spaceSaved = result.bytesBefore - result.bytesAfter;
      const completed = { scavengeId: id, result: 'Success', error: null, spaceSaved, ...result };
      await this.write(stream, jsonSystemEvent('$scavengeCompleted', completed));
      return result;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const completed = { scavengeId: id, result: 'Failed', error: text, spaceSaved: 0 };
      await this.write(stream, jsonSystemEvent('$scavengeCompleted', completed));
      throw error;
    }
  }

  private async write(stream: string, event: ProposedEvent): Promise<void> {
    await this.writes.submit({ stream, expected: 'any', action: { kind: 'append', events: [event] } });
  }
}

const jsonSystemEvent = (type: string, data: Readonly<Record<string, unknown>>): ProposedEvent =>
  systemEvent(type, Buffer.from(JSON.stringify(data)));
