import {
  type AllStreamResolvedEvent,
  EventStoreDBClient,
  ErrorType,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  type JSONEventData,
  type Position,
  streamNameFilter,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type NodeUnderTest, startNodeUnderTest } from './testing/node-under-test.js';

/** Reads and subscriptions, as the real client sees them. */

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

const newStream = (prefix = 'visit'): string => `${prefix}-${randomUUID()}`;
const events = (count: number, type = 'Visited'): JSONEventData[] =>
  Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { index } }));

async function collect<Entry, Value>(source: AsyncIterable<Entry>, pick: (entry: Entry) => Value): Promise<Value[]> {
  const values: Value[] = [];
  for await (const entry of source) values.push(pick(entry));
  return values;
}

const revisionOf = ({ event }: { event?: { revision: bigint } | undefined }): bigint | undefined => event?.revision;

describe('a read of a stream of five events', () => {
  const stream = newStream();
  beforeAll(() => client.appendToStream(stream, events(5)));

  it.each([
    [{}, [0n, 1n, 2n, 3n, 4n]],
    [{ maxCount: 2 }, [0n, 1n]],
    [{ fromRevision: 3n }, [3n, 4n]],
    [{ fromRevision: 5n }, []],
    [{ fromRevision: 2n ** 64n - 1n }, []],
    [{ fromRevision: 'end' }, []],
    [{ direction: 'backwards', fromRevision: 'end' }, [4n, 3n, 2n, 1n, 0n]],
    [{ direction: 'backwards', fromRevision: 'end', maxCount: 2 }, [4n, 3n]],
    [{ direction: 'backwards', fromRevision: 2n }, [2n, 1n, 0n]],
    [{ direction: 'backwards', fromRevision: 99n, maxCount: 1 }, [4n]],
  ] as const)('with %p returns %p', async (options, revisions) => {
    expect(await collect(client.readStream(stream, options), revisionOf)).toEqual(revisions);
  });
});

it('a read of a stream longer than a page returns every event once, in order, both ways', async () => {
  const stream = newStream();
  await client.appendToStream(stream, events(700));
  const upwards = Array.from({ length: 700 }, (_, index) => BigInt(index));
  expect(await collect(client.readStream(stream), revisionOf)).toEqual(upwards);
  const backwards = client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
  expect(await collect(backwards, revisionOf)).toEqual(upwards.reverse());
});

it('a read of a missing stream says so', async () => {
  const stream = newStream();
  await expect(collect(client.readStream(stream), revisionOf)).rejects.toMatchObject({
    type: ErrorType.STREAM_NOT_FOUND,
    streamName: stream,
  });
});

describe('a read of $all', () => {
  const idOf = ({ event }: AllStreamResolvedEvent): string | undefined => event?.id;
  const positionOf = ({ event }: AllStreamResolvedEvent): Position => event?.position as Position;

  it('begins with the system events of the first start', async () => {
    const [first] = await collect(client.readAll({ maxCount: 1 }), ({ event }) => event?.type);
    expect(first).toBe('$metadata');
  });

  it('forwards includes the position it begins at, backwards excludes it', async () => {
    const batch = events(3);
    await client.appendToStream(newStream(), batch);
    const ids = batch.map(({ id }) => id);
    const places = (await collect(client.readAll(), (each) => each)).slice(-3).map(positionOf);
    const [, middle] = places as [Position, Position, Position];
    expect(await collect(client.readAll({ fromPosition: middle }), idOf)).toEqual(ids.slice(1));
    const backwards = client.readAll({ direction: 'backwards', fromPosition: middle, maxCount: 1 });
    expect(await collect(backwards, idOf)).toEqual(ids.slice(0, 1));
  });

  it('has strictly increasing positions whose commit and prepare are equal', async () => {
    const positions = await collect(client.readAll(), positionOf);
    for (const { commit, prepare } of positions) expect(commit).toBe(prepare);
    for (const [index, { commit }] of positions.slice(1).entries())
      expect(commit).toBeGreaterThan(positions[index]?.commit ?? -1n);
  });

  it('backwards from the end is the reverse of forwards from the start', async () => {
    const forwards = await collect(client.readAll(), idOf);
    const backwards = await collect(client.readAll({ direction: 'backwards', fromPosition: 'end' }), idOf);
    expect(backwards).toEqual(forwards.reverse());
  });
});

/** The first `count` events of a subscription, which is then ended. */
async function take<Entry>(subscription: AsyncIterable<Entry>, count: number): Promise<Entry[]> {
  const taken: Entry[] = [];
  for await (const entry of subscription) if (taken.push(entry) === count) break;
  return taken;
}

describe('a subscription to a stream', () => {
  it('catches up, says so once, and goes on with what comes', async () => {
    const stream = newStream();
    await client.appendToStream(stream, events(300));
    const subscription = client.subscribeToStream(stream);
    let timesCaughtUp = 0;
    subscription.on('caughtUp', () => timesCaughtUp++);
    const caughtUp = once(subscription, 'caughtUp');
    const taken = take(subscription, 303);
    await caughtUp;
    for (const event of events(3)) await client.appendToStream(stream, event);
    expect((await taken).map(revisionOf)).toEqual(Array.from({ length: 303 }, (_, index) => BigInt(index)));
    expect(timesCaughtUp).toBe(1);
  });

  it.each([
    [1n, [2n, 3n]],
    ['start', [0n, 1n]],
    ['end', [3n, 4n]],
  ] as const)('from %s excludes what it names: it begins with %p', async (fromRevision, revisions) => {
    const stream = newStream();
    await client.appendToStream(stream, events(3));
    const subscription = client.subscribeToStream(stream, { fromRevision });
    const taken = take(subscription, 2);
    await once(subscription, 'confirmation');
    await client.appendToStream(stream, events(2));
    expect((await taken).map(revisionOf)).toEqual(revisions);
  });

  it('waits for a stream that does not exist yet', async () => {
    const stream = newStream();
    const subscription = client.subscribeToStream(stream);
    const taken = take(subscription, 1);
    await once(subscription, 'confirmation');
    await client.appendToStream(stream, events(1));
    expect((await taken).map(revisionOf)).toEqual([0n]);
  });

  it('passes over what a soft delete hides and sees the stream come back', async () => {
    const stream = newStream();
    await client.appendToStream(stream, events(2));
    await client.deleteStream(stream);
    const subscription = client.subscribeToStream(stream);
    const taken = take(subscription, 1);
    await once(subscription, 'confirmation');
    await client.appendToStream(stream, events(1));
    expect((await taken).map(revisionOf)).toEqual([2n]);
  });

  it('ends with an error when the stream is tombstoned', async () => {
    const stream = newStream();
    await client.appendToStream(stream, events(1));
    const subscription = client.subscribeToStream(stream);
    const ended = expect(take(subscription, 2)).rejects.toMatchObject({ type: ErrorType.STREAM_DELETED });
    await once(subscription, 'caughtUp');
    await client.tombstoneStream(stream);
    await ended;
  });
});

describe('a subscription to $all', () => {
  const tail = async (): Promise<Position> => {
    const [position] = await collect(
      client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }),
      ({ event }) => event?.position,
    );
    return position as Position;
  };

  it('begins behind the position it names', async () => {
    const batch = events(3);
    const before = await client.appendToStream(newStream(), events(1));
    await client.appendToStream(newStream(), batch);
    const subscription = client.subscribeToAll({ fromPosition: before.position as Position });
    const taken = await take(subscription, 3);
    expect(taken.map(({ event }) => event?.id)).toEqual(batch.map(({ id }) => id));
  });

  const prefix = `marked${randomUUID()}`;
  it.each([
    ['a stream prefix', streamNameFilter({ prefixes: [prefix] })],
    ['a stream expression', streamNameFilter({ regex: `^${prefix}` })],
    ['a type prefix', eventTypeFilter({ prefixes: [`T${prefix}`] })],
    ['a type expression', eventTypeFilter({ regex: `^T${prefix}$` })],
  ])('filtered by %s sees those events only', async (_name, filter) => {
    const fromPosition = await tail();
    const batch = events(2, `T${prefix}`);
    await client.appendToStream(newStream(prefix), batch.slice(0, 1));
    await client.appendToStream(newStream('other'), events(200));
    await client.appendToStream(newStream(prefix), batch.slice(1));
    const taken = await take(client.subscribeToAll({ fromPosition, filter }), 2);
    expect(taken.map(({ event }) => event?.id)).toEqual(batch.map(({ id }) => id));
  });

  it('without system events sees none', async () => {
    const stream = newStream();
    await client.setStreamMetadata(stream, { maxCount: 5 });
    const { position } = await client.appendToStream(stream, events(1));
    const seen: (string | undefined)[] = [];
    for await (const { event } of client.subscribeToAll({ filter: excludeSystemEvents() })) {
      seen.push(event?.type);
      if (event?.position?.commit === position?.commit) break;
    }
    expect(seen.filter((type) => type?.startsWith('$'))).toEqual([]);
  });

  it('reports a checkpoint after each interval of events considered, matching or not', async () => {
    const fromPosition = await tail();
    const checkpoints: bigint[] = [];
    const filter = eventTypeFilter({
      prefixes: ['Nothing'],
      maxSearchWindow: 5,
      checkpointInterval: 2,
      checkpointReached: (_subscription, { commit }) => void checkpoints.push(commit),
    });
    const considered = newStream();
    await client.appendToStream(considered, events(35));
    const subscription = client.subscribeToAll({ fromPosition, filter });
    subscription.resume();
    await once(subscription, 'caughtUp');
    await subscription.unsubscribe();
    const positions = await collect(client.readStream(considered), ({ event }) => event?.position?.commit);
    expect(checkpoints).toEqual([positions[9], positions[19], positions[29]]);
  });

  it('with an expression that cannot be compiled is refused', async () => {
    const subscription = client.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) });
    await expect(take(subscription, 1)).rejects.toMatchObject({ type: ErrorType.UNKNOWN, code: 3 });
  });
});

it('a call that the node does not know is unimplemented', async () => {
  await expect(client.listProjections()).rejects.toMatchObject({ type: ErrorType.UNKNOWN, code: 12 });
});
