import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityStream, taxonomyDecider, timeClasses, UPCASTERS } from '@app/domain';
import { EventStore, type StoredEvent, StreamFullError } from '@app/event-store';
import { startNode } from '@app/esdb-node';
import { at, DAY, span } from '../testing/erasure-scene.js';
import { eraseDay } from './erase-day.js';

const USER = '6f1d1a52-6a0f-4f4c-9c35-1c2b6b1d9f04';
const MOST = 2;
const metadata = { now: 0, principalId: 'tester' };

async function eventsOf(stream: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.read(stream)) events.push(event);
  return events;
}

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

describe('what stays of an erased day', () => {
  it('keeps when it was recorded first and what brought it, also behind a second erasure', async () => {
    const other = '6f1d1a52-6a0f-4f4c-9c35-1c2b6b1d9f05';
    const stream = activityStream(other, DAY);
    const recorded = (id: string, hours: readonly [number, number]) => ({
      event: {
        type: 'ActivityRecorded',
        data: {
          ...{ deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers', localDate: DAY, utcOffsetMinutes: 0 },
          spans: [span(id, hours, {})],
        },
      },
      metadata: { ...metadata, by: { kind: 'import' } as const },
    });
    await store.append(stream, [recorded('a', [9, 10])], 'no_stream');
    await store.append(stream, [recorded('b', [10, 11])], 0n);
    const before = await eventsOf(stream);
    const erase = (erasureId: string, from: number, to: number) =>
      eraseDay(store, {
        ...{ erasureId, requestedAt: at(DAY, 12), userId: other, localDate: DAY, metadata },
        ...{ slice: { from: at(DAY, from), to: at(DAY, to) }, classes: timeClasses(taxonomyDecider.initialState) },
      });
    await erase('first', 9, 9.25);
    await erase('second', 9.75, 10.25);
    const [rewritten, ...left] = await eventsOf(stream);
    expect(rewritten).toMatchObject({ type: 'DayRewritten', by: undefined });
    expect(rewritten?.firstRecordedAt).toEqual(rewritten?.recordedAt);
    expect(left).toMatchObject([
      { data: { spans: [{ id: 'a', startedAt: at(DAY, 9.25), endedAt: at(DAY, 9.75) }] }, by: { kind: 'import' } },
      { data: { spans: [{ id: 'b', startedAt: at(DAY, 10.25) }] }, by: { kind: 'import' } },
    ]);
    expect(left.map(({ firstRecordedAt }) => firstRecordedAt)).toEqual(before.map(({ recordedAt }) => recordedAt));
  });
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
