import {
  type AppendExpectedRevision,
  ErrorType,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  type JSONEventData,
  START,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { type NodeUnderTest, startNodeUnderTest } from './testing/node-under-test.js';

/** Appends, deletes and metadata, as the real client sees them. */

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

const newStream = (): string => `order-${randomUUID()}`;
const events = (count: number): JSONEventData[] =>
  Array.from({ length: count }, (_, index) => jsonEvent({ type: 'Counted', data: { index } }));

async function revisionsOf(stream: string): Promise<bigint[]> {
  const revisions: bigint[] = [];
  for await (const { event } of client.readStream(stream)) if (event) revisions.push(event.revision);
  return revisions;
}

/** Per-call credentials make the client use `Append` instead of `BatchAppend`. */
const paths = [
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'admin', password: 'changeit' } }],
] as const;

describe.each(paths)('an append by %s', (_path, options) => {
  it('answers the last revision and the position of the last event', async () => {
    const stream = newStream();
    const result = await client.appendToStream(stream, events(3), { ...options, expectedRevision: 'no_stream' });
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 2n });
    for await (const { event } of client.readStream(stream, {
      direction: 'backwards',
      fromRevision: 'end',
      maxCount: 1,
    }))
      expect(event?.position).toEqual(result.position);
  });

  it('keeps name, type, data, metadata and id of an event as they were given', async () => {
    const stream = `zeiterfassung-ä/日本-${randomUUID()}`;
    const given = { id: randomUUID(), type: 'Größe', data: { text: '✓' }, metadata: { by: 'Zoë' } };
    await client.appendToStream(stream, jsonEvent(given), options);
    for await (const { event } of client.readStream(stream)) {
      expect(event).toMatchObject({ ...given, streamId: stream, revision: 0n, isJson: true });
      expect(Math.abs(Date.now() - Number(event?.created))).toBeLessThan(10_000);
    }
  });

  it.each<[AppendExpectedRevision, bigint | 'no_stream', number]>([
    ['no_stream', 1n, 2],
    [0n, 1n, 2],
    [5n, 1n, 2],
    [0n, 'no_stream', 0],
    ['stream_exists', 'no_stream', 0],
  ])('expecting %s of a stream at %s is refused with both', async (expectedRevision, current, count) => {
    const stream = newStream();
    if (count > 0) await client.appendToStream(stream, events(count));
    await expect(client.appendToStream(stream, events(1), { ...options, expectedRevision })).rejects.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
      streamName: stream,
      expectedVersion: expectedRevision,
      actualVersion: current,
    });
    expect(count === 0 || (await revisionsOf(stream)).length === count).toBe(true);
  });

  it.each<AppendExpectedRevision>(['any', 'no_stream'])(
    'repeated with the same ids and expecting %s answers as at first and stores nothing',
    async (expectedRevision) => {
      const stream = newStream();
      const batch = events(3);
      const first = await client.appendToStream(stream, batch, { ...options, expectedRevision });
      await client.appendToStream(stream, events(2));
      expect(await client.appendToStream(stream, batch, { ...options, expectedRevision })).toEqual(first);
      expect(await revisionsOf(stream)).toEqual([0n, 1n, 2n, 3n, 4n]);
    },
  );

  it('above 1 MiB is refused whole, and below it is accepted', async () => {
    const stream = newStream();
    const eventOf = (bytes: number): JSONEventData => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(bytes) } });
    await expect(client.appendToStream(stream, [eventOf(600_000), eventOf(500_000)], options)).rejects.toMatchObject({
      type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
      maxAppendSize: 1024 * 1024,
    });
    await client.appendToStream(stream, eventOf(1_000_000), { ...options, expectedRevision: 'no_stream' });
  });

  it('of no event to a new stream succeeds and leaves it missing', async () => {
    const stream = newStream();
    expect(await client.appendToStream(stream, [], options)).toMatchObject({ success: true, position: undefined });
    await expect(revisionsOf(stream)).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
  });

  it('with a malformed event id is refused', async () => {
    const malformed = { ...jsonEvent({ type: 'Counted', data: {} }), id: 'not-a-uuid' };
    await expect(client.appendToStream(newStream(), malformed, options)).rejects.toMatchObject({
      type: ErrorType.UNKNOWN,
    });
  });

  it('to a tombstoned stream is refused', async () => {
    const stream = newStream();
    await client.tombstoneStream(stream);
    await expect(client.appendToStream(stream, events(1), options)).rejects.toMatchObject({
      type: ErrorType.STREAM_DELETED,
      streamName: stream,
    });
  });
});

it('two appends of one id at the same moment store it once', async () => {
  const stream = newStream();
  const [event] = events(1) as [JSONEventData];
  const results = await Promise.all([client.appendToStream(stream, event), client.appendToStream(stream, event)]);
  expect(results[0]).toEqual(results[1]);
  expect(await revisionsOf(stream)).toEqual([0n]);
});

it('appends cut into many chunks that interleave each get their own answer', async () => {
  const streams = Array.from({ length: 8 }, newStream);
  await Promise.all(streams.map((stream) => client.appendToStream(stream, events(50), { batchAppendSize: 300 })));
  for (const stream of streams) expect(await revisionsOf(stream)).toHaveLength(50);
});

describe('a soft-deleted stream', () => {
  it('is missing, and continues its revisions when it is written again', async () => {
    const stream = newStream();
    await client.appendToStream(stream, events(3));
    const { position } = await client.deleteStream(stream, { expectedRevision: 2n });
    expect(position?.commit).toBeGreaterThan(0n);
    await expect(revisionsOf(stream)).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND, streamName: stream });
    await expect(client.appendToStream(stream, events(1), { expectedRevision: 'stream_exists' })).rejects.toMatchObject(
      { type: ErrorType.STREAM_DELETED },
    );
    const again = await client.appendToStream(stream, events(2), { expectedRevision: 'no_stream' });
    expect(again.nextExpectedRevision).toBe(4n);
    expect(await revisionsOf(stream)).toEqual([3n, 4n]);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
  });

  it.each<[string, bigint | 'any' | 'no_stream']>([
    ['a wrong revision', 7n],
    ['no stream', 'no_stream'],
  ])('is not made by a delete that expects %s', async (_name, expectedRevision) => {
    const stream = newStream();
    await client.appendToStream(stream, events(1));
    await expect(client.deleteStream(stream, { expectedRevision })).rejects.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
      streamName: stream,
      actualVersion: 0n,
    });
    expect(await revisionsOf(stream)).toEqual([0n]);
  });

  it('cannot be made of a stream that never was', async () => {
    await expect(client.deleteStream(newStream())).rejects.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
      actualVersion: -1n,
    });
  });
});

describe('a tombstoned stream', () => {
  it('is deleted for reads, deletes and its metadata', async () => {
    const stream = newStream();
    await client.appendToStream(stream, events(1));
    await client.tombstoneStream(stream, { expectedRevision: 0n });
    const deleted = { type: ErrorType.STREAM_DELETED };
    await expect(revisionsOf(stream)).rejects.toMatchObject({ ...deleted, streamName: stream });
    await expect(client.deleteStream(stream)).rejects.toMatchObject(deleted);
    await expect(client.setStreamMetadata(stream, { maxCount: 1 })).rejects.toMatchObject(deleted);
    await expect(client.getStreamMetadata(stream)).rejects.toMatchObject(deleted);
  });
});

describe('the metadata of a stream', () => {
  it.each([
    [{ maxCount: 2 }, [3n, 4n]],
    [{ truncateBefore: 3 }, [3n, 4n]],
    [{ truncateBefore: 1, maxCount: 2 }, [3n, 4n]],
    [{ maxAge: 3600 }, [0n, 1n, 2n, 3n, 4n]],
    [{ truncateBefore: 5 }, []],
  ])('%p leaves these revisions to read: %p', async (metadata, revisions) => {
    const stream = newStream();
    await client.appendToStream(stream, events(5));
    await client.setStreamMetadata(stream, metadata);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual(metadata);
    expect(await revisionsOf(stream)).toEqual(revisions);
  });

  it('hides nothing from $all', async () => {
    const stream = newStream();
    const { position } = await client.appendToStream(stream, events(1));
    await client.appendToStream(stream, events(4));
    await client.setStreamMetadata(stream, { truncateBefore: 5 });
    const seen: string[] = [];
    for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: position ?? START }))
      if (event) seen.push(`${event.type}@${event.revision}`);
    expect(seen).toEqual(['Counted@0', 'Counted@1', 'Counted@2', 'Counted@3', 'Counted@4', '$metadata@0']);
  });
});
