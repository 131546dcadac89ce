import { once } from 'node:events';
import {
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  type Position,
  streamNameFilter,
} from '@eventstore/db-client';
import { v4 as uuidV4 } from 'uuid';
import { collect, events, idOf, newStream, positionOf, take, tailOf } from './calls.js';
import { onEveryServer } from './server-under-test.js';

/** Options that every kind of filter takes. */
interface CheckpointOptions {
  readonly maxSearchWindow: number;
  readonly checkpointInterval: number;
  readonly checkpointReached: NonNullable<Filter['checkpointReached']>;
}

/**
 * How the names of the wanted streams begin in every test of a filter. The types of their events
 * begin with T and this.
 */
const MARK = `marked${uuidV4()}`;
const FILTERS: [string, (options?: CheckpointOptions) => Filter][] = [
  ['a stream prefix', (options) => streamNameFilter({ ...options, prefixes: ['absent', MARK] })],
  ['a stream expression', (options) => streamNameFilter({ ...options, regex: `^${MARK}` })],
  ['a type prefix', (options) => eventTypeFilter({ ...options, prefixes: ['absent', `T${MARK}`] })],
  ['a type expression', (options) => eventTypeFilter({ ...options, regex: `^T${MARK}$` })],
];

onEveryServer((server) => {
  describe('a subscription to $all', () => {
    it('begins behind its position, and gives every event once when it is resumed many times', async () => {
      const { position } = await server.client.appendToStream(newStream(), events(1));
      const stream = newStream();
      const batch = events(6);
      await server.client.appendToStream(stream, batch);
      let fromPosition = position as Position;
      const seen: (string | undefined)[] = [];
      while (seen.length < 6) {
        const [next] = await take(server.client.subscribeToAll({ fromPosition }), 1);
        if (!next?.event) throw new Error('The subscription ended.');
        expect(next.event.position.commit).toBeGreaterThan(fromPosition.commit);
        fromPosition = next.event.position;
        if (next.event.streamId === stream) seen.push(next.event.id);
      }
      expect(seen).toEqual(batch.map(({ id }) => id));
    });

    it('from the end gives only new events', async () => {
      await server.client.appendToStream(newStream(), events(3));
      const filter = streamNameFilter({ prefixes: [MARK] });
      await server.client.appendToStream(newStream(MARK), events(1));
      const subscription = server.client.subscribeToAll({ fromPosition: 'end', filter });
      const taken = take(subscription, 1);
      await once(subscription, 'confirmation');
      const [next] = events(1);
      await server.client.appendToStream(newStream(MARK), next as never);
      expect((await taken).map(idOf)).toEqual([next?.id]);
    });

    it('sees metadata, deletes and tombstones as events', async () => {
      const fromPosition = await tailOf(server.client);
      const [deleted, tombstoned] = [newStream(), newStream()];
      await server.client.appendToStream(deleted, events(1));
      await server.client.deleteStream(deleted);
      await server.client.tombstoneStream(tombstoned);
      const seen: string[] = [];
      for await (const { event } of server.client.subscribeToAll({ fromPosition })) {
        if (event?.streamId.endsWith(deleted) || event?.streamId === tombstoned) seen.push(event.type);
        if (event?.streamId === tombstoned) break;
      }
      expect(seen).toEqual(['Counted', '$metadata', '$streamDeleted']);
    });

    it('without system events sees none', async () => {
      const fromPosition = await tailOf(server.client);
      const stream = newStream();
      await server.client.setStreamMetadata(stream, { maxCount: 5 });
      await server.client.appendToStream(stream, events(1));
      const seen: string[] = [];
      for await (const { event } of server.client.subscribeToAll({ fromPosition, filter: excludeSystemEvents() })) {
        if (event) seen.push(event.type);
        if (event?.streamId === stream) break;
      }
      expect(seen.filter((type) => type.startsWith('$'))).toEqual([]);
      expect(seen).toContain('Counted');
    });

    it('with an invalid regular expression is refused', async () => {
      const subscription = server.client.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) });
      await expect(take(subscription, 1)).rejects.toMatchObject({ type: expect.any(String) });
    });
  });

  describe.each(FILTERS)('a subscription filtered by %s', (_title, filterWith) => {
    it('sees only matching events, past and new', async () => {
      const fromPosition = await tailOf(server.client);
      const batch = events(3, `T${MARK}`);
      await server.client.appendToStream(newStream(MARK), batch.slice(0, 1));
      await server.client.appendToStream(newStream(), events(200));
      await server.client.appendToStream(newStream(MARK), batch.slice(1, 2));
      const subscription = server.client.subscribeToAll({ fromPosition, filter: filterWith() });
      const taken = take(subscription, 3);
      await once(subscription, 'caughtUp');
      await server.client.appendToStream(newStream(), events(5));
      await server.client.appendToStream(newStream(MARK), batch.slice(2));
      expect((await taken).map(idOf)).toEqual(batch.map(({ id }) => id));
    });

    it('reports checkpoints over other events, also live, and misses nothing from any of them', async () => {
      const fromPosition = await tailOf(server.client);
      const checkpoints: Position[] = [];
      let reached: () => void = () => undefined;
      const filter = filterWith({
        maxSearchWindow: 5,
        checkpointInterval: 2,
        checkpointReached(_subscription, position) {
          checkpoints.push(position);
          reached();
        },
      });
      await server.client.appendToStream(newStream(), events(35));
      const subscription = server.client.subscribeToAll({ fromPosition, filter });
      subscription.resume();
      await once(subscription, 'caughtUp');
      const inThePast = checkpoints.length;
      expect(inThePast).toBeGreaterThanOrEqual(3);
      const live = new Promise<void>((resolve) => (reached = resolve));
      for (const event of events(20)) await server.client.appendToStream(newStream(), event);
      await live;
      await subscription.unsubscribe();
      const commits = checkpoints.map(({ commit }) => commit);
      expect(commits).toEqual([...new Set(commits)].sort((a, b) => (a < b ? -1 : 1)));

      const [wanted] = events(1, `T${MARK}`);
      await server.client.appendToStream(newStream(MARK), wanted as never);
      const last = checkpoints.at(-1) as Position;
      const [next] = await take(server.client.subscribeToAll({ fromPosition: last, filter: filterWith() }), 1);
      expect(idOf(next ?? {})).toBe(wanted?.id);
    });

    server.ownChoice(
      'reports a checkpoint at each tenth event considered, matching or not',
      'other servers count whole pages',
      async () => {
        const fromPosition = await tailOf(server.client);
        const checkpoints: bigint[] = [];
        const filter = filterWith({
          maxSearchWindow: 5,
          checkpointInterval: 2,
          checkpointReached: (_subscription, { commit }) => void checkpoints.push(commit),
        });
        const [wanted, other] = [newStream(MARK), newStream()];
        await server.client.appendToStream(wanted, events(15, `T${MARK}`));
        await server.client.appendToStream(other, events(20));
        const subscription = server.client.subscribeToAll({ fromPosition, filter });
        subscription.resume();
        await once(subscription, 'caughtUp');
        await subscription.unsubscribe();
        const positions = [
          ...(await collect(server.client.readStream(wanted), positionOf)),
          ...(await collect(server.client.readStream(other), positionOf)),
        ];
        expect(checkpoints).toEqual([positions[9], positions[19], positions[29]]);
      },
    );
  });

  it.each([
    [1, 1],
    [5, 1],
    [1, 4],
  ])(
    'without system events, a checkpoint comes after %d times %d considered events',
    async (maxSearchWindow, interval) => {
      const fromPosition = await tailOf(server.client);
      const checkpoints: bigint[] = [];
      const filter = excludeSystemEvents({
        maxSearchWindow,
        checkpointInterval: interval,
        checkpointReached: (_subscription, { commit }) => void checkpoints.push(commit),
      });
      const streams = Array.from({ length: 40 }, () => newStream());
      await Promise.all(streams.map((stream) => server.client.setStreamMetadata(stream, { maxCount: 1 })));
      const subscription = server.client.subscribeToAll({ fromPosition, filter });
      subscription.resume();
      await once(subscription, 'caughtUp');
      await subscription.unsubscribe();
      expect(checkpoints.length).toBeGreaterThanOrEqual(Math.floor(40 / (maxSearchWindow * interval)) - 1);
    },
  );
});
