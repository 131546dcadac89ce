import { once } from 'node:events';
import { events, newStream, revisionsOf, take } from './calls.js';
import { onEveryServer } from './server-under-test.js';

/** Kestrel, the web server of EventStoreDB, sets this limit for each connection. */
const CALLS_AT_ONCE = 100;
/** The HTTP/2 of Node ends a connection after 1,000, unless the node prevents it. */
const MANY_CANCELS = 1_500;

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

  it('many reads that are cancelled at once end no other call, and the next append is acknowledged', async () => {
    const { client } = server;
    const [stream, followed] = [newStream(), newStream()];
    await client.appendToStream(stream, events(10));
    await client.appendToStream(followed, events(1));
    const following = client.subscribeToStream(followed);
    const both = take(following, 2);
    await once(following, 'confirmation');

    const cancelled = Array.from({ length: MANY_CANCELS }, async () => {
      const read = client.readStream(stream);
      const isFirst = once(read, 'data');
      read.on('error', () => undefined);
      await isFirst;
      await read.cancel();
    });
    await Promise.all(cancelled);

    await client.appendToStream(followed, events(1));
    expect(await both).toHaveLength(2);
  });
});
