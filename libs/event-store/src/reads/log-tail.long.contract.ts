import { startNode } from '@app/esdb-node';
import fc from 'fast-check';
import { v4 as uuidV4 } from 'uuid';
import { NO_UPCASTERS, type NodeForTests, startNodeForTests } from '../../test/embedded-node.js';
import { History, isOurs } from '../../test/history.js';
import { EventStore } from '../event-store.js';

/**
 * Many readers of one store share its tail, and each gets what it would get alone. The node skips
 * the event behind a removed one, as EventStoreDB 23.10 does.
 */

const FAULTS = { skipsBehindRemoved: true };

let tested: NodeForTests;
let node: NodeForTests['node'];
let store: EventStore;
/** Names of streams that only one test uses. */
let prefix: string;
beforeAll(async () => {
  tested = await startNodeForTests(FAULTS);
  ({ node } = tested);
});
afterAll(async () => {
  await node.close();
  await tested.stop();
});
beforeEach(() => {
  prefix = `p${uuidV4()}-`;
  store = new EventStore(node.connectionString, { upcasters: NO_UPCASTERS, sharedPrefixes: ['p'] });
});
afterEach(() => store.close());

async function restartNode(): Promise<void> {
  const { port } = node;
  await node.close();
  node = await startNode({ dir: tested.dir, port, faults: FAULTS });
}

/** A reader that notes what it gets, and that the test can hold. */
class Reader {
  readonly seen: bigint[] = [];
  private readonly stop = new AbortController();
  private isHeld = false;
  private release: () => void = () => undefined;
  private waiting: { readonly isEnough: () => boolean; readonly enough: () => void } | undefined;
  private readonly reading: Promise<void>;
  caughtUp: Promise<void>;

  constructor(
    readonly streamPrefix: string,
    readonly after?: bigint,
  ) {
    let told: () => void = () => undefined;
    this.caughtUp = new Promise((resolve) => (told = resolve));
    this.reading = this.read(told);
    this.reading.catch(() => undefined);
  }

  hold(): void {
    this.isHeld = true;
  }

  goOn(): void {
    this.isHeld = false;
    this.release();
  }

  async until(isEnough: () => boolean): Promise<void> {
    if (isEnough()) return;
    const enough = new Promise<void>((resolve) => (this.waiting = { isEnough, enough: resolve }));
    await Promise.race([enough, this.reading]);
  }

  async end(): Promise<void> {
    this.goOn();
    this.stop.abort();
    await this.reading;
  }

  private async read(told: () => void): Promise<void> {
    const { signal } = this.stop;
    for await (const one of store.follow({ after: this.after, streamPrefixes: [this.streamPrefix], signal })) {
      if (!one.event && one.isCaughtUp) told();
      if (one.event && isOurs(one.event)) this.seen.push(one.event.position);
      if (this.waiting?.isEnough()) this.waiting.enough();
      if (this.isHeld) await new Promise<void>((resolve) => (this.release = resolve));
    }
  }
}

it('serves more readers than the server takes subscriptions', async () => {
  const readers = Array.from({ length: 60 }, () => new Reader(prefix));
  await Promise.all(readers.map(({ caughtUp }) => caughtUp));
  const history = new History(store);
  await history.append(`${prefix}a`);
  await Promise.all(readers.map((reader) => reader.until(() => reader.seen.length === 1)));
  await Promise.all(readers.map((reader) => reader.end()));
});

it('a reader that is held for 500 events gets each of them, and others get them meanwhile', async () => {
  const [slow, quick] = [new Reader(prefix), new Reader(prefix)];
  const history = new History(store);
  const all = () => history.survivors(prefix);
  await Promise.all([slow.caughtUp, quick.caughtUp]);
  slow.hold();
  for (let n = 0; n < 500; n++) await history.append(`${prefix}${n % 3}`);
  await quick.until(() => quick.seen.length === 500);
  expect(slow.seen.length).toBeLessThanOrEqual(1);
  slow.goOn();
  await slow.until(() => slow.seen.length === 500);
  for (let n = 0; n < 10; n++) await history.append(`${prefix}b`);
  await Promise.all([slow, quick].map((reader) => reader.until(() => reader.seen.length === 510)));
  expect([slow.seen, quick.seen]).toEqual([all(), all()]);
  await Promise.all([slow.end(), quick.end()]);
});

it('a reader ends on its signal at any moment of its wait', async () => {
  const history = new History(store);
  const other = new Reader(prefix);
  await other.caughtUp;
  for (let turns = 0; turns < 40; turns++) {
    const stop = new AbortController();
    const events = store.subscribe({
      streamPrefixes: [prefix],
      signal: stop.signal,
      after: history.survivors('p').at(-1),
    });
    const first = events.next();
    await history.append(`${prefix}a`);
    await first;
    const next = events.next();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    stop.abort();
    expect((await next).done).toBe(true);
  }
  await other.end();
});

const STREAMS = ['a-1', 'a-2', 'b-1'];
const which = fc.nat(2);
const step = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('append' as const), stream: which }), weight: 10 },
  { arbitrary: fc.record({ kind: fc.constant('burst' as const), stream: which }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('truncate' as const), stream: which }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('remove' as const), stream: which }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('scavenge' as const) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('restart' as const) }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('hold' as const), reader: fc.nat(9) }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant('goOn' as const), reader: fc.nat(9) }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant('begin' as const), after: fc.nat(40), of: fc.nat(2) }), weight: 4 },
  { arbitrary: fc.record({ kind: fc.constant('catchUp' as const), reader: fc.nat(9) }), weight: 4 },
);

it('any readers, held and begun at any time, get every survivor once, in order, over erasures and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      prefix = `p${uuidV4()}-`;
      const history = new History(store);
      const kinds = [prefix, `${prefix}a-`, `${prefix}b-`];
      const readers = kinds.map((kind) => new Reader(kind));
      const positionOf = (n: number) => history.appended[n % (history.appended.length + 1)]?.position;
      const newestOf = (kind: string) => history.survivors(kind).at(-1) ?? -1n;
      const hasAll = (reader: Reader) => (reader.seen.at(-1) ?? reader.after ?? -1n) >= newestOf(reader.streamPrefix);
      for (const one of steps) {
        if (one.kind === 'append') await history.append(`${prefix}${STREAMS[one.stream]}`);
        if (one.kind === 'burst') for (let n = 0; n < 90; n++) await history.append(`${prefix}${STREAMS[one.stream]}`);
        if (one.kind === 'truncate') await history.truncate(`${prefix}${STREAMS[one.stream]}`);
        if (one.kind === 'remove') await history.remove(`${prefix}${STREAMS[one.stream]}`);
        if (one.kind === 'scavenge') await node.scavenge();
        if (one.kind === 'restart') await restartNode();
        if (one.kind === 'begin') readers.push(new Reader(kinds[one.of] as string, positionOf(one.after)));
        if (one.kind === 'hold' || one.kind === 'goOn') readers[one.reader % readers.length]?.[one.kind]();
        if (one.kind === 'catchUp') {
          const reader = readers[one.reader % readers.length] as Reader;
          reader.goOn();
          await reader.until(() => hasAll(reader));
        }
      }
      for (const kind of ['a-end', 'b-end']) await history.append(`${prefix}${kind}`);
      for (const reader of readers) {
        reader.goOn();
        await reader.until(() => hasAll(reader));
        expect(reader.seen).toEqual([...new Set(reader.seen)].sort((a, b) => (a < b ? -1 : 1)));
        const due = history.survivors(reader.streamPrefix).filter((position) => position > (reader.after ?? -1n));
        expect(due.filter((position) => !reader.seen.includes(position))).toEqual([]);
        expect(reader.seen.every((position) => position > (reader.after ?? -1n))).toBe(true);
        await reader.end();
      }
    }),
    { numRuns: 20 },
  );
});
