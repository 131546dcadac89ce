import {
  type AppendExpectedRevision,
  type EventStoreDBClient,
  jsonEvent,
  type JSONEventData,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { v4 as uuidV4 } from 'uuid';
import { events, newStream, revisionsOf, setMetadataText } from './calls.js';
import { onEveryServer } from './server-under-test.js';

/**
 * The answer of an append. It depends on the state of the stream, the expected revision, and which
 * of the events the stream holds. Source: EventStoreDB 23.10, IndexWriter.CheckCommit.
 */

type State =
  | 'never written'
  | 'metadata only'
  | 'metadata that is not JSON only'
  | 'A'
  | 'A, soft-deleted'
  | 'A, soft-deleted, B'
  | 'A, tombstoned';
/**
 * `written at R`: R is the last revision. `repeat of R`: nothing is written. `wrong, at R`:
 * refused, and the stream is at R.
 */
type Outcome = `${'written at' | 'repeat of' | 'wrong, at'} ${number | 'no_stream'}` | 'deleted';

/** A is a0 a1 a2, one append, at 0 1 2. B is b0 b1, at 3 4. x and y are new. */
const CASES: [State, AppendExpectedRevision, string, Outcome][] = [
  ['never written', 'any', 'x y', 'written at 1'],
  ['never written', 'no_stream', 'x y', 'written at 1'],
  ['never written', 'stream_exists', 'x y', 'wrong, at no_stream'],
  ['never written', 0n, 'x y', 'wrong, at no_stream'],

  ['metadata only', 'any', 'x y', 'written at 1'],
  ['metadata only', 'no_stream', 'x y', 'written at 1'],
  ['metadata only', 'stream_exists', 'x y', 'written at 1'],
  ['metadata only', 0n, 'x y', 'wrong, at no_stream'],
  ['metadata that is not JSON only', 'stream_exists', 'x y', 'written at 1'],

  ['A', 'any', 'x y', 'written at 4'],
  ['A', 'any', 'a0 a1 a2', 'repeat of 2'],
  ['A', 'any', 'a0 a1', 'repeat of 1'],
  ['A', 'any', 'a1 a0', 'repeat of 0'],
  ['A', 'any', 'a0 a1 a2 x', 'wrong, at 2'],
  ['A', 'any', 'x a0', 'written at 4'],
  ['A', 'stream_exists', 'x y', 'written at 4'],
  ['A', 'stream_exists', 'a0 a1 a2', 'repeat of 2'],
  ['A', 'stream_exists', 'a2 x', 'wrong, at 2'],
  ['A', 'no_stream', 'x y', 'wrong, at 2'],
  ['A', 'no_stream', 'a0 a1 a2', 'repeat of 2'],
  ['A', 'no_stream', 'a0 a1', 'repeat of 1'],
  ['A', 'no_stream', 'a1 a0 a2', 'wrong, at 2'],
  ['A', 'no_stream', 'a0 a1 a2 x', 'wrong, at 2'],
  ['A', 'no_stream', 'x a1 a2', 'wrong, at 2'],
  ['A', 0n, 'x', 'wrong, at 2'],
  ['A', 0n, 'a1 a2', 'repeat of 2'],
  ['A', 0n, 'a1', 'repeat of 1'],
  ['A', 0n, 'a0 a1 a2', 'wrong, at 2'],
  ['A', 1n, 'x y', 'wrong, at 2'],
  ['A', 1n, 'a2 x', 'wrong, at 2'],
  ['A', 2n, 'x y', 'written at 4'],
  ['A', 2n, 'a0', 'written at 3'],
  ['A', 3n, 'x', 'wrong, at 2'],
  ['A', 3n, 'a0 a1 a2', 'wrong, at 2'],

  ['A, soft-deleted', 'any', 'x y', 'written at 4'],
  ['A, soft-deleted', 'any', 'a0 a1 a2', 'repeat of 2'],
  ['A, soft-deleted', 'any', 'a2 x', 'wrong, at 2'],
  ['A, soft-deleted', 'stream_exists', 'x y', 'deleted'],
  ['A, soft-deleted', 'stream_exists', 'a0 a1 a2', 'deleted'],
  ['A, soft-deleted', 'no_stream', 'x y', 'written at 4'],
  ['A, soft-deleted', 'no_stream', 'a0 a1 a2', 'repeat of 2'],
  ['A, soft-deleted', 'no_stream', 'a0 a1 a2 x', 'wrong, at 2'],
  ['A, soft-deleted', 0n, 'a1 a2', 'repeat of 2'],
  ['A, soft-deleted', 1n, 'x', 'wrong, at 2'],
  ['A, soft-deleted', 2n, 'x y', 'written at 4'],
  ['A, soft-deleted', 3n, 'x', 'wrong, at 2'],

  ['A, soft-deleted, B', 'any', 'x', 'written at 5'],
  ['A, soft-deleted, B', 'any', 'b0 b1', 'repeat of 4'],
  ['A, soft-deleted, B', 'any', 'a0 a1 a2', 'repeat of 2'],
  ['A, soft-deleted, B', 'stream_exists', 'x', 'written at 5'],
  ['A, soft-deleted, B', 'no_stream', 'x', 'wrong, at 4'],
  ['A, soft-deleted, B', 'no_stream', 'a0 a1 a2', 'repeat of 2'],
  ['A, soft-deleted, B', 'no_stream', 'b0 b1', 'wrong, at 4'],
  ['A, soft-deleted, B', 2n, 'b0 b1', 'repeat of 4'],
  ['A, soft-deleted, B', 2n, 'x', 'wrong, at 4'],
  ['A, soft-deleted, B', 4n, 'x', 'written at 5'],

  ['A, tombstoned', 'any', 'x', 'deleted'],
  ['A, tombstoned', 'any', 'a0 a1 a2', 'deleted'],
  ['A, tombstoned', 'stream_exists', 'x', 'deleted'],
  ['A, tombstoned', 'no_stream', 'a0 a1 a2', 'deleted'],
  ['A, tombstoned', 2n, 'x', 'deleted'],
  ['A, tombstoned', 0n, 'x', 'deleted'],
];

/** The events of one test, by their names in the table. */
class NamedEvents {
  private readonly ids = new Map<string, string>();

  named(names: string): JSONEventData[] {
    return names.split(' ').map((name) => {
      const id = this.ids.get(name) ?? uuidV4();
      this.ids.set(name, id);
      return jsonEvent({ id, type: 'Named', data: { name } });
    });
  }
}

async function bringTo(client: EventStoreDBClient, state: State, events: NamedEvents): Promise<string> {
  const stream = newStream();
  if (state === 'metadata only') await client.setStreamMetadata(stream, { maxCount: 100 });
  if (state === 'metadata that is not JSON only') await setMetadataText(client, stream, 'none');
  if (state.startsWith('A')) await client.appendToStream(stream, events.named('a0 a1 a2'));
  if (state.includes('soft-deleted')) await client.deleteStream(stream);
  if (state.endsWith('B')) await client.appendToStream(stream, events.named('b0 b1'));
  if (state.endsWith('tombstoned')) await client.tombstoneStream(stream);
  return stream;
}

/** The readable events of the stream. They show whether an append wrote something. */
async function visibleIn(client: EventStoreDBClient, stream: string): Promise<(bigint | undefined)[] | 'missing'> {
  try {
    return await revisionsOf(client, stream);
  } catch (error) {
    if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) return 'missing';
    throw error;
  }
}

onEveryServer((server) => {
  describe.each([
    ['BatchAppend', () => ({})],
    ['Append', () => ({ credentials: server.credentials })],
  ])('by %s,', (_call, options) => {
    it.each(CASES)(
      'to a stream "%s", expecting %s, the events %s: %s',
      async (state, expectedRevision, names, want) => {
        const { client } = server;
        const events = new NamedEvents();
        const stream = await bringTo(client, state, events);
        const before = await visibleIn(client, stream);
        const batch = events.named(names);
        const outcome = await client.appendToStream(stream, batch, { ...options(), expectedRevision }).then(
          ({ nextExpectedRevision }) => nextExpectedRevision,
          (error: unknown) => error,
        );
        const after = await visibleIn(client, stream);
        const revision = want.split(' ').at(-1) ?? '';
        if (want === 'deleted') {
          expect(outcome).toBeInstanceOf(StreamDeletedError);
          expect(outcome).toMatchObject({ streamName: stream });
        } else if (want.startsWith('wrong')) {
          expect(outcome).toBeInstanceOf(WrongExpectedVersionError);
          expect(outcome).toMatchObject({
            streamName: stream,
            expectedVersion: expectedRevision,
            actualVersion: revision === 'no_stream' ? revision : BigInt(revision),
          });
        } else expect(outcome).toBe(BigInt(revision));
        if (want.startsWith('written')) expect(after.at(-1)).toBe(outcome);
        else expect(after).toEqual(before);
      },
    );

    it('a repeat answers with revision and position of the first time', async () => {
      const { client } = server;
      const stream = newStream();
      const batch = events(3);
      const first = await client.appendToStream(stream, batch, { ...options(), expectedRevision: 'no_stream' });
      await client.appendToStream(stream, events(2));
      for (const expectedRevision of ['any', 'no_stream', 'stream_exists'] as const)
        expect(await client.appendToStream(stream, batch, { ...options(), expectedRevision })).toEqual(first);
    });
  });

  it('an append at a revision recognises its event ids, however many events came later', async () => {
    const { client } = server;
    const stream = newStream();
    const batch = events(2);
    const first = await client.appendToStream(stream, batch, { expectedRevision: 'no_stream' });
    for (let round = 0; round < 5; round++) await client.appendToStream(stream, events(1000));
    expect(await client.appendToStream(stream, batch, { expectedRevision: 'no_stream' })).toEqual(first);
  });
});
