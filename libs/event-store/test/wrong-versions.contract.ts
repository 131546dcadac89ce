import { type AppendExpectedRevision, ErrorType } from '@eventstore/db-client';
import { events, newStream, revisionsOf, tombstone } from './calls.js';
import { onEveryServer } from './server-under-test.js';

/**
 * A refused call answers with the expected revision and the revision of the stream. Each of the
 * four calls writes them differently.
 */

onEveryServer((server) => {
  const streamOf = async (count: number): Promise<string> => {
    const stream = newStream();
    if (count > 0) await server.client.appendToStream(stream, events(count));
    return stream;
  };

  /** How trailers write the expectations that an append writes with words. */
  const AS_NUMBER = { any: -2n, no_stream: -1n, stream_exists: -4n } as const;
  const asNumber = (revision: AppendExpectedRevision): bigint =>
    typeof revision === 'bigint' ? revision : AS_NUMBER[revision];

  describe.each<[AppendExpectedRevision, number, bigint | 'no_stream']>([
    ['no_stream', 2, 1n],
    [0n, 2, 1n],
    [5n, 2, 1n],
    [0n, 0, 'no_stream'],
    ['stream_exists', 0, 'no_stream'],
  ])('expecting %p of a stream of %d events, at %p,', (expectedRevision, count, current) => {
    it.each([
      ['BatchAppend', () => ({})],
      ['Append', () => ({ credentials: server.credentials })],
    ])('is refused with both by %s', async (_call, options) => {
      const stream = await streamOf(count);
      await expect(
        server.client.appendToStream(stream, events(1), { ...options(), expectedRevision }),
      ).rejects.toMatchObject({
        type: ErrorType.WRONG_EXPECTED_VERSION,
        streamName: stream,
        expectedVersion: expectedRevision,
        actualVersion: current,
      });
    });

    it('is refused with both by Tombstone, which writes words as numbers', async () => {
      const stream = await streamOf(count);
      await expect(tombstone(server.client, stream, expectedRevision)).rejects.toMatchObject({
        type: ErrorType.WRONG_EXPECTED_VERSION,
        streamName: stream,
        expectedVersion: asNumber(expectedRevision),
        actualVersion: asNumber(current),
      });
      if (count > 0) expect(await revisionsOf(server.client, stream)).toHaveLength(count);
    });
  });

  it.each<[bigint | 'any' | 'no_stream', number, bigint]>([
    ['no_stream', 2, 1n],
    [0n, 2, 1n],
    [5n, 2, 1n],
    [0n, 0, -1n],
    ['any', 0, -1n],
    ['no_stream', 0, -1n],
  ])('a Delete that expects %p of a stream of %d events is refused with both', async (expectedRevision, count, at) => {
    const stream = await streamOf(count);
    const refused = expect(server.client.deleteStream(stream, { expectedRevision })).rejects;
    await refused.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
      streamName: stream,
      actualVersion: at,
    });
    if (count > 0) expect(await revisionsOf(server.client, stream)).toHaveLength(count);
  });
});
