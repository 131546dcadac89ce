import { atMost, type StreamCategory } from '@app/domain';
import { LRUCache } from 'lru-cache';
import type { LogChanges } from './log-changes.js';

export interface StreamCacheOptions {
  readonly category: StreamCategory;
  /** The most streams to remember. The one that was unused longest goes first. */
  readonly max: number;
}

/** Remembers what was read of streams until they change, but only for seconds. */
export class StreamCache<V extends object> {
  private readonly values: LRUCache<string, V>;
  /** Counts how often it forgot. A read that began before may be out of date. */
  private forgotten = 0;

  constructor(
    private readonly changes: LogChanges,
    { category, max }: StreamCacheOptions,
  ) {
    this.values = new LRUCache<string, V>(atMost(max));
    changes.register({
      category,
      streamChanged: (stream) => this.forget(stream),
      changesMissed: () => this.forgetWhere(() => true),
    });
  }

  /** The value of a stream, remembered or read. An undefined value is given but not remembered. */
  async read<R extends V | undefined>(stream: string, readNow: () => Promise<R>): Promise<R | V> {
    const known = this.values.get(stream);
    if (known) return known;
    const { forgotten } = this;
    const value = await readNow();
    if (value && forgotten === this.forgotten) this.values.set(stream, value, { ttl: this.changes.rememberMs });
    return value;
  }

  /** Forgets the value of a stream, because the stream has changed. */
  forget(stream: string): void {
    this.forgotten += 1;
    this.values.delete(stream);
  }

  /** Forgets every value that passes the test. */
  forgetWhere(passes: (value: V) => boolean): void {
    this.forgotten += 1;
    for (const [stream, value] of [...this.values.entries()]) if (passes(value)) this.values.delete(stream);
  }
}
