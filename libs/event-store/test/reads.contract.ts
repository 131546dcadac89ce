import { type AllStreamResolvedEvent, ErrorType } from '@eventstore/db-client';
import {
  collect,
  events,
  idOf,
  newStream,
  positionOf,
  revisionOf,
  revisions,
  revisionsOf,
  tailOf,
  take,
} from './calls.js';
import { onEveryServer } from './server-under-test.js';

onEveryServer((server) => {
  describe('a read of a stream of five events', () => {
    const stream = newStream();
    beforeAll(() => server.client.appendToStream(stream, events(5)));

    it.each([
      [{}, [0n, 1n, 2n, 3n, 4n]],
      [{ maxCount: 2 }, [0n, 1n]],
      [{ fromRevision: 3n }, [3n, 4n]],
      [{ fromRevision: 5n }, []],
      [{ fromRevision: 2n ** 63n - 2n }, []],
      [{ direction: 'backwards', fromRevision: 'end' }, [4n, 3n, 2n, 1n, 0n]],
      [{ direction: 'backwards', fromRevision: 'end', maxCount: 2 }, [4n, 3n]],
      [{ direction: 'backwards', fromRevision: 2n }, [2n, 1n, 0n]],
      [{ direction: 'backwards', fromRevision: 99n, maxCount: 1 }, [4n]],
      [{ direction: 'backwards', fromRevision: 'start' }, [0n]],
    ] as const)('with %p gives %p', async (options, expected) => {
      expect(await collect(server.client.readStream(stream, options), revisionOf)).toEqual(expected);
    });
  });

  it('a read of a long stream gives every event once, in order, both ways', async () => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(700));
    expect(await revisionsOf(server.client, stream)).toEqual(revisions(0, 700));
    const backwards = server.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    expect(await collect(backwards, revisionOf)).toEqual(revisions(0, 700).reverse());
  });

  it.each([{}, { fromRevision: 7n }, { direction: 'backwards', fromRevision: 'end' }] as const)(
    'a read of a missing stream, with %p, says so',
    async (options) => {
      const stream = newStream();
      await expect(collect(server.client.readStream(stream, options), revisionOf)).rejects.toMatchObject({
        type: ErrorType.STREAM_NOT_FOUND,
        streamName: stream,
      });
    },
  );

  it('a read of a stream tells the same positions as one of $all', async () => {
    const before = await tailOf(server.client);
    const stream = newStream();
    await server.client.appendToStream(stream, events(3));
    const ours = await collect(server.client.readStream(stream), ({ event }) => event?.position);
    const all = await collect(server.client.readAll({ fromPosition: before }), ({ event }) => event);
    expect(all.filter((event) => event?.streamId === stream).map((event) => event?.position)).toEqual(ours);
  });

  describe('a read of $all', () => {
    /** The positions of three events of one append, and their ids. */
    async function threeEvents() {
      const stream = newStream();
      const batch = events(3);
      await server.client.appendToStream(stream, batch);
      const positions = await collect(server.client.readStream(stream), ({ event }) => event?.position);
      const ids = batch.map(({ id }) => id);
      return { stream, ids, positions: positions.map((position) => position ?? { commit: 0n, prepare: 0n }) };
    }

    it('forwards includes the position it begins at', async () => {
      const { ids, positions } = await threeEvents();
      const [, middle] = positions;
      const forwards = server.client.readAll({ fromPosition: middle as never, maxCount: 2 });
      expect(await collect(forwards, idOf)).toEqual(ids.slice(1));
    });

    it('backwards excludes the position it begins at', async () => {
      const { ids, positions } = await threeEvents();
      const [, middle] = positions;
      const backwards = server.client.readAll({
        direction: 'backwards',
        fromPosition: middle as never,
        maxCount: 1,
      });
      expect(await collect(backwards, idOf)).toEqual(ids.slice(0, 1));
    });

    it('has strictly increasing positions, commit and prepare being equal, and backwards gives the reverse', async () => {
      const before = await tailOf(server.client);
      for (let n = 0; n < 20; n++) await server.client.appendToStream(newStream(), events(n));
      const end = await tailOf(server.client);
      const upTo = ({ event }: AllStreamResolvedEvent) => event !== undefined && event.position.commit <= end.commit;
      const forwards = (await collect(server.client.readAll({ fromPosition: before }), (each) => each)).filter(upTo);
      let previous = -1n;
      for (const { event } of forwards) {
        expect(event?.position.commit).toBe(event?.position.prepare);
        expect(event?.position.commit).toBeGreaterThan(previous);
        previous = event?.position.commit ?? -1n;
      }
      const backwards = server.client.readAll({
        direction: 'backwards',
        fromPosition: 'end',
        maxCount: forwards.length + 100,
      });
      const reversed = (await collect(backwards, (each) => each)).filter(
        (each) => upTo(each) && (positionOf(each) ?? -1n) >= before.commit,
      );
      expect(reversed.map(idOf)).toEqual(forwards.map(idOf).reverse());
    });

    server.ownChoice('forwards from the end gives nothing', '23.10 answers UNKNOWN', async () => {
      expect(await collect(server.client.readAll({ fromPosition: 'end' }), idOf)).toEqual([]);
    });

    it('from a position inside a record is an error, also for a subscription', async () => {
      const { position } = await server.client.appendToStream(newStream(), events(1));
      await server.client.appendToStream(newStream(), events(1));
      const inside = (position?.commit ?? 0n) + 1n;
      const fromPosition = { commit: inside, prepare: inside };
      const refused = { type: ErrorType.UNKNOWN };
      await expect(collect(server.client.readAll({ fromPosition }), idOf)).rejects.toMatchObject(refused);
      await expect(take(server.client.subscribeToAll({ fromPosition }), 1)).rejects.toMatchObject(refused);
    });

    it('backwards from the start gives nothing', async () => {
      const backwards = server.client.readAll({ direction: 'backwards', fromPosition: 'start' });
      expect(await collect(backwards, idOf)).toEqual([]);
    });
  });
});
