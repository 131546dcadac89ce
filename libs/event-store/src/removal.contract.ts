import { EventStoreDBClient } from '@eventstore/db-client';
import { type NodeForTests, startNodeForTests, NO_UPCASTERS } from '../test/embedded-node.js';
import { StreamGoneError } from './connection/errors.js';
import { EventStore } from './event-store.js';

/** Streams lose their first events, or all of them, and readers see it at once. */

let tested: NodeForTests;
let store: EventStore;

beforeAll(async () => {
  tested = await startNodeForTests();
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
});

afterAll(async () => {
  await store.close();
  await tested.stop();
});

const told = (text: string) => ({
  event: { type: 'Told', data: { text } },
  metadata: { now: 0, principalId: 'tester' },
});

async function textsOf(stream: string): Promise<unknown[]> {
  const texts: unknown[] = [];
  for await (const { data } of store.read(stream)) texts.push((data as { text: string }).text);
  return texts;
}

it('a truncated stream begins at the revision, and later events continue the numbers', async () => {
  await store.append('told-1', [told('a'), told('b'), told('c')], 'no_stream');
  await store.truncate('told-1', 2n);
  await store.truncate('told-1', 2n);
  expect(await textsOf('told-1')).toEqual(['c']);
  expect((await store.append('told-1', [told('d')], 2n)).revision).toBe(3n);
});

it('truncating keeps other metadata of the stream', async () => {
  const client = EventStoreDBClient.connectionString(tested.node.connectionString);
  try {
    await client.setStreamMetadata('told-2', { maxCount: 5 });
    await store.append('told-2', [told('a'), told('b')], 'no_stream');
    await store.truncate('told-2', 1n);
    expect((await client.getStreamMetadata('told-2')).metadata).toEqual({ maxCount: 5, truncateBefore: 1 });
  } finally {
    await client.dispose();
  }
});

it('a stream that was removed for ever has no events and takes none, and says so', async () => {
  await store.append('told-3', [told('a')], 'no_stream');
  await store.removeForEver('told-3');
  await store.removeForEver('told-3');
  await store.truncate('told-3', 1n);
  expect(await textsOf('told-3')).toEqual([]);
  await expect(store.append('told-3', [told('b')], 'no_stream')).rejects.toThrow(StreamGoneError);
  await expect(store.append('told-3', [told('b')], 0n)).rejects.toThrow(StreamGoneError);
  const removed = ['told-1', 'told-3', 'told-never'].map((stream) => store.isRemoved(stream));
  expect(await Promise.all(removed)).toEqual([false, true, false]);
  await store.scavenge();
  expect(await store.isRemoved('told-3')).toBe(true);
});
