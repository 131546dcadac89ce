import { NO_UPCASTERS, type NodeForTests, startNodeForTests } from '../test/embedded-node.js';
import { OtherHistoryError } from './connection/errors.js';
import { EventStore, type NewEvent } from './event-store.js';

/** A server says the same of a read that failed and of a position that is none of its log. */

let tested: NodeForTests;
let store: EventStore;
let pausesMs: number[];
beforeEach(async () => {
  // Each test has a node of its own: only its first read from a position fails.
  tested = await startNodeForTests({ failsOneRead: true });
  pausesMs = [];
  const pause = async (ms: number) => void pausesMs.push(ms);
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS, pause });
});
afterEach(async () => {
  await store.close();
  await tested.stop();
});

const noted = (): NewEvent => ({ event: { type: 'Noted', data: {} }, metadata: { now: 0, principalId: 'tester' } });

it('a read that fails once is tried again, and the log counts as the same one', async () => {
  const { position } = await store.append('notes-1', [noted()], 'no_stream');
  expect(await store.isInHistory({ position })).toBe(true);
  expect(pausesMs).toEqual([250]);
});

it('a subscription whose first look fails once goes on behind its place', async () => {
  const { position } = await store.append('notes-1', [noted()], 'no_stream');
  await store.append('notes-1', [noted()], 0n);
  const revisions: bigint[] = [];
  for await (const { event } of store.followToEnd({ after: position, streamPrefixes: ['notes-'] })) {
    if (event) revisions.push(event.revision);
  }
  expect(revisions).toEqual([1n]);
  expect(pausesMs).toEqual([250]);
});

it('a position inside of an event is none of the log, after a second try each time', async () => {
  const { position } = await store.append('notes-1', [noted()], 'no_stream');
  const inside = position + 1n;
  expect(await store.isInHistory({ position: inside })).toBe(false);
  const following = store.followToEnd({ after: inside, streamPrefixes: ['notes-'] });
  await expect(following.next()).rejects.toThrow(OtherHistoryError);
  expect(pausesMs).toEqual([250, 250]);
});
