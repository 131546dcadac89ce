import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { v4 as uuidV4 } from 'uuid';
import { NO_UPCASTERS, type NodeForTests, startNodeForTests } from '../test/embedded-node.js';
import { EventStore } from './event-store.js';

/** The node drops an append whose twin is being written, as EventStoreDB 23.10 does. */

let tested: NodeForTests;
let store: EventStore;
beforeAll(async () => {
  tested = await startNodeForTests({ dropsTwins: true });
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
});
afterAll(async () => {
  await store.close();
  await tested.stop();
});

it('two appends of the same ids at once are both answered, and the event is there once', async () => {
  const note = { id: uuidV4(), event: { type: 'Noted', data: {} }, metadata: { now: 0, principalId: 'tester' } };
  const append = () => store.append('twins-1', [note], 'no_stream');
  const [first, second] = await Promise.all([append(), append()]);
  expect(second).toEqual(first);
  const ids: string[] = [];
  for await (const { id } of store.read('twins-1')) ids.push(id);
  expect(ids).toEqual([note.id]);
});

it('the client alone gets a time-out for one of them', async () => {
  const client = EventStoreDBClient.connectionString(tested.node.connectionString);
  try {
    const event = jsonEvent({ type: 'Noted', data: {} });
    const append = () => client.appendToStream('twins-2', event, { expectedRevision: 'no_stream' });
    const results = await Promise.allSettled([append(), append()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await append()).toMatchObject({ nextExpectedRevision: 0n });
  } finally {
    await client.dispose();
  }
});
