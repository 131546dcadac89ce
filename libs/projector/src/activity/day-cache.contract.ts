import { startNode } from '@app/esdb-node';
import type { EventStore, StoredEvent } from '@app/event-store';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityDay, readActivityEvent } from '@app/domain';
import { DAY, erased, recorded, span } from '../testing/day-by-hand.js';
import { Log } from '../testing/stage.js';
import { DayCache } from './day-cache.js';

/** The same day of another user. */
const OTHER_DAY = DAY.replace(/^activity-.{8}/, 'activity-11111111');

let dir: string;
let log: Log;
let events: StoredEvent[];
let reads: string[];
/** The store, which notes the streams that are read. */
let store: EventStore;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-days-'));
  log = await Log.open(startNode, dir);
  for (let n = 0; n < 6; n++) {
    for (const stream of [DAY, OTHER_DAY]) await log.append(recorded([span(`${n}`, `app${n}`, n, n + 1)], { stream }));
  }
  await log.append({ stream: DAY, event: { type: 'TimeErased', data: {} } }, erased(0, 2));
  events = [];
  for (const stream of [DAY, OTHER_DAY]) for await (const event of log.store.read(stream)) events.push(event);
  store = new Proxy(log.store, {
    get(target, name) {
      if (name !== 'read') return Reflect.get(target, name, target) as unknown;
      return (stream: string) => {
        reads.push(stream);
        return target.read(stream);
      };
    },
  });
});
afterAll(async () => {
  await log.close();
  await rm(dir, { recursive: true, force: true });
});
beforeEach(() => {
  reads = [];
});

const ofDay = (stream: string) => events.filter((event) => event.stream === stream);
const totals = (day: ActivityDay) => day.bucketsSince().map(({ activity, durationMs }) => [activity, durationMs]);

/** The fold without any cache. */
function foldOf(stream: string, count: number): ActivityDay {
  const day = new ActivityDay();
  for (const stored of ofDay(stream).slice(0, count)) {
    try {
      const event = readActivityEvent(stored);
      if (event) day.apply(event, stored.position);
    } catch {
      // Unreadable: as if it were not there.
    }
  }
  return day;
}

describe('the fold of a day at hand', () => {
  it.each([
    ['room for all days', 1000],
    ['a cache that is smaller than one day', 3],
  ])('is right after every event, with %s, and reads no day that comes whole', async (_title, largestSize) => {
    const cache = new DayCache(store, largestSize);
    for (const stream of [DAY, OTHER_DAY]) {
      for (const [index, event] of ofDay(stream).entries()) {
        const day = await cache.foldThrough(event).then(
          (folded) => folded.day,
          () => undefined,
        );
        if (day) expect(totals(day)).toEqual(totals(foldOf(stream, index + 1)));
      }
    }
    expect(reads).toEqual([]);
  });

  it('is right, and costs a read, when days drive each other out', async () => {
    const cache = new DayCache(store, 3);
    for (let index = 0; index < 6; index++) {
      for (const stream of [DAY, OTHER_DAY]) {
        const { day } = await cache.foldThrough(ofDay(stream)[index] as StoredEvent);
        expect(totals(day)).toEqual(totals(foldOf(stream, index + 1)));
      }
    }
    expect(reads.length).toBeGreaterThan(4);
  });

  it('counts what a day that it holds has grown by, and forgets one when both have outgrown the room', async () => {
    const cache = new DayCache(store, 12);
    const readAfter: number[] = [];
    for (let index = 0; index < 6; index++) {
      for (const stream of [DAY, OTHER_DAY]) await cache.foldThrough(ofDay(stream)[index] as StoredEvent);
      readAfter.push(reads.length);
    }
    expect(readAfter[0]).toBe(0);
    expect(readAfter.at(-1)).toBeGreaterThan(0);
  });

  it('is right when events come again, as they do after a failed write', async () => {
    const cache = new DayCache(store);
    for (const first of [0, 2, 5]) {
      for (let index = first; index < 6; index++) {
        const { day } = await cache.foldThrough(ofDay(DAY)[index] as StoredEvent);
        expect(totals(day)).toEqual(totals(foldOf(DAY, index + 1)));
      }
    }
  });

  it('leaves out an event that cannot be read, with and without a memory of it', async () => {
    const [poison, erasure] = ofDay(DAY).slice(6) as [StoredEvent, StoredEvent];
    const cache = new DayCache(store);
    await expect(cache.foldThrough(poison)).rejects.toMatchObject({ code: 'unreadable_event' });
    expect(totals((await cache.foldThrough(erasure)).day)).toEqual(totals(foldOf(DAY, 8)));
    expect(totals((await new DayCache(store).foldThrough(erasure)).day)).toEqual(totals(foldOf(DAY, 8)));
  });
});
