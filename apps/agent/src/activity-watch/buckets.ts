import { Refusal } from '../loopback/gate.js';
import { merged, type WatchEvent, written } from './events.js';

const MOST_BUCKETS = 50;
/** Events of a bucket that can be read back. */
const MOST_EVENTS = 20;
const LONGEST_NAME = 200;

export interface BucketWords {
  type: string;
  client: string;
  hostname: string;
}

interface Bucket extends BucketWords {
  id: string;
  createdMs: number;
  /** The newest events of this run, the newest last. */
  events: { id: number; event: WatchEvent }[];
  /** All events of this run. */
  count: number;
}

/**
 * The buckets of one client, in memory, for this run only. They are what a client needs to go on:
 * it writes, and reads back no more than its own last events. What events mean is decided
 * elsewhere (`watchers.ts`).
 */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();

  /** Makes a bucket. False when it is there already. */
  create(id: string, { type, client, hostname }: BucketWords, nowMs: number): boolean {
    if (this.buckets.has(id)) return false;
    if (this.buckets.size >= MOST_BUCKETS) throw new Refusal(400, 'too_many_buckets', 'There are too many buckets.');
    const bucket = { id, type: cut(type), client: cut(client), hostname: cut(hostname) };
    this.buckets.set(cut(id), { ...bucket, createdMs: nowMs, events: [], count: 0 });
    return true;
  }

  remove(id: string): void {
    this.buckets.delete(id);
  }

  /** The type of a bucket. Throws a Refusal when it does not exist: the client makes it then. */
  typeOf(id: string): string {
    return this.of(id).type;
  }

  /** Adds a heartbeat, and returns the event that it is a part of. */
  beat(id: string, heartbeat: WatchEvent, pulseMs: number): unknown {
    const last = this.of(id).events.at(-1);
    const longer = last === undefined ? null : merged(last.event, heartbeat, pulseMs);
    if (last === undefined || longer === null) return this.add(id, heartbeat);
    last.event = longer;
    return written(last.id, longer);
  }

  /** Adds an event, and returns it. */
  add(id: string, event: WatchEvent): unknown {
    const bucket = this.of(id);
    bucket.count += 1;
    bucket.events = [...bucket.events, { id: bucket.count, event }].slice(-MOST_EVENTS);
    return written(bucket.count, event);
  }

  /** The newest events first, as far as they are kept. */
  events(id: string, most: number): unknown[] {
    const newest = [...this.of(id).events].reverse();
    return newest.slice(0, most).map(({ id: number, event }) => written(number, event));
  }

  event(id: string, number: number): unknown {
    const found = this.of(id).events.find((one) => one.id === number);
    if (found === undefined) throw new Refusal(404, 'not_found', 'This event is not kept.');
    return written(found.id, found.event);
  }

  count(id: string): number {
    return this.of(id).count;
  }

  describe(id: string): unknown {
    const { type, client, hostname, createdMs, events } = this.of(id);
    const last = events.at(-1);
    return {
      ...{ id, type, client, hostname, created: new Date(createdMs).toISOString(), data: {} },
      ...(last === undefined ? {} : { last_updated: new Date(last.event.endMs).toISOString() }),
    };
  }

  describeAll(): unknown {
    return Object.fromEntries([...this.buckets.keys()].map((id) => [id, this.describe(id)]));
  }

  private of(id: string): Bucket {
    const bucket = this.buckets.get(id);
    if (bucket === undefined) throw new Refusal(404, 'not_found', 'The requested bucket does not exist');
    return bucket;
  }
}

const cut = (text: string): string => text.slice(0, LONGEST_NAME);
