import type { DomainEvent } from '@app/domain';
import { binaryEvent, EventStoreDBClient } from '@eventstore/db-client';
import { v4 as uuidV4 } from 'uuid';
import { type NodeForTests, startNodeForTests, NO_UPCASTERS } from '../test/embedded-node.js';
import { ConcurrencyError } from './connection/errors.js';
import { EventStore, type NewEvent } from './event-store.js';
import { recordedSince } from './recorded-since.js';

const METADATA = { now: 0, principalId: 'tester' };
const noted = (n: number): NewEvent => ({ id: uuidV4(), event: { type: 'Noted', data: { n } }, metadata: METADATA });
const notes = (count: number) => Array.from({ length: count }, (_unused, n) => noted(n));

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const elements: T[] = [];
  for await (const element of source) elements.push(element);
  return elements;
}

let tested: NodeForTests;
let store: EventStore;
beforeAll(async () => {
  tested = await startNodeForTests();
});
afterAll(async () => {
  await tested.stop();
});
beforeEach(() => {
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
});
// A store that does not close makes its test time out.
afterEach(() => store.close());

const newStream = () => `note-${uuidV4()}`;

describe('an append', () => {
  it('answers where its last event is, and a read finds what was written', async () => {
    const stream = newStream();
    expect((await store.append(stream, notes(2), 'no_stream')).revision).toBe(1n);
    const third = noted(2);
    const { revision, position } = await store.append(stream, [third], 1n);
    expect(revision).toBe(2n);
    const events = await all(store.read(stream));
    expect(events.map(({ data }) => data)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(events[2]).toMatchObject({ id: third.id, stream, revision, position, type: 'Noted' });
    expect(events[2]?.recordedAt.getTime()).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });

  it('keeps what the event was sent by, and when its time was recorded first', async () => {
    const stream = newStream();
    const firstRecordedAt = new Date(Date.UTC(2026, 0, 1));
    const by = { kind: 'api-key', id: 'k' } as const;
    const metadata = { ...METADATA, by, firstRecordedAt };
    await store.append(stream, [noted(0), { ...noted(1), metadata }], 'no_stream');
    const [plain, told] = await all(store.read(stream));
    expect(plain?.firstRecordedAt).toEqual(plain?.recordedAt);
    expect(plain?.by).toBeUndefined();
    expect(told).toMatchObject({ by, firstRecordedAt });
  });

  it.each([
    ['no stream, but it exists', 'no_stream'],
    ['a revision that is past', 0n],
    ['a revision that is not yet', 7n],
  ] as const)('that expects %s is a ConcurrencyError and writes nothing', async (_title, expected) => {
    const stream = newStream();
    await store.append(stream, notes(2), 'no_stream');
    await expect(store.append(stream, notes(1), expected)).rejects.toBeInstanceOf(ConcurrencyError);
    expect(await all(store.read(stream))).toHaveLength(2);
  });

  it('that expects a revision of a missing stream is a ConcurrencyError', async () => {
    await expect(store.append(newStream(), notes(1), 0n)).rejects.toBeInstanceOf(ConcurrencyError);
  });

  it('repeated with the same ids and expectation gives the same answer and writes nothing, even later', async () => {
    const stream = newStream();
    const first = notes(2);
    const answer = await store.append(stream, first, 'no_stream');
    const second = notes(1);
    await store.append(stream, second, 1n);
    expect(await store.append(stream, first, 'no_stream')).toMatchObject({ revision: answer.revision });
    await store.append(stream, second, 1n);
    expect((await all(store.read(stream))).map(({ id }) => id)).toEqual([...first, ...second].map(({ id }) => id));
  });

  it('keeps every character of its data', async () => {
    const stream = newStream();
    const event: DomainEvent = { type: 'Noted', data: { 'ключ "ü"': 'naïve 😀 \u2028 \\ \n \u0000 漢字', empty: '' } };
    await store.append(stream, [{ event, metadata: METADATA }], 'no_stream');
    const [stored] = await all(store.read(stream));
    expect(stored?.data).toEqual(event.data);
  });

  it.each([
    ['an id that is no UUID', { id: 'not-a-uuid' }],
    ['the zero id', { id: '00000000-0000-0000-0000-000000000000' }],
    ['no type', { event: { type: '', data: {} } }],
  ])('of an event with %s is refused before it is sent', async (_title, change) => {
    const [note] = notes(1) as [NewEvent];
    await expect(store.append(newStream(), [{ ...note, ...change }], 'no_stream')).rejects.toThrow(RangeError);
  });

  it('finds its place among a hundred others at once', async () => {
    const stream = newStream();
    const others = Array.from({ length: 100 }, () => store.append(newStream(), notes(1), 'no_stream'));
    await store.append(stream, notes(3), 'no_stream');
    await Promise.all(others);
    expect(await all(store.read(stream))).toHaveLength(3);
  });
});

describe('a read', () => {
  it('of a stream that does not exist gives nothing', async () => {
    expect(await all(store.read(newStream()))).toEqual([]);
  });

  it.each([
    [0n, [0n, 1n, 2n, 3n]],
    [2n, [2n, 3n]],
    [4n, []],
    [99n, []],
  ])('from revision %p gives %p', async (from, revisions) => {
    const stream = newStream();
    await store.append(stream, notes(4), 'no_stream');
    expect((await all(store.read(stream, from))).map(({ revision }) => revision)).toEqual(revisions);
  });

  it('backwards reads page by page, and many that stop early do not break the connection', async () => {
    const stream = newStream();
    const events = Array.from({ length: 2_000 }, (_, n) => ({
      event: { type: 'HighlightPosted', data: { n } },
      metadata: { now: n, principalId: 'u' },
    }));
    await store.append(stream, events, 'no_stream');
    expect((await all(store.readBackwards(stream))).map(({ revision }) => Number(revision))).toEqual(
      Array.from({ length: 2_000 }, (_, n) => 1_999 - n),
    );
    const stopping = new AbortController();
    const interruptions: unknown[] = [];
    const subscription = store.subscribe({
      streamPrefixes: [stream],
      signal: stopping.signal,
      onInterrupted: (error) => interruptions.push(error),
    });
    const following = all(subscription);
    const stopEarly = async () => {
      for (let n = 0; n < 75; n++)
        for await (const { revision } of store.readBackwards(stream)) if (revision === 1_999n) break;
    };
    await Promise.all(Array.from({ length: 20 }, stopEarly));
    expect(interruptions).toEqual([]);
    stopping.abort();
    await following;
  });

  it('backwards gives the newest event first and the oldest last, and nothing of a missing stream', async () => {
    const stream = newStream();
    await store.append(stream, notes(4), 'no_stream');
    const backwards = await all(store.readBackwards(stream));
    expect(backwards).toEqual((await all(store.read(stream))).reverse());
    expect(backwards.map(({ revision }) => revision)).toEqual([3n, 2n, 1n, 0n]);
    expect((await all(store.readBackwards(stream, { from: 2n, pageSize: 2 }))).map(({ revision }) => revision)).toEqual(
      [2n, 1n, 0n],
    );
    expect(await all(store.readBackwards(newStream()))).toEqual([]);
  });

  it('since a moment begins with the first event of that moment, and keeps the order', async () => {
    const stream = newStream();
    await store.append(stream, notes(2), 'no_stream');
    const recorded = async () => (await all(store.read(stream))).map(({ recordedAt }) => recordedAt.getTime());
    const firstMs = (await recorded())[0] as number;
    // The store's clock must go on between the old events and the new ones.
    for (let revision = 1n; (await recorded()).at(-1) === firstMs; revision++)
      await store.append(stream, notes(1), revision);
    const events = await all(store.read(stream));
    const { recordedAt: newest } = events.at(-1) ?? { recordedAt: new Date(0) };
    expect(await recordedSince(store, stream, firstMs)).toEqual(events);
    expect(await recordedSince(store, stream, newest.getTime())).toEqual(events.slice(-1));
    expect(await recordedSince(store, stream, newest.getTime() + 1)).toEqual([]);
    expect(await recordedSince(store, newStream(), 0)).toEqual([]);
  });

  describe('of 5,000 events', () => {
    const stream = newStream();
    beforeAll(async () => {
      const filling = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
      for (let n = 0; n < 5; n++)
        await filling.append(stream, notes(1000), n === 0 ? 'no_stream' : BigInt(n * 1000 - 1));
      await filling.close();
    });

    it('gives all of them, in order', async () => {
      let next = 0n;
      for await (const { revision } of store.read(stream)) expect(revision).toBe(next++);
      expect(next).toBe(5000n);
    });

    it.each([1, 20, 4000])('that stops after %d events lets the store close', async (count) => {
      let seen = 0;
      for await (const event of store.read(stream)) if (++seen === count && event) break;
      await store.close();
    });

    it('that stays open in the middle lets the store close', async () => {
      const reading = store.read(stream);
      await reading.next();
      await store.close();
    });
  });

  it('gives invalid JSON of another program as text, and goes on', async () => {
    const stream = newStream();
    const client = EventStoreDBClient.connectionString(tested.node.connectionString);
    await client.appendToStream(stream, [mislabelled(Buffer.from('{"n": ')), mislabelled(Buffer.from('[]'))]);
    await client.appendToStream(stream, binaryEvent({ type: 'Noted', data: Buffer.from([0, 255]) }));
    await client.dispose();
    const events = await all(store.read(stream));
    expect(events.map(({ data }) => data)).toEqual(['{"n": ', [], Uint8Array.of(0, 255)]);
  });
});

/**
 * Bytes with the label JSON. The client asks an event for its content type twice: for the label,
 * and then to encode it.
 */
function mislabelled(data: Uint8Array) {
  let asked = 0;
  return Object.defineProperty(binaryEvent({ type: 'Noted', data }), 'contentType', {
    get: () => (asked++ % 2 === 0 ? 'application/json' : 'application/octet-stream'),
  });
}

describe('the last event', () => {
  it('is the newest of the whole log, of any stream', async () => {
    const { position } = await store.append(newStream(), notes(3), 'no_stream');
    expect(await store.lastEvent()).toMatchObject({ position, id: expect.any(String), recordedAt: expect.any(Date) });
  });
});

describe('a range of the log', () => {
  it.each([0, 1, 510, 511, 512, 513, 1_500])(
    'with %d events of others has an event of a stream or none',
    async (count) => {
      const prefix = `wanted${uuidV4()}-`;
      const before = await store.append(newStream(), notes(1), 'no_stream');
      const { position: first } = await store.append(`${prefix}a`, notes(1), 'no_stream');
      if (count > 0) await store.append(newStream(), notes(count), 'no_stream');
      const { position: end } = await store.append(newStream(), notes(1), 'no_stream');
      const { position: later } = await store.append(`${prefix}b`, notes(1), 'no_stream');
      const streamPrefixes = ['absent-', prefix];
      expect(await store.presenceIn({ after: before.position, upTo: end, streamPrefixes })).toBe('present');
      expect(await store.presenceIn({ after: first, upTo: end, streamPrefixes })).toBe('absent');
      expect(await store.presenceIn({ after: first, upTo: later, streamPrefixes })).toBe('present');
      expect(await store.presenceIn({ after: first, upTo: end, streamPrefixes: [] })).toBe('absent');
      expect(await store.presenceIn({ after: later, upTo: later + 1n, streamPrefixes })).toBe('absent');
    },
  );

  it('with more than some thousand events of others is unknown', async () => {
    const stream = newStream();
    const { position: first } = await store.append(stream, notes(1), 'no_stream');
    for (let n = 0; n < 5; n++) await store.append(stream, notes(1_000), BigInt(n * 1_000));
    const upTo = (await store.lastEvent())?.position ?? 0n;
    expect(await store.presenceIn({ after: first, upTo, streamPrefixes: ['absent-'] })).toBe('unknown');
  });
});

describe('the events that a log has now', () => {
  it('come with the places behind events of others, and end', async () => {
    const prefix = `wanted${uuidV4()}-`;
    const before = await store.append(newStream(), notes(1), 'no_stream');
    await store.append(`${prefix}a`, notes(3), 'no_stream');
    await store.append(newStream(), notes(900), 'no_stream');
    const { position: newest } = await store.append(`${prefix}b`, notes(2), 'no_stream');
    await store.append(newStream(), notes(900), 'no_stream');
    const events: string[] = [];
    let passed = -1n;
    for await (const one of store.followToEnd({ after: before.position, streamPrefixes: [prefix] })) {
      if (one.event) events.push(`${one.event.stream.slice(prefix.length)}@${one.event.revision}`);
      else passed = one.position ?? passed;
    }
    expect(events).toEqual(['a@0', 'a@1', 'a@2', 'b@0', 'b@1']);
    // The store names a place after each 256 events or so.
    expect(passed).toBeGreaterThan(newest);
  });

  it('are none in streams that no program has written, and still end', async () => {
    const found: unknown[] = [];
    for await (const { event } of store.followToEnd({ streamPrefixes: ['absent-'] })) if (event) found.push(event);
    expect(found).toEqual([]);
  });
});

describe('the identity of a log', () => {
  it('is the same for all programs that ask at once, is written once, and stays', async () => {
    const others = Array.from(
      { length: 4 },
      () => new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS }),
    );
    const answers = await Promise.all([store, store, ...others].map((asked) => asked.identity()));
    await Promise.all(others.map((other) => other.close()));
    expect(new Set(answers).size).toBe(1);
    expect(await all(store.read('store-identity'))).toHaveLength(1);
    await store.append(newStream(), notes(1), 'no_stream');
    const later = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
    expect(await later.identity()).toBe(answers[0]);
    await later.close();
  });
});
