import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityStream, taxonomyDecider, timeClasses, UPCASTERS } from '@app/domain';
import { EventStore, StreamFullError } from '@app/event-store';
import { startNode } from '@app/esdb-node';
import { at, DAY, span } from '../testing/erasure-scene.js';
import { eraseDay } from './erase-day.js';

const USER = '6f1d1a52-6a0f-4f4c-9c35-1c2b6b1d9f04';
const MOST = 2;
const metadata = { now: 0, principalId: 'tester' };

let dir: string;
let node: Awaited<ReturnType<typeof startNode>>;
let store: EventStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-full-day-'));
  node = await startNode({ dir });
  const mostEventsFor = (_stream: string, type: string) => (type === 'ActivityRecorded' ? MOST : undefined);
  store = new EventStore(node.connectionString, { upcasters: UPCASTERS, mostEventsFor });
});
afterAll(async () => {
  await store.close();
  await node.close();
  await rm(dir, { recursive: true, force: true });
});

describe('a day with as many events as its stream may have', () => {
  it('is erased all the same, and keeps what was not asked for', async () => {
    const stream = activityStream(USER, DAY);
    const recorded = (id: string, hours: readonly [number, number]) => ({
      event: {
        type: 'ActivityRecorded',
        data: {
          ...{ deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers', localDate: DAY, utcOffsetMinutes: 0 },
          spans: [span(id, hours, {})],
        },
      },
      metadata,
    });
    await store.append(stream, [recorded('a', [9, 10]), recorded('b', [10, 11])], 'no_stream');
    await expect(store.append(stream, [recorded('c', [11, 12])], 1n)).rejects.toBeInstanceOf(StreamFullError);

    await eraseDay(store, {
      ...{ erasureId: 'e', requestedAt: at(DAY, 12), userId: USER, localDate: DAY, metadata },
      ...{ slice: { from: at(DAY, 10), to: at(DAY, 11) }, classes: timeClasses(taxonomyDecider.initialState) },
    });
    const left = [];
    for await (const { type, data } of store.read(stream)) left.push([type, data]);
    expect(left).toMatchObject([
      ['DayRewritten', {}],
      ['ActivityRecorded', { spans: [{ id: 'a' }] }],
    ]);
    expect(left).toHaveLength(2);
  });
});
