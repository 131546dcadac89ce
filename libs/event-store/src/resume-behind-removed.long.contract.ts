import type { EventStoreDBClient } from '@eventstore/db-client';
import fc from 'fast-check';
import { v4 as uuidV4 } from 'uuid';
import { NO_UPCASTERS, type NodeForTests, startNodeForTests } from '../test/embedded-node.js';
import { History, isOurs } from '../test/history.js';
import { EventStore } from './event-store.js';
import { Connection } from './connection/connection.js';
import { OpenCalls } from './reads/open-calls.js';
import { followLog } from './reads/subscribe-to-log.js';
import type { StoredEvent } from './reads/stored-event.js';

/**
 * Readers go on at any place of a log from which events were removed. The node skips the event
 * behind a removed one, as EventStoreDB 23.10 does.
 */

let tested: NodeForTests;
let store: EventStore;
/** Names of streams that only one test uses. */
let prefix: string;

beforeAll(async () => {
  tested = await startNodeForTests({ skipsBehindRemoved: true });
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
});
afterAll(async () => {
  await store.close();
  await tested.stop();
});
beforeEach(() => {
  prefix = `p${uuidV4()}-`;
});

/** A reader that misses an event would wait for ever. */
const LONGEST_READ_MS = 5_000;

/** The next events after a position, until `isEnough`. */
async function readOn(after: bigint | undefined, isEnough: (seen: StoredEvent[]) => boolean): Promise<bigint[]> {
  const seen: StoredEvent[] = [];
  if (isEnough(seen)) return [];
  for await (const event of store.subscribe({
    streamPrefixes: [prefix],
    after,
    signal: AbortSignal.timeout(LONGEST_READ_MS),
  })) {
    if (isOurs(event)) seen.push(event);
    if (isEnough(seen)) break;
  }
  return seen.map(({ position }) => position);
}

const alternating = async (history: History): Promise<[string, string]> => {
  const [a, b] = [`${prefix}a`, `${prefix}b`];
  for (let turn = 0; turn < 3; turn++) for (const stream of [a, b]) await history.append(stream);
  return [a, b];
};

it('a subscription after a removed event gives the next one', async () => {
  const history = new History(store);
  const [a] = await alternating(history);
  await history.remove(a);
  await tested.node.scavenge();
  const [, , , , fifth, sixth] = history.appended.map(({ position }) => position);
  expect(await readOn(fifth, (seen) => seen.length === 1)).toEqual([sixth]);
});

it('a subscription after a removed event whose next survivor is of another stream gives the one behind that', async () => {
  const history = new History(store);
  const [a, b] = [`${prefix}a`, `${prefix}b`];
  for (const stream of [a, a, a, `other${prefix}`, b, b]) await history.append(stream);
  await history.remove(a);
  await tested.node.scavenge();
  const [first] = history.appended.map(({ position }) => position);
  expect(await readOn(first, (seen) => seen.length === 2)).toEqual(history.survivors(prefix));
});

it('a subscription after the newest event, which is then removed, gives the next appended one', async () => {
  const history = new History(store);
  await history.append(`${prefix}a`);
  const [newest] = history.appended.map(({ position }) => position);
  await history.remove(`${prefix}a`);
  await tested.node.scavenge();
  const reading = readOn(newest, (seen) => seen.length === 1);
  await history.append(`${prefix}b`);
  expect(await reading).toEqual(history.survivors(prefix));
});

it.each([
  ['before the subscription starts', 1],
  ['at its start', 2],
  ['after its second look', 3],
])('a scavenge that removes the event of the start %s hides nothing', async (_title, readsBefore) => {
  const history = new History(store);
  const [a, b] = await alternating(history);
  const connection = new Connection(tested.node.connectionString, LONGEST_READ_MS);
  try {
    const [, , , , fifth, sixth] = history.appended.map(({ position }) => position);
    let reads = 0;
    afterEachRead(connection.client, async () => {
      if (++reads !== readsBefore) return;
      await history.remove(a);
      await tested.node.scavenge();
      await history.append(b);
    });
    const signal = AbortSignal.timeout(LONGEST_READ_MS);
    const options = { after: fifth, streamPrefixes: [prefix], signal };
    const seen: bigint[] = [];
    const pause = () => Promise.resolve();
    const context = { connection, calls: new OpenCalls(), pause, upcasters: NO_UPCASTERS };
    for await (const { event } of followLog(context, options)) {
      if (event && isOurs(event)) seen.push(event.position);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([sixth, history.appended.at(-1)?.position]);
  } finally {
    await connection.close();
  }
});

/** Runs `then` at the end of each read of $all, before its reader goes on. */
function afterEachRead(client: EventStoreDBClient, then: () => Promise<void>): void {
  const readAll = client.readAll.bind(client);
  client.readAll = (options) => {
    const call = readAll(options);
    const iterator = call.iterator.bind(call);
    call.iterator = async function* (iteratorOptions) {
      yield* iterator(iteratorOptions);
      await then();
    };
    return call;
  };
}

const step = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('append' as const), stream: fc.nat(3) }), weight: 10 },
  { arbitrary: fc.record({ kind: fc.constant('truncate' as const), stream: fc.nat(3) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('remove' as const), stream: fc.nat(3) }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('scavenge' as const) }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant('read' as const), most: fc.nat(3) }), weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant('goBack' as const), to: fc.nat(30) }), weight: 2 },
);

it('any history of appends, erasures, scavenges, stops and resumes delivers every survivor once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      prefix = `p${uuidV4()}-`;
      const history = new History(store);
      const streams = [`${prefix}a`, `${prefix}b`, `${prefix}c`, `other${prefix}`];
      let from: bigint | undefined;
      let seen: bigint[] = [];
      const unread = () => history.survivors(prefix).filter((position) => position > (seen.at(-1) ?? from ?? -1n));
      for (const one of steps) {
        if (one.kind === 'append') await history.append(streams[one.stream] as string);
        if (one.kind === 'truncate') await history.truncate(streams[one.stream] as string);
        if (one.kind === 'remove') await history.remove(streams[one.stream] as string);
        if (one.kind === 'scavenge') await tested.node.scavenge();
        if (one.kind === 'goBack') {
          from = history.appended[one.to % (history.appended.length + 1)]?.position;
          seen = [];
        }
        if (one.kind === 'read') {
          const count = Math.min(one.most, unread().length);
          seen.push(...(await readOn(seen.at(-1) ?? from, (events) => events.length === count)));
        }
      }
      await history.append(`${prefix}end`);
      const end = history.appended.at(-1)?.position;
      seen.push(...(await readOn(seen.at(-1) ?? from, (events) => events.at(-1)?.position === end)));
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => (a < b ? -1 : 1)));
      const missing = history.survivors(prefix).filter((one) => one > (from ?? -1n) && !seen.includes(one));
      expect(missing).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
