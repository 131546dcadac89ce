import { once } from 'node:events';
import { ErrorType, type StreamSubscription } from '@eventstore/db-client';
import { events, newStream, revisionOf, revisions, take } from './calls.js';
import { onEveryServer } from './server-under-test.js';

onEveryServer((server) => {
  it('a subscription catches up, reports that once, and goes on with new events', async () => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(300));
    const subscription = server.client.subscribeToStream(stream);
    let timesCaughtUp = 0;
    subscription.on('caughtUp', () => timesCaughtUp++);
    const caughtUp = once(subscription, 'caughtUp');
    const taken = take(subscription, 303);
    await caughtUp;
    for (const event of events(3)) await server.client.appendToStream(stream, event);
    expect((await taken).map(revisionOf)).toEqual(revisions(0, 303));
    expect(timesCaughtUp).toBe(1);
  });

  it.each([
    [1n, [2n, 3n]],
    ['start', [0n, 1n]],
    ['end', [3n, 4n]],
  ] as const)('a subscription from %s excludes what it names: it begins with %p', async (fromRevision, expected) => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(3));
    const subscription = server.client.subscribeToStream(stream, { fromRevision });
    const taken = take(subscription, 2);
    await once(subscription, 'confirmation');
    await server.client.appendToStream(stream, events(2));
    expect((await taken).map(revisionOf)).toEqual(expected);
  });

  it('a subscription that is resumed many times gives every event once', async () => {
    const stream = newStream();
    const batch = events(9);
    await server.client.appendToStream(stream, batch);
    const seen: (string | undefined)[] = [];
    let fromRevision: bigint | 'start' = 'start';
    while (seen.length < 9) {
      const subscription: StreamSubscription = server.client.subscribeToStream(stream, { fromRevision });
      for (const { event } of await take(subscription, 3)) {
        seen.push(event?.id);
        fromRevision = event?.revision ?? 'start';
      }
    }
    expect(seen).toEqual(batch.map(({ id }) => id));
  });

  it('a subscription waits for a stream that does not exist yet', async () => {
    const stream = newStream();
    const subscription = server.client.subscribeToStream(stream);
    const taken = take(subscription, 1);
    await once(subscription, 'confirmation');
    await server.client.appendToStream(stream, events(1));
    expect((await taken).map(revisionOf)).toEqual([0n]);
  });

  it('a subscription skips the events that a soft delete hides, and sees the stream come back', async () => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(2));
    await server.client.deleteStream(stream);
    const subscription = server.client.subscribeToStream(stream);
    const taken = take(subscription, 1);
    await once(subscription, 'confirmation');
    await server.client.appendToStream(stream, events(1));
    expect((await taken).map(revisionOf)).toEqual([2n]);
  });

  it('a subscription begins with the first event that the metadata leaves readable', async () => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(5));
    await server.client.setStreamMetadata(stream, { maxCount: 2 });
    expect((await take(server.client.subscribeToStream(stream), 2)).map(revisionOf)).toEqual([3n, 4n]);
  });

  it('a subscription gets the tombstone of its stream, and then ends with an error', async () => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(1));
    const subscription = server.client.subscribeToStream(stream);
    const types: (string | undefined)[] = [];
    const ended = expect(
      (async () => {
        for await (const { event } of subscription) types.push(event?.type);
      })(),
    ).rejects.toMatchObject({ type: ErrorType.STREAM_DELETED });
    await once(subscription, 'caughtUp');
    await server.client.tombstoneStream(stream);
    await ended;
    expect(types).toEqual(['Counted', '$streamDeleted']);
  });

  it('a subscription that waits for a stream ends with an error when the stream is tombstoned', async () => {
    const stream = newStream();
    const subscription = server.client.subscribeToStream(stream);
    const types: (string | undefined)[] = [];
    const ended = expect(
      (async () => {
        for await (const { event } of subscription) types.push(event?.type);
      })(),
    ).rejects.toMatchObject({ type: ErrorType.STREAM_DELETED });
    await once(subscription, 'confirmation');
    await server.client.tombstoneStream(stream);
    await ended;
    // 23.10 gives the error alone, 24.6 and the embedded node the tombstone first.
    expect([[], ['$streamDeleted']]).toContainEqual(types);
  });

  it('a subscription to a tombstoned stream ends with an error', async () => {
    const stream = newStream();
    await server.client.tombstoneStream(stream);
    await expect(take(server.client.subscribeToStream(stream), 1)).rejects.toMatchObject({
      type: ErrorType.STREAM_DELETED,
    });
  });
});
