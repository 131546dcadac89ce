import { once } from 'node:events';
import { ErrorType, streamNameFilter } from '@eventstore/db-client';
import { collect, events, idOf, newStream, revisionOf, revisionsOf, take, tailOf } from './calls.js';
import { onEveryServer } from './server-under-test.js';

/** Every call takes every name, and returns it unchanged. */

onEveryServer((server) => {
  describe.each(['zeiterfassung-ä/日本 😀', 'a b"c\\d%20', "it's@x:y?z#", 'Ü'])('a stream named with %s', (text) => {
    const named = () => newStream(text);

    it('takes appends, is read both ways, and its events have this name', async () => {
      const stream = named();
      for (const options of [{}, { credentials: server.credentials }])
        await server.client.appendToStream(stream, events(1), options);
      const names = await collect(server.client.readStream(stream), ({ event }) => event?.streamId);
      expect(names).toEqual([stream, stream]);
      const backwards = server.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
      expect(await collect(backwards, revisionOf)).toEqual([1n, 0n]);
    });

    it('is found by a subscription and by a filter', async () => {
      const before = await tailOf(server.client);
      const stream = named();
      const batch = events(2);
      await server.client.appendToStream(stream, batch);
      const ids = batch.map(({ id }) => id);
      expect((await take(server.client.subscribeToStream(stream), 2)).map(idOf)).toEqual(ids);
      const filter = streamNameFilter({ prefixes: [stream] });
      const filtered = server.client.subscribeToAll({ fromPosition: before, filter });
      expect((await take(filtered, 2)).map(idOf)).toEqual(ids);
    });

    it('has metadata, is deleted, and is written again', async () => {
      const stream = named();
      await server.client.appendToStream(stream, events(3));
      await server.client.setStreamMetadata(stream, { maxCount: 2 });
      expect(await revisionsOf(server.client, stream)).toEqual([1n, 2n]);
      await server.client.deleteStream(stream);
      await server.client.appendToStream(stream, events(1));
      expect(await revisionsOf(server.client, stream)).toEqual([3n]);
    });

    it('is named in the refusals of reads and batch appends', async () => {
      const stream = named();
      await expect(revisionsOf(server.client, stream)).rejects.toMatchObject({
        type: ErrorType.STREAM_NOT_FOUND,
        streamName: stream,
      });
      const wrong = { type: ErrorType.WRONG_EXPECTED_VERSION, streamName: stream };
      for (const options of [{}, { credentials: server.credentials }])
        await expect(
          server.client.appendToStream(stream, events(1), { ...options, expectedRevision: 3n }),
        ).rejects.toMatchObject(wrong);
    });

    const isAscii = /^[\x20-\x7e]*$/.test(text);
    const refused = async (): Promise<void> => {
      const stream = named();
      const wrong = { type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion: -1n };
      await expect(server.client.deleteStream(stream)).rejects.toMatchObject(wrong);
      await expect(server.client.tombstoneStream(stream, { expectedRevision: 3n })).rejects.toMatchObject(wrong);
      const subscription = server.client.subscribeToStream(stream);
      const ended = expect(take(subscription, 2)).rejects.toMatchObject({ type: ErrorType.STREAM_DELETED });
      await once(subscription, 'confirmation');
      await server.client.tombstoneStream(stream);
      await ended;
      const deleted = { type: ErrorType.STREAM_DELETED };
      await expect(server.client.deleteStream(stream)).rejects.toMatchObject(deleted);
      await expect(revisionsOf(server.client, stream)).rejects.toMatchObject(deleted);
    };
    const title = 'is refused with the right error when a trailer holds the name';
    if (isAscii) it(title, refused);
    else server.ownChoice(title, 'the real server answers such a trailer with HTTP 500', refused);
  });

  server.ownChoice(
    'in a trailer, other characters of a name than ASCII are percent-encoded',
    'trailers take only ASCII, and servers encode the rest differently',
    async () => {
      const stream = newStream('ä日');
      await expect(server.client.deleteStream(stream)).rejects.toMatchObject({
        streamName: stream.replace('ä日', encodeURIComponent('ä日')),
      });
    },
  );

  it('an append to a stream without a name is refused', async () => {
    await expect(server.client.appendToStream('', events(1))).rejects.toMatchObject({ type: expect.any(String) });
  });
});
