import { ErrorType, jsonEvent, type JSONEventData } from '@eventstore/db-client';
import { v4 as uuidV4 } from 'uuid';
import { events, newStream, revisionsOf } from './calls.js';
import { onEveryServer } from './server-under-test.js';

const MEBIBYTE = 1024 * 1024;

/** An event with so many bytes of data. */
function eventOf(dataBytes: number, { metadata = {}, type = 'Large' } = {}): JSONEventData {
  const frame = JSON.stringify({ text: '' }).length;
  return jsonEvent({ type, data: { text: 'x'.repeat(dataBytes - frame) }, metadata });
}

onEveryServer((server) => {
  describe.each([
    ['BatchAppend', () => ({})],
    ['Append', () => ({ credentials: server.credentials })],
  ])('an append by %s', (_call, options) => {
    const append = (stream: string, batch: JSONEventData | JSONEventData[], more = {}) =>
      server.client.appendToStream(stream, batch, { ...options(), ...more });

    it('answers the last revision and the position of the last event', async () => {
      const stream = newStream();
      const result = await append(stream, events(3), { expectedRevision: 'no_stream' });
      expect(result).toMatchObject({ success: true, nextExpectedRevision: 2n });
      const newest = server.client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 });
      for await (const { event } of newest) expect(event?.position).toEqual(result.position);
      expect.assertions(2);
    });

    it('keeps type, data, metadata, id and time of an event', async () => {
      const stream = newStream();
      const given = { id: uuidV4(), type: 'Größe', data: { text: '✓ \u2028 \u0000 😀' }, metadata: { by: 'Zoë' } };
      await append(stream, jsonEvent(given));
      for await (const { event } of server.client.readStream(stream)) {
        expect(event).toMatchObject({ ...given, streamId: stream, revision: 0n, isJson: true });
        expect(Math.abs(Date.now() - Number(event?.created))).toBeLessThan(60_000);
      }
      expect.assertions(2);
    });

    it('of more than 1 MiB of data is refused, and writes nothing', async () => {
      const stream = newStream();
      await expect(append(stream, [eventOf(600_000), eventOf(500_000)])).rejects.toMatchObject({
        type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
        maxAppendSize: MEBIBYTE,
      });
      await expect(revisionsOf(server.client, stream)).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
    });

    it('of 1 MiB in all is accepted, over several events', async () => {
      const metadata = { by: 'x'.repeat(1000) };
      const each = JSON.stringify(metadata).length + 2 * 'Large'.length;
      const batch = [eventOf(MEBIBYTE / 2 - each, { metadata }), eventOf(MEBIBYTE / 2 - each, { metadata })];
      expect(await append(newStream(), batch)).toMatchObject({ nextExpectedRevision: 1n });
    });

    it('of 1 MiB and a byte of data is refused', async () => {
      await append(newStream(), eventOf(MEBIBYTE - JSON.stringify({}).length - 2 * 'Large'.length));
      await expect(append(newStream(), eventOf(MEBIBYTE + 1))).rejects.toMatchObject({
        type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
      });
    });

    server.ownChoice('of 1 MiB of data and 12 MiB of metadata is accepted', '24.10 counts all three', async () => {
      const append12 = append(newStream(), eventOf(MEBIBYTE, { metadata: { by: 'x'.repeat(12 * MEBIBYTE) } }));
      expect(await append12).toMatchObject({ nextExpectedRevision: 0n });
    });

    server.ownChoice(
      'of no events to a new stream succeeds, and the stream stays missing',
      '23.10 writes an empty record, and answers its position',
      async () => {
        const stream = newStream();
        expect(await append(stream, [])).toMatchObject({ success: true, position: undefined });
        await expect(revisionsOf(server.client, stream)).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
      },
    );

    describe.each([
      ['whose id is no UUID', { id: 'not-a-uuid' }],
      ['whose id is the zero UUID', { id: '00000000-0000-0000-0000-000000000000' }],
      ['without a type', { type: '' }],
    ])('of an event %s', (_title, change) => {
      server.ownChoice('is refused', 'a real server answers it twice, and the client then throws', async () => {
        const malformed = { ...jsonEvent({ type: 'Counted', data: {} }), ...change };
        await expect(append(newStream(), malformed)).rejects.toMatchObject({ type: expect.any(String) });
      });
    });

    it('of one id, sent twice at the same time, stores one event', async () => {
      const stream = newStream();
      const [event] = events(1) as [JSONEventData];
      // A real server may drop the second one, and its time runs out. A repeat is then answered.
      const results = await Promise.allSettled([append(stream, event), append(stream, event)]);
      for (const result of results) {
        if (result.status === 'rejected')
          expect([ErrorType.TIMEOUT, ErrorType.DEADLINE_EXCEEDED]).toContain((result.reason as { type: string }).type);
        else expect(result.value).toMatchObject({ nextExpectedRevision: 0n });
      }
      expect(await append(stream, event)).toMatchObject({ nextExpectedRevision: 0n });
      expect(await revisionsOf(server.client, stream)).toEqual([0n]);
    });

    it('of any revision, with an id that the stream holds twice, answers its first revision', async () => {
      const stream = newStream();
      const [event] = events(1) as [JSONEventData];
      await append(stream, event, { expectedRevision: 'no_stream' });
      await append(stream, events(1), { expectedRevision: 0n });
      await append(stream, event, { expectedRevision: 1n });
      expect(await append(stream, event)).toMatchObject({ nextExpectedRevision: 0n });
      expect(await revisionsOf(server.client, stream)).toEqual([0n, 1n, 2n]);
    });

    it('of an id that another stream holds is written too: each stream knows its own ids', async () => {
      const [one, other] = [newStream(), newStream()];
      const batch = events(2);
      await append(one, batch);
      expect(await append(other, batch)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await revisionsOf(server.client, other)).toEqual([0n, 1n]);
    });
  });

  it('a BatchAppend whose deadline has passed is told so, also when it is too large', async () => {
    const late = server.client.appendToStream(newStream(), eventOf(MEBIBYTE + 1), { deadline: -1 });
    await expect(late).rejects.toMatchObject({ type: ErrorType.DEADLINE_EXCEEDED });
  });

  describe('appends cut into many chunks', () => {
    /** So small that each chunk holds one event. An append of 50 events is then 50 chunks. */
    const batchAppendSize = 100;

    it('that interleave on the wire each get their own answer, and no events are mixed', async () => {
      const batches = Array.from({ length: 8 }, () => ({ stream: newStream(), batch: events(50) }));
      const results = await Promise.all(
        batches.map(({ stream, batch }) => server.client.appendToStream(stream, batch, { batchAppendSize })),
      );
      for (const [index, { stream, batch }] of batches.entries()) {
        const stored: (string | undefined)[] = [];
        let last: unknown;
        for await (const { event } of server.client.readStream(stream)) {
          stored.push(event?.id);
          last = event?.position;
        }
        expect(stored).toEqual(batch.map(({ id }) => id));
        expect(results[index]).toMatchObject({ nextExpectedRevision: 49n, position: last });
      }
    });

    it('fail alone when others beside them succeed', async () => {
      const stream = newStream();
      const appends = [5n, 'no_stream', 7n].map((expectedRevision) =>
        server.client.appendToStream(stream, events(20), {
          batchAppendSize,
          expectedRevision: expectedRevision as bigint | 'no_stream',
        }),
      );
      expect(await Promise.allSettled(appends)).toMatchObject([
        { status: 'rejected', reason: { type: ErrorType.WRONG_EXPECTED_VERSION, expectedVersion: 5n } },
        { status: 'fulfilled', value: { nextExpectedRevision: 19n } },
        { status: 'rejected', reason: { type: ErrorType.WRONG_EXPECTED_VERSION, expectedVersion: 7n } },
      ]);
    });

    it('write nothing when their chunks have more than 1 MiB together', async () => {
      const stream = newStream();
      const batch = Array.from({ length: 12 }, () => eventOf(100_000));
      await expect(server.client.appendToStream(stream, batch, { batchAppendSize: 150_000 })).rejects.toMatchObject({
        type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
      });
      await expect(revisionsOf(server.client, stream)).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
    });
  });
});
