import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { v4 as uuidV4 } from 'uuid';
import { NO_UPCASTERS } from '../test/embedded-node.js';
import { EventStoreUnavailableError } from './connection/errors.js';
import { EventStore, type NewEvent } from './event-store.js';

/**
 * A store whose node is away, silent or dying. Every call fails in time, and the process goes on.
 */

const METADATA = { now: 0, principalId: 'tester' };
const noted = (text = ''): NewEvent => ({ id: uuidV4(), event: { type: 'Noted', data: { text } }, metadata: METADATA });

// A rejection that no code can catch would end a process of ours. Here jest fails the test.

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-outage-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('while the node is away', () => {
  let node: EmbeddedNode;
  let store: EventStore;
  /** Gives an append all the time that it needs. */
  let patient: EventStore;
  beforeEach(async () => {
    node = await startNode({ dir });
    patient = new EventStore(node.connectionString, { upcasters: NO_UPCASTERS });
    store = new EventStore(node.connectionString, { upcasters: NO_UPCASTERS, patienceMs: 500 });
    await store.append('note-1', [noted()], 'no_stream');
  });
  afterEach(async () => {
    await patient.close();
    await store.close();
    await node.close();
  });

  it('every call rejects as unavailable, and the same store works when the node is back', async () => {
    const { port } = node;
    const event = noted('kept');
    await node.close();
    const startedAt = performance.now();
    await expect(store.append('note-1', [event], 0n)).rejects.toBeInstanceOf(EventStoreUnavailableError);
    await expect(store.read('note-1').next()).rejects.toBeInstanceOf(EventStoreUnavailableError);
    await expect(store.lastEvent()).rejects.toBeInstanceOf(EventStoreUnavailableError);
    await expect(store.identity()).rejects.toBeInstanceOf(EventStoreUnavailableError);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    node = await startNode({ dir, port });
    expect(await store.append('note-1', [event], 0n)).toMatchObject({ revision: 1n });
    expect(await store.lastEvent()).toMatchObject({ id: event.id });
  });

  it('appends that were on their way are answered when it is back, and each is there once', async () => {
    const { port } = node;
    // 4 MB are far more than the connection takes at once: most wait when the node stops.
    const appends = Array.from({ length: 100 }, (_unused, n) => ({
      stream: `many-${n}`,
      event: noted('x'.repeat(40_000)),
    }));
    const answers = Promise.all(appends.map(({ stream, event }) => patient.append(stream, [event], 'no_stream')));
    await node.close();
    node = await startNode({ dir, port });
    for (const { revision } of await answers) expect(revision).toBe(0n);
    for (const { stream, event } of appends) {
      const ids: string[] = [];
      for await (const { id } of patient.read(stream)) ids.push(id);
      expect(ids).toEqual([event.id]);
    }
  });

  it.each(['read', 'readBackwards'] as const)(
    'a %s that was in the middle goes on behind its last event',
    async (read) => {
      const { port } = node;
      // 4 MB: most of it is not sent yet when the node stops.
      const events = Array.from({ length: 100 }, () => noted('x'.repeat(40_000)));
      for (let n = 0; n < 100; n += 20) {
        await store.append('note-2', events.slice(n, n + 20), n === 0 ? 'no_stream' : BigInt(n - 1));
      }
      const ids: string[] = [];
      for await (const { id } of store[read]('note-2')) {
        if (ids.push(id) > 1) continue;
        await node.close();
        node = await startNode({ dir, port });
      }
      const written = events.map(({ id }) => id);
      expect(ids).toEqual(read === 'read' ? written : written.reverse());
    },
  );
});

it('thousands of reads of missing streams are answered, and break nothing on the same connection', async () => {
  const node = await startNode({ dir });
  const store = new EventStore(node.connectionString, { upcasters: NO_UPCASTERS });
  try {
    const interruptions: unknown[] = [];
    const events = store.subscribe({ streamPrefixes: ['note-'], onInterrupted: (error) => interruptions.push(error) });
    await store.append('note-1', [noted()], 'no_stream');
    await events.next();
    for (let n = 0; n < 4_000; n += 20) {
      const reads = Array.from({ length: 20 }, (_unused, k) => store.read(`none-${n + k}`).next());
      for (const { done } of await Promise.all(reads)) expect(done).toBe(true);
    }
    await store.append('note-2', [noted()], 'no_stream');
    expect(await events.next()).toMatchObject({ value: { stream: 'note-2' } });
    expect(interruptions).toEqual([]);
  } finally {
    await store.close();
    await node.close();
  }
});

describe('a node that takes connections and never answers', () => {
  let silent: Server;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    silent = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('makes all appends fail in the set time, also waiting ones, and lets the store close', async () => {
    const { port } = silent.address() as AddressInfo;
    const store = new EventStore(`esdb://127.0.0.1:${port}?tls=false`, {
      upcasters: NO_UPCASTERS,
      patienceMs: 200,
    });
    const startedAt = performance.now();
    const appends = Array.from({ length: 40 }, (_unused, n) => store.append(`note-${n}`, [noted()], 'no_stream'));
    for (const result of await Promise.allSettled(appends)) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(EventStoreUnavailableError) });
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await store.close();
  });
});

describe('a cluster without any node that answers', () => {
  const NOWHERE = 'esdb+discover://127.0.0.1:1?tls=false&maxDiscoverAttempts=2&discoveryInterval=10';
  let store: EventStore;
  beforeEach(() => {
    store = new EventStore(NOWHERE, { upcasters: NO_UPCASTERS, patienceMs: 500 });
  });
  afterEach(() => store.close());

  it('is unavailable to every call', async () => {
    await expect(store.append('note-1', [noted()], 'no_stream')).rejects.toBeInstanceOf(EventStoreUnavailableError);
    await expect(store.read('note-1').next()).rejects.toBeInstanceOf(EventStoreUnavailableError);
    await expect(store.lastEvent()).rejects.toBeInstanceOf(EventStoreUnavailableError);
  });

  it('only interrupts a subscription, which ends on its signal', async () => {
    const stop = new AbortController();
    let interruptions = 0;
    const onInterrupted = () => {
      if (++interruptions === 2) stop.abort();
    };
    const events = store.subscribe({ streamPrefixes: ['note-'], signal: stop.signal, onInterrupted });
    expect((await events.next()).done).toBe(true);
    expect(interruptions).toBe(2);
  });
});
