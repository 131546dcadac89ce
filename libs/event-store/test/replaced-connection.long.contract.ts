import { EventStoreDBClient } from '@eventstore/db-client';
import { once } from 'node:events';
import { events, newStream } from './calls.js';
import { type NodeForTests, startNodeForTests } from './embedded-node.js';

/** More than the embedded node allows for one connection. */
const MANY_CANCELS = 600;
/** Longer than the interval of the client's keepalive. */
const WATCHED_MS = 12_000;

let server: NodeForTests;
let client: EventStoreDBClient;
beforeAll(async () => {
  server = await startNodeForTests();
  client = EventStoreDBClient.connectionString(server.node.connectionString);
});
afterAll(async () => {
  await client.dispose();
  await server.stop();
});

it('a subscription on a connection that the node has replaced goes on past the time of a keepalive', async () => {
  const stream = newStream();
  const subscription = client.subscribeToStream(stream);
  const ended = once(subscription, 'error').then(([error]) => Promise.reject(error as Error));
  ended.catch(() => undefined);
  subscription.resume();
  await client.appendToStream(stream, events(1));
  const cancels = Array.from({ length: MANY_CANCELS }, async () => {
    const other = client.subscribeToStream(stream);
    other.resume();
    await once(other, 'confirmation');
    await other.unsubscribe();
  });
  await Promise.all(cancels);
  for (const end = Date.now() + WATCHED_MS; Date.now() < end;) {
    const isDelivered = once(subscription, 'data');
    await client.appendToStream(stream, events(1));
    await Promise.race([isDelivered, ended]);
  }
  await subscription.unsubscribe();
});
