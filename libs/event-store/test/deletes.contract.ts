import { type AppendExpectedRevision, ErrorType } from '@eventstore/db-client';
import { collect, events, newStream, revisionOf, revisionsOf, revisionsOnceBack, tailOf, tombstone } from './calls.js';
import { onEveryServer } from './server-under-test.js';

onEveryServer((server) => {
  const streamOf = async (count: number): Promise<string> => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(count));
    return stream;
  };
  const missing = (stream: string) => ({ type: ErrorType.STREAM_NOT_FOUND, streamName: stream });
  const deleted = (stream: string) => ({ type: ErrorType.STREAM_DELETED, streamName: stream });

  describe('a soft-deleted stream', () => {
    it.each([
      ['forwards', {}],
      ['backwards', { direction: 'backwards', fromRevision: 'end' }],
      ['from a revision', { fromRevision: 2n }],
    ] as const)('is missing, read %s', async (_title, options) => {
      const stream = await streamOf(3);
      await server.client.deleteStream(stream, { expectedRevision: 2n });
      const reading = collect(server.client.readStream(stream, options), revisionOf);
      await expect(reading).rejects.toMatchObject(missing(stream));
    });

    it('is deleted by an event of its metadata, which has a position in the log', async () => {
      const stream = await streamOf(1);
      const { position } = await server.client.deleteStream(stream);
      const [event] = await collect(server.client.readStream(`$$${stream}`), ({ event }) => event);
      expect(event).toMatchObject({ type: '$metadata', revision: 0n, position });
    });

    it('continues its revisions when it is written again, and shows only new events', async () => {
      const stream = await streamOf(3);
      await server.client.deleteStream(stream);
      const again = await server.client.appendToStream(stream, events(2), { expectedRevision: 'no_stream' });
      expect(again.nextExpectedRevision).toBe(4n);
      expect(await revisionsOnceBack(server.client, stream)).toEqual([3n, 4n]);
      expect((await server.client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
    });

    it('loses its metadata', async () => {
      const stream = await streamOf(3);
      await server.client.setStreamMetadata(stream, { maxCount: 1 });
      await server.client.deleteStream(stream);
      await server.client.appendToStream(stream, events(4));
      expect(await revisionsOnceBack(server.client, stream)).toEqual([3n, 4n, 5n, 6n]);
    });

    it('may be deleted again, and written again, any number of times', async () => {
      const stream = await streamOf(2);
      for (let round = 1; round <= 3; round++) {
        await server.client.deleteStream(stream);
        await server.client.deleteStream(stream);
        const last = BigInt(1 + round);
        expect(await server.client.appendToStream(stream, events(1))).toMatchObject({ nextExpectedRevision: last });
        expect(await revisionsOnceBack(server.client, stream)).toEqual([last]);
      }
    });

    it('may be deleted and tombstoned again by a caller that expects no stream', async () => {
      const stream = await streamOf(2);
      await server.client.deleteStream(stream);
      await server.client.deleteStream(stream, { expectedRevision: 'no_stream' });
      await tombstone(server.client, stream, 'no_stream');
      await expect(revisionsOf(server.client, stream)).rejects.toMatchObject(deleted(stream));
    });

    it('may be one that had only metadata', async () => {
      const stream = newStream();
      await server.client.setStreamMetadata(stream, { maxCount: 1 });
      await server.client.deleteStream(stream);
      await expect(
        server.client.appendToStream(stream, events(1), { expectedRevision: 'stream_exists' }),
      ).rejects.toMatchObject(deleted(stream));
    });

    it('keeps its old events hidden when metadata is written: the server adds the truncation', async () => {
      const stream = await streamOf(3);
      await server.client.deleteStream(stream);
      await server.client.setStreamMetadata(stream, { maxCount: 10 });
      expect(await revisionsOf(server.client, stream)).toEqual([]);
      const { metadata } = await server.client.getStreamMetadata(stream);
      expect(metadata).toEqual({ maxCount: 10, truncateBefore: 3 });
      const [event] = await collect(server.client.readStream(`$$${stream}`), ({ event }) => event);
      expect(event?.revision).toBe(2n);
      await server.client.appendToStream(stream, events(1), { expectedRevision: 2n });
      expect(await revisionsOf(server.client, stream)).toEqual([3n]);
    });

    it('still has all its events in $all', async () => {
      const before = await tailOf(server.client);
      const stream = await streamOf(2);
      await server.client.deleteStream(stream);
      const seen = await collect(server.client.readAll({ fromPosition: before }), ({ event }) =>
        event?.streamId.endsWith(stream) ? `${event.type}@${event.revision}` : undefined,
      );
      expect(seen.filter(Boolean)).toEqual(['Counted@0', 'Counted@1', '$metadata@0']);
    });
  });

  describe('a tombstoned stream', () => {
    it('refuses appends, reads, deletes, and reads and writes of its metadata', async () => {
      const stream = await streamOf(1);
      const { client } = server;
      await client.tombstoneStream(stream, { expectedRevision: 0n });
      await expect(revisionsOf(client, stream)).rejects.toMatchObject(deleted(stream));
      const backwards = client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
      await expect(collect(backwards, revisionOf)).rejects.toMatchObject(deleted(stream));
      for (const refused of [
        () => client.appendToStream(stream, events(1)),
        () => client.appendToStream(stream, events(1), { credentials: server.credentials }),
        () => client.deleteStream(stream),
        () => client.tombstoneStream(stream),
      ])
        await expect(refused()).rejects.toMatchObject(deleted(stream));
      await expect(client.setStreamMetadata(stream, { maxCount: 1 })).rejects.toMatchObject({
        type: ErrorType.STREAM_DELETED,
      });
      await expect(client.getStreamMetadata(stream)).rejects.toMatchObject({ type: ErrorType.STREAM_DELETED });
    });

    it.each<AppendExpectedRevision>(['any', 'no_stream'])(
      'may be one that never existed, expecting %s',
      async (expectedRevision) => {
        const stream = newStream();
        await tombstone(server.client, stream, expectedRevision);
        await expect(revisionsOf(server.client, stream)).rejects.toMatchObject(deleted(stream));
      },
    );

    it.each<AppendExpectedRevision>(['any', 'stream_exists', 2n])(
      'may be one of three events, expecting %s',
      async (expectedRevision) => {
        const stream = await streamOf(3);
        await tombstone(server.client, stream, expectedRevision);
        await expect(revisionsOf(server.client, stream)).rejects.toMatchObject(deleted(stream));
      },
    );

    it('may be a soft-deleted one', async () => {
      const stream = await streamOf(1);
      await server.client.deleteStream(stream);
      await server.client.tombstoneStream(stream);
      await expect(revisionsOf(server.client, stream)).rejects.toMatchObject(deleted(stream));
    });

    it('ends in $all with an event of the largest revision, at the position of the answer', async () => {
      const before = await tailOf(server.client);
      const stream = await streamOf(1);
      const { position } = await server.client.tombstoneStream(stream);
      const seen = await collect(server.client.readAll({ fromPosition: before }), ({ event }) => event);
      const [last] = seen.filter((event) => event?.streamId === stream).slice(-1);
      expect(last).toMatchObject({ type: '$streamDeleted', revision: 2n ** 63n - 1n, position });
    });
  });
});
