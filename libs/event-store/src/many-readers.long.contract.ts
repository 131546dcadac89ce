import { v4 as uuidV4 } from 'uuid';
import { NO_UPCASTERS, type NodeForTests, startNodeForTests } from '../test/embedded-node.js';
import { EventStore, type NewEvent } from './event-store.js';

/** A server takes 100 calls at once on a connection. Any number of readers gets its answers. */

let tested: NodeForTests;
let store: EventStore;

beforeAll(async () => {
  tested = await startNodeForTests();
});
afterAll(() => tested.stop());
beforeEach(() => {
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
});
afterEach(() => store.close());

const notes = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_unused, n) => ({
    event: { type: 'Noted', data: { n, text: 'x'.repeat(1_000) } },
    metadata: { now: 0, principalId: 'tester' },
  }));

const times = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_unused, n) => work(n)));

async function countOf(stream: string, afterFirst: () => Promise<unknown> = async () => undefined): Promise<number> {
  let count = 0;
  for await (const event of store.read(stream)) if (count++ === 0 && event) await afterFirst();
  return count;
}

it('130 readers of 300 events end, each with a read of another stream inside its loop', async () => {
  const [outer, inner] = [`outer-${uuidV4()}`, `inner-${uuidV4()}`];
  await store.append(outer, notes(300), 'no_stream');
  await store.append(inner, notes(10), 'no_stream');
  const counts = await times(130, () => countOf(outer, () => countOf(inner)));
  expect(counts).toEqual(Array.from({ length: 130 }, () => 300));
});

it('130 readers that stop in the middle, in either direction, hold up no other read', async () => {
  const stream = `outer-${uuidV4()}`;
  await store.append(stream, notes(800), 'no_stream');
  const paused = await times(130, async (n) => {
    const reading = n % 2 === 0 ? store.read(stream) : store.readBackwards(stream);
    await reading.next();
    return reading;
  });
  expect(await countOf(stream)).toBe(800);
  await Promise.all(paused.map((reading) => reading.return(undefined)));
});

it('130 subscriptions leave room for reads and appends, and those that wait begin when others end', async () => {
  const stream = `followed-${uuidV4()}`;
  await store.append(stream, notes(1), 'no_stream');
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const following = times(130, async () => {
    for await (const { revision } of store.subscribe({ streamPrefixes: [stream] })) {
      await released;
      if (revision === 1n) return revision;
    }
    return undefined;
  });
  await store.append(stream, notes(1), 0n);
  expect(await countOf(stream)).toBe(2);
  release();
  expect(new Set(await following)).toEqual(new Set([1n]));
});

it('a subscription that waits for its turn ends on its signal', async () => {
  const stream = `followed-${uuidV4()}`;
  await store.append(stream, notes(1), 'no_stream');
  const first = new AbortController();
  const held = Array.from({ length: 32 }, () => store.subscribe({ streamPrefixes: [stream], signal: first.signal }));
  await Promise.all(held.map((events) => events.next()));
  const stop = new AbortController();
  const waiting = store.subscribe({ streamPrefixes: [stream], signal: stop.signal }).next();
  expect(await countOf(stream)).toBe(1);
  stop.abort();
  expect((await waiting).done).toBe(true);
  first.abort();
});
