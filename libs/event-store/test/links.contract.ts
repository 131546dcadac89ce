import { type AllStreamResolvedEvent, binaryEvent, type ResolvedEvent, streamNameFilter } from '@eventstore/db-client';
import { collect, events, newStream, take, tailOf } from './calls.js';
import { onEveryServer } from './server-under-test.js';

/**
 * A link is an event of type `$>`. Its data names another event: `revision@stream`. Only readers
 * that ask for it get the other event.
 */

onEveryServer((server) => {
  /** A stream of links, one for each text, and the log position before it. */
  async function streamOfLinks(...texts: string[]) {
    const before = await tailOf(server.client);
    const stream = newStream('links');
    await server.client.appendToStream(
      stream,
      texts.map((text) => binaryEvent({ type: '$>', data: Buffer.from(text) })),
    );
    return { stream, before };
  }

  const shape = ({ event, link }: ResolvedEvent | AllStreamResolvedEvent) => ({
    event: event && `${event.revision}@${event.streamId} at ${event.position?.commit}`,
    link: link && `${link.type} ${link.revision}@${link.streamId} at ${link.position?.commit}`,
  });

  const WAYS: [
    string,
    (stream: string, before: Awaited<ReturnType<typeof tailOf>>, count: number) => Promise<object[]>,
  ][] = [
    ['a stream read', (stream) => collect(server.client.readStream(stream, { resolveLinkTos: true }), shape)],
    [
      'a backward stream read',
      async (stream) => {
        const options = { resolveLinkTos: true, direction: 'backwards', fromRevision: 'end' } as const;
        return (await collect(server.client.readStream(stream, options), shape)).reverse();
      },
    ],
    [
      'a read of $all',
      async (stream, before) => {
        const all = server.client.readAll({ fromPosition: before, resolveLinkTos: true });
        const seen = await collect(all, (each) => (isOf(stream, each) ? shape(each) : undefined));
        return seen.filter((each) => each !== undefined);
      },
    ],
    [
      'a stream subscription',
      async (stream, _before, count) =>
        (await take(server.client.subscribeToStream(stream, { resolveLinkTos: true }), count)).map(shape),
    ],
    [
      'a filtered subscription to $all',
      async (stream, before, count) => {
        const filter = streamNameFilter({ prefixes: [stream] });
        const options = { fromPosition: before, filter, resolveLinkTos: true };
        return (await take(server.client.subscribeToAll(options), count)).map(shape);
      },
    ],
  ];

  /** Whether a link that was read is in this stream, resolved or not. */
  const isOf = (stream: string, { event, link }: AllStreamResolvedEvent) => (link ?? event)?.streamId === stream;

  /** The positions of events, read without resolving links. */
  const placesIn = async (stream: string) =>
    (await collect(server.client.readStream(stream), ({ event }) => event)).map(
      (event) => `${event?.revision}@${stream} at ${event?.position?.commit}`,
    );

  describe.each(WAYS)('%s that resolves links', (_title, read) => {
    it('gives the target, with its own position, beside the link', async () => {
      const target = newStream();
      await server.client.appendToStream(target, events(3));
      const { stream, before } = await streamOfLinks(`1@${target}`, `2@${target}`);
      const [targets, links] = [await placesIn(target), await placesIn(stream)];
      expect(await read(stream, before, 2)).toEqual([
        { event: targets[1], link: `$> ${links[0]}` },
        { event: targets[2], link: `$> ${links[1]}` },
      ]);
    });

    it.each([
      ['was never written', (target: string) => `7@${target}`],
      ['is in no stream', () => `0@${newStream()}`],
      ['is truncated', (target: string) => `0@${target}`],
    ])('gives the link alone when its target %s', async (_why, textFor) => {
      const target = newStream();
      await server.client.appendToStream(target, events(3));
      await server.client.setStreamMetadata(target, { truncateBefore: 2 });
      const { stream, before } = await streamOfLinks(textFor(target));
      const [link] = await placesIn(stream);
      expect(await read(stream, before, 1)).toEqual([{ event: undefined, link: `$> ${link}` }]);
    });

    it('gives the last event of the stream for the revision -1', async () => {
      const target = newStream();
      await server.client.appendToStream(target, events(3));
      const { stream, before } = await streamOfLinks(`-1@${target}`);
      const [targets, [link]] = [await placesIn(target), await placesIn(stream)];
      expect(await read(stream, before, 1)).toEqual([{ event: targets[2], link: `$> ${link}` }]);
    });

    it('gives the link itself when its revision is not a number', async () => {
      const { stream, before } = await streamOfLinks('first@somewhere');
      const [place] = await placesIn(stream);
      expect(await read(stream, before, 1)).toEqual([{ event: place, link: undefined }]);
    });
  });

  it('a read that does not resolve links gives the links themselves', async () => {
    const target = newStream();
    await server.client.appendToStream(target, events(1));
    const { stream } = await streamOfLinks(`0@${target}`);
    const [place] = await placesIn(stream);
    expect(await collect(server.client.readStream(stream), shape)).toEqual([{ event: place, link: undefined }]);
  });
});
