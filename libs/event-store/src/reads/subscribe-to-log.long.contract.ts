import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { v4 as uuidV4 } from 'uuid';
import { NO_UPCASTERS } from '../../test/embedded-node.js';
import { EventStore, type NewEvent } from '../event-store.js';
import type { StoredEvent } from './stored-event.js';

const noted = (n: number): NewEvent => ({
  event: { type: 'Noted', data: { n } },
  metadata: { now: 0, principalId: 'tester' },
});
const notes = (from: number, to: number) => Array.from({ length: to - from }, (_unused, n) => noted(from + n));
const numberOf = ({ data }: StoredEvent) => (data as { n: number }).n;
const upTo = (count: number) => Array.from({ length: count }, (_unused, n) => n);

let dir: string;
let node: EmbeddedNode;
let store: EventStore;
/** Names of streams that only one test uses. */
let prefix: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-subscribe-'));
  node = await startNode({ dir });
});
afterAll(async () => {
  await node.close();
  await rm(dir, { recursive: true, force: true });
});
beforeEach(() => {
  prefix = `p${uuidV4()}-`;
});
afterEach(() => store.close());

const append = (id: string, from: number, to: number, expected: bigint | 'no_stream' = 'no_stream') =>
  store.append(`${prefix}${id}`, notes(from, to), expected);

/** Stops reading after so many events, without ending the subscription. */
async function take(events: AsyncGenerator<StoredEvent>, count: number): Promise<StoredEvent[]> {
  const taken: StoredEvent[] = [];
  while (taken.length < count) {
    const { value, done } = (await events.next()) as IteratorResult<StoredEvent, undefined>;
    if (done) break;
    taken.push(value);
  }
  return taken;
}

describe.each([
  ['by itself', []],
  ['by the tail that all share', ['p']],
])('followed %s', (_way, sharedPrefixes) => {
  beforeEach(() => {
    store = new EventStore(node.connectionString, { upcasters: NO_UPCASTERS, sharedPrefixes });
  });

  describe('a subscription', () => {
    it('gives past and then new events of the chosen streams only, each once and in order', async () => {
      await append('a', 0, 300);
      await store.append(`x${prefix}`, notes(900, 910), 'no_stream');
      await append('b', 300, 310);
      const events = store.subscribe({ streamPrefixes: ['absent-', prefix] });
      expect((await take(events, 310)).map(numberOf)).toEqual(upTo(310));
      await store.append(`y${prefix}`, notes(900, 910), 'no_stream');
      await append('a', 310, 320, 299n);
      await append('c', 320, 330);
      const live = await take(events, 20);
      expect(live.map(numberOf)).toEqual(upTo(330).slice(310));
      expect(live.map(({ revision }) => revision)).toEqual([
        ...upTo(10).map((n) => BigInt(300 + n)),
        ...upTo(10).map(BigInt),
      ]);
    });

    it('misses and repeats nothing when it changes from past to live during appends', async () => {
      await append('a', 0, 50);
      const appending = (async () => {
        for (let n = 50; n < 400; n += 5) await append('a', n, n + 5, BigInt(n - 1));
      })();
      const events = store.subscribe({ streamPrefixes: [prefix] });
      const taken = await take(events, 400);
      await appending;
      expect(taken.map(numberOf)).toEqual(upTo(400));
      const positions = taken.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    });

    it('after a position leaves out that event and all earlier ones', async () => {
      await append('a', 0, 10);
      const [, , third] = await take(store.subscribe({ streamPrefixes: [prefix] }), 3);
      const events = store.subscribe({ streamPrefixes: [prefix], after: third?.position });
      expect((await take(events, 7)).map(numberOf)).toEqual([3, 4, 5, 6, 7, 8, 9]);
      await append('b', 10, 11);
      expect((await take(events, 1)).map(numberOf)).toEqual([10]);
    });

    it('waits for a slow consumer, and gives it every event', async () => {
      for (let n = 0; n < 3; n++) await append(`big${n}`, n * 1000, n * 1000 + 1000);
      const seen: number[] = [];
      for await (const event of store.subscribe({ streamPrefixes: [prefix] })) {
        seen.push(numberOf(event));
        if (seen.length % 100 === 0) await delay(2);
        if (seen.length === 2000) await append('late', 3000, 3500);
        if (seen.length === 3500) break;
      }
      expect(seen).toEqual(upTo(3500));
    });
  });

  describe('a subscription ends', () => {
    /** Every way to end a subscription. Each one must work at every moment below. */
    const WAYS: [string, (stop: AbortController) => unknown][] = [
      ['on its signal', (stop) => stop.abort()],
      ['when the store closes', () => store.close()],
    ];
    const start = () => {
      const stop = new AbortController();
      return { stop, events: store.subscribe({ streamPrefixes: [prefix], signal: stop.signal }) };
    };

    it.each(WAYS)('%s, before it began', async (_title, end) => {
      const { stop, events } = start();
      await end(stop);
      expect(await events.next()).toEqual({ done: true, value: undefined });
    });

    it.each(WAYS)('%s, while it connects', async (_title, end) => {
      await append('a', 0, 2000);
      const { stop, events } = start();
      const first = events.next();
      await end(stop);
      expect((await first).done).toBe(true);
    });

    it.each(WAYS)('%s, while it waits for a first event', async (_title, end) => {
      const { stop, events } = start();
      const first = events.next();
      // Another subscription has got an event by now, so this one has begun too.
      await store.append(`other${prefix}`, notes(0, 1), 'no_stream');
      await take(store.subscribe({ streamPrefixes: [`other${prefix}`] }), 1);
      await end(stop);
      expect((await first).done).toBe(true);
    });

    it.each(WAYS)('%s, while it is idle after events', async (_title, end) => {
      await append('a', 0, 3);
      const { stop, events } = start();
      await take(events, 3);
      const next = events.next();
      await end(stop);
      expect((await next).done).toBe(true);
    });

    it.each(WAYS)('%s, while the consumer is busy, and gives no more', async (_title, end) => {
      await append('a', 0, 3000);
      const { stop, events } = start();
      await take(events, 10);
      await end(stop);
      expect((await events.next()).done).toBe(true);
    });

    it('when its consumer stops, and the store can close', async () => {
      await append('a', 0, 3000);
      for await (const event of store.subscribe({ streamPrefixes: [prefix] })) if (numberOf(event) === 5) break;
      await store.close();
    });
  });

  describe('a node that stops and comes back', () => {
    it('interrupts a subscription, which goes on behind its last event', async () => {
      const { port } = node;
      const interruptions: unknown[] = [];
      const events = store.subscribe({ streamPrefixes: [prefix], onInterrupted: (error) => interruptions.push(error) });
      await append('a', 0, 2000);
      const seen = (await take(events, 700)).map(numberOf);
      for (let round = 0; round < 3; round++) {
        await node.close();
        const next = events.next();
        node = await startNode({ dir, port });
        seen.push(numberOf((await next).value as StoredEvent));
        seen.push(...(await take(events, 99)).map(numberOf));
        await appendWhenBack(`after${round}`, 2000 + round * 10);
      }
      seen.push(...(await take(events, 2030 - seen.length)).map(numberOf));
      expect(seen).toEqual(upTo(2030));
      // The subscription notices the interruption only after it gave all events that had arrived.
      expect(interruptions.length).toBeGreaterThan(0);
    });

    it('interrupts an idle subscription, which ends on its signal even while the node is away', async () => {
      const { port } = node;
      const stop = new AbortController();
      let interrupted: () => void = () => undefined;
      const interruption = new Promise<void>((resolve) => (interrupted = resolve));
      const events = store.subscribe({ streamPrefixes: [prefix], signal: stop.signal, onInterrupted: interrupted });
      await append('a', 0, 1);
      await take(events, 1);
      const next = events.next();
      await node.close();
      await interruption;
      stop.abort();
      expect((await next).done).toBe(true);
      node = await startNode({ dir, port });
    });

    /** Repeats an append of ten events, with the same ids, until the store finds the node again. */
    async function appendWhenBack(id: string, from: number): Promise<void> {
      const events = notes(from, from + 10).map((event) => ({ ...event, id: uuidV4() }));
      for (let attempt = 1; ; attempt++) {
        try {
          await store.append(`${prefix}${id}`, events, 'no_stream');
          return;
        } catch (error) {
          if (attempt === 100) throw error;
          await delay(20);
        }
      }
    }
  });
});
