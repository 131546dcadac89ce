import {
  ErrorType,
  EventStoreDBClient,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { type NodeUnderTest, startNodeUnderTest } from './testing/node-under-test.js';

let tested: NodeUnderTest;
let client: EventStoreDBClient;
beforeAll(async () => {
  tested = await startNodeUnderTest();
  client = EventStoreDBClient.connectionString(tested.node.connectionString);
});
afterAll(async () => {
  await client.dispose();
  await tested.stop();
});

describe('a call that the node does not know is unimplemented', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['of projections', () => client.listProjections()],
    [
      'of persistent subscriptions',
      () => client.createPersistentSubscriptionToStream('s', 'g', persistentSubscriptionToStreamSettingsFromDefaults()),
    ],
  ])('%s', async (_title, call) => {
    await expect(call()).rejects.toMatchObject({ type: ErrorType.UNKNOWN, code: 12 });
  });
});
