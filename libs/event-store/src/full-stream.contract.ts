import { NO_UPCASTERS, type NodeForTests, startNodeForTests } from '../test/embedded-node.js';
import { StreamFullError } from './connection/errors.js';
import { EventStore, type ExpectedRevision } from './event-store.js';

let tested: NodeForTests;
let store: EventStore;
beforeAll(async () => {
  tested = await startNodeForTests();
  const mostEventsFor = (stream: string, type: string) =>
    stream.startsWith('small-') && type === 'Added' ? 3 : undefined;
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS, mostEventsFor });
});
afterAll(async () => {
  await store.close();
  await tested.stop();
});

const append = (stream: string, expected: ExpectedRevision, ...types: string[]) =>
  store.append(
    stream,
    types.map((type) => ({ event: { type, data: {} }, metadata: { now: 0, principalId: 'tester' } })),
    expected,
  );

describe('a stream with a limit', () => {
  it('takes as many events as it may have, and of an append beyond that none', async () => {
    await append('small-1', 'no_stream', 'Added', 'Added');
    await expect(append('small-1', 1n, 'Added', 'Added')).rejects.toBeInstanceOf(StreamFullError);
    await append('small-1', 1n, 'Added');
    await expect(append('small-1', 2n, 'Added')).rejects.toBeInstanceOf(StreamFullError);
  });

  it('takes events without a limit when it is full', async () => {
    await append('small-2', 'no_stream', 'Added', 'Added', 'Added');
    expect(await append('small-2', 2n, 'Removed')).toMatchObject({ revision: 3n });
    expect(await append('large-2', 'no_stream', 'Added', 'Added', 'Added', 'Added')).toMatchObject({ revision: 3n });
  });
});
