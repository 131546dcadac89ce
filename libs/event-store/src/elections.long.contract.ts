import { setTimeout as delay } from 'node:timers/promises';
import { v4 as uuidV4 } from 'uuid';
import { NO_UPCASTERS } from '../test/embedded-node.js';
import { ScriptedCluster } from '../test/scripted-cluster.js';
import { EventStore, type NewEvent } from './event-store.js';
import type { StoredEvent } from './reads/stored-event.js';

const noted = (n: number): NewEvent => ({
  event: { type: 'Noted', data: { n } },
  metadata: { now: 0, principalId: 'tester' },
});
const numberOf = ({ data }: StoredEvent) => (data as { n: number }).n;
const upTo = (count: number) => Array.from({ length: count }, (_unused, n) => n);

let cluster: ScriptedCluster;
let store: EventStore;
beforeEach(async () => {
  cluster = await ScriptedCluster.start();
  store = new EventStore(cluster.connectionString, { upcasters: NO_UPCASTERS });
});
afterEach(async () => {
  await store.close();
  await cluster.close();
});

const member = (n: number) => {
  const found = cluster.members[n];
  if (!found) throw new Error('There is no such member.');
  return found;
};

/**
 * Appends so many events, one after the other, and reads each back at once. Resolves to the longest
 * wait, in ms.
 */
async function keepWriting(stream: string, count: number): Promise<number> {
  let longestMs = 0;
  for (let n = 0; n < count; n++) {
    const began = performance.now();
    await store.append(stream, [noted(n)], n === 0 ? 'no_stream' : BigInt(n - 1));
    const seen: number[] = [];
    for await (const event of store.read(stream, BigInt(n))) seen.push(numberOf(event));
    expect(seen).toEqual([n]);
    longestMs = Math.max(longestMs, performance.now() - began);
    await delay(10);
  }
  return longestMs;
}

async function numbersIn(stream: string): Promise<number[]> {
  const seen: number[] = [];
  for await (const event of store.read(stream)) seen.push(numberOf(event));
  return seen;
}

describe('callers notice nothing but a wait', () => {
  it('while no member leads', async () => {
    const stream = `a-${uuidV4()}`;
    const writing = keepWriting(stream, 100);
    await delay(300);
    for (const one of cluster.members) await one.become('not ready');
    await delay(2_000);
    for (const one of cluster.members) await one.become('working');
    expect(await writing).toBeLessThan(6_000);
    expect(await numbersIn(stream)).toEqual(upTo(100));
  });

  it('while the leader restarts, and gossip still names it for a while', async () => {
    const stream = `a-${uuidV4()}`;
    const writing = keepWriting(stream, 100);
    await delay(300);
    await member(0).become('down');
    await delay(3_000);
    cluster.named = member(1);
    await delay(1_000);
    await member(0).become('working');
    expect(await writing).toBeLessThan(15_000);
    expect(await numbersIn(stream)).toEqual(upTo(100));
  });

  it('when another member leads, and the one that they are connected to follows', async () => {
    const stream = `a-${uuidV4()}`;
    const writing = keepWriting(stream, 100);
    await delay(300);
    cluster.named = member(2);
    expect(await writing).toBeLessThan(3_000);
    expect(await numbersIn(stream)).toEqual(upTo(100));
  });

  it('when the leader freezes, for 12 seconds at most, and again when the next one does', async () => {
    const [stream, subscribed] = [`a-${uuidV4()}`, `b-${uuidV4()}`];
    const live: number[] = [];
    const stop = new AbortController();
    const listening = (async () => {
      const options = { streamPrefixes: [stream, subscribed], signal: stop.signal };
      for await (const event of store.subscribe(options)) if (event.stream === stream) live.push(numberOf(event));
    })();
    const writing = keepWriting(stream, 200);
    await delay(300);
    for (const [frozen, next] of [
      [0, 1],
      [1, 2],
    ] as const) {
      await member(frozen).become('frozen');
      // The election.
      await delay(7_000);
      cluster.named = member(next);
      if (frozen === 0) await delay(3_000).then(() => member(0).become('working'));
    }
    expect(await writing).toBeLessThan(12_000);
    expect(await numbersIn(stream)).toEqual(upTo(200));
    while (live.length < 200) await delay(20);
    stop.abort();
    await listening;
    expect(live).toEqual(upTo(200));
  });
});

it('a leader that is only slow is not left', async () => {
  const stream = `a-${uuidV4()}`;
  await keepWriting(stream, 3);
  const calls = () => [1, 2].map((n) => [...member(n).taken.keys()].filter((path) => path.includes('Streams')));
  await member(0).become('busy');
  await store.append(stream, [noted(3)], 2n);
  expect(await numbersIn(stream)).toEqual(upTo(4));
  expect(calls()).toEqual([[], []]);
});
