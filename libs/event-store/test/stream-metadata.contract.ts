import { setTimeout as delay } from 'node:timers/promises';
import { ErrorType } from '@eventstore/db-client';
import {
  collect,
  events,
  newStream,
  revisionOf,
  revisions,
  revisionsOf,
  revisionsOnceBack,
  setMetadataBytes,
  setMetadataText,
  tailOf,
} from './calls.js';
import { onEveryServer } from './server-under-test.js';

onEveryServer((server) => {
  const streamOf = async (count: number): Promise<string> => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(count));
    return stream;
  };

  describe('the metadata of a stream of five events', () => {
    it.each([
      [{ maxCount: 2 }, [3n, 4n]],
      [{ maxCount: 9 }, [0n, 1n, 2n, 3n, 4n]],
      [{ truncateBefore: 3 }, [3n, 4n]],
      [{ truncateBefore: 1, maxCount: 2 }, [3n, 4n]],
      [{ truncateBefore: 4, maxCount: 2 }, [4n]],
      [{ maxAge: 3600 }, [0n, 1n, 2n, 3n, 4n]],
      [{ truncateBefore: 5 }, []],
      [{ truncateBefore: 99 }, []],
    ])('%p comes back as written, and leaves these revisions readable: %p', async (metadata, readable) => {
      const stream = await streamOf(5);
      await server.client.setStreamMetadata(stream, metadata);
      expect((await server.client.getStreamMetadata(stream)).metadata).toEqual(metadata);
      expect(await revisionsOf(server.client, stream)).toEqual(readable);
      const backwards = server.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
      expect(await collect(backwards, revisionOf)).toEqual([...readable].reverse());
    });

    it.each<[string, string, readonly bigint[]]>([
      ['in one order', '{"$maxCount":2,"$tb":1}', [3n, 4n]],
      ['in the other order, with keys of others', '{"mine":{"$tb":5},"$tb":1,"$maxCount":2}', [3n, 4n]],
      ['that is no JSON', '{"$maxCount":2,', revisions(0, 5)],
      ['that is no object', '[{"$maxCount":2}]', revisions(0, 5)],
      ['empty', '{}', revisions(0, 5)],
      ['with a value that is no number: all of it is ignored', '{"$tb":3,"$maxCount":"2"}', revisions(0, 5)],
      ['with a value that is no whole number', '{"$tb":3,"$maxCount":2.5}', revisions(0, 5)],
      ['with a $tb beyond 64 bits', '{"$tb":9223372036854775808,"$maxCount":2}', revisions(0, 5)],
      ['with values that are not positive: those are ignored', '{"$tb":-1,"$maxCount":0}', revisions(0, 5)],
    ])('%s: %s leaves these revisions readable: %p', async (_title, text, readable) => {
      const stream = await streamOf(5);
      await setMetadataText(server.client, stream, text);
      expect(await revisionsOf(server.client, stream)).toEqual(readable);
    });

    it('that is flagged as bytes is ignored by readers, and hides nothing', async () => {
      const stream = await streamOf(5);
      await setMetadataBytes(server.client, stream, '{"$maxCount":2}');
      expect(await revisionsOf(server.client, stream)).toEqual(revisions(0, 5));
    });

    it('that is flagged as bytes, with the $tb of a soft delete, lets a writer begin again', async () => {
      const stream = await streamOf(5);
      await setMetadataBytes(server.client, stream, '{"$tb":9223372036854775807}');
      expect(await revisionsOf(server.client, stream)).toEqual(revisions(0, 5));
      const again = await server.client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' });
      expect(again.nextExpectedRevision).toBe(5n);
    });

    it('that cannot be read replaces the metadata before it', async () => {
      const stream = await streamOf(5);
      await server.client.setStreamMetadata(stream, { maxCount: 2 });
      await setMetadataText(server.client, stream, 'nonsense');
      expect(await revisionsOf(server.client, stream)).toEqual(revisions(0, 5));
    });

    it('with a $tb of exactly 2^63-1 makes the stream soft-deleted', async () => {
      const stream = await streamOf(5);
      await setMetadataText(server.client, stream, '{"$tb":9223372036854775807}');
      await expect(revisionsOf(server.client, stream)).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
      await server.client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' });
      expect(await revisionsOnceBack(server.client, stream)).toEqual([5n]);
    });

    it('with a $tb one below that hides all events, and the stream exists without any', async () => {
      const stream = await streamOf(5);
      await setMetadataText(server.client, stream, '{"$tb":9223372036854775806}');
      expect(await revisionsOf(server.client, stream)).toEqual([]);
      const append = server.client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' });
      await expect(append).rejects.toMatchObject({ actualVersion: 4n });
    });
  });

  it('a read from a hidden revision begins with the first readable event', async () => {
    const stream = await streamOf(5);
    await server.client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await collect(server.client.readStream(stream, { fromRevision: 1n }), revisionOf)).toEqual([3n, 4n]);
    const below = server.client.readStream(stream, { direction: 'backwards', fromRevision: 2n });
    expect(await collect(below, revisionOf)).toEqual([]);
  });

  it('$maxCount counts from the last event, also when more events come', async () => {
    const stream = await streamOf(3);
    await server.client.setStreamMetadata(stream, { maxCount: 2 });
    await server.client.appendToStream(stream, events(2));
    expect(await revisionsOf(server.client, stream)).toEqual([3n, 4n]);
  });

  it('events older than $maxAge, in seconds, vanish, and the stream stays and takes new ones', async () => {
    const stream = await streamOf(2);
    await server.client.setStreamMetadata(stream, { maxAge: 1 });
    const deadline = Date.now() + 10_000;
    while ((await revisionsOf(server.client, stream)).length > 0 && Date.now() < deadline) await delay(50);
    expect(await revisionsOf(server.client, stream)).toEqual([]);
    await server.client.setStreamMetadata(stream, { maxAge: 3600 });
    await server.client.appendToStream(stream, events(1), { expectedRevision: 1n });
    expect(await revisionsOf(server.client, stream)).toEqual([0n, 1n, 2n]);
  });

  it('the metadata stream keeps only its last event, and $all keeps every one', async () => {
    const before = await tailOf(server.client);
    const stream = newStream();
    for (const maxCount of [1, 2, 3]) await server.client.setStreamMetadata(stream, { maxCount });
    expect(await revisionsOf(server.client, `$$${stream}`)).toEqual([2n]);
    const fromStart = server.client.readStream(`$$${stream}`, { fromRevision: 0n });
    expect(await collect(fromStart, revisionOf)).toEqual([2n]);
    const seen = await collect(server.client.readAll({ fromPosition: before }), ({ event }) =>
      event?.streamId === `$$${stream}` ? event.revision : undefined,
    );
    expect(seen.filter((revision) => revision !== undefined)).toEqual([0n, 1n, 2n]);
  });

  it('is written at its expected revision, or not at all', async () => {
    const stream = newStream();
    await server.client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: 'no_stream' });
    await expect(
      server.client.setStreamMetadata(stream, { maxCount: 2 }, { expectedRevision: 'no_stream' }),
    ).rejects.toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion: 0n });
    await server.client.setStreamMetadata(stream, { maxCount: 3 }, { expectedRevision: 0n });
    expect((await server.client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 3 });
  });

  it('of a stream without metadata is absent', async () => {
    expect((await server.client.getStreamMetadata(newStream())).metadata).toBeUndefined();
  });

  it('hides nothing from $all', async () => {
    const before = await tailOf(server.client);
    const stream = await streamOf(5);
    await server.client.setStreamMetadata(stream, { truncateBefore: 5 });
    const seen = await collect(server.client.readAll({ fromPosition: before }), ({ event }) =>
      event?.streamId === stream ? event.revision : undefined,
    );
    expect(seen.filter((revision) => revision !== undefined)).toEqual(revisions(0, 5));
  });
});
