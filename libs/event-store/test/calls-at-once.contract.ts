import { once } from 'node:events';
import { events, newStream, revisionsOf } from './calls.js';
import { onEveryServer } from './server-under-test.js';

/** Kestrel, the web server of EventStoreDB, sets this limit for each connection. */
const CALLS_AT_ONCE = 100;

onEveryServer((server) => {
  it('a connection takes 100 calls at once, all appends are one of them, and the next call waits', async () => {
    const { client } = server;
    const stream = newStream();
    await client.appendToStream(stream, events(1));
    const subscriptions = Array.from({ length: CALLS_AT_ONCE - 1 }, () => client.subscribeToStream(stream));
    await Promise.all(subscriptions.map((subscription) => once(subscription, 'confirmation')));

    let isAnswered = false;
    const reading = revisionsOf(client, stream).finally(() => (isAnswered = true));
    for (let n = 0; n < 20; n++) await client.appendToStream(stream, events(1));
    expect(isAnswered).toBe(false);

    for (const subscription of subscriptions) {
      await subscription.unsubscribe();
      subscription.resume();
    }
    expect((await reading).length).toBeGreaterThanOrEqual(21);
  });
});
