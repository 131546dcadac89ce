import { startNode } from '@app/esdb-node';
import type { EventStore, StoredEvent } from '@app/event-store';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityDay, readActivityEvent } from '@app/domain';
import { DAY, erased, recorded, span } from '../testing/day-by-hand.js';
import { Log } from '../testing/stage.js';
import { USER_DAYS, type UserDay } from '../projections/streams/user-days.js';
import { FoldCache } from './fold-cache.js';

/** The same day of another user. */
const OTHER_DAY = DAY.replace(/^activity-.{8}/, 'activity-11111111');

let dir: string;
let log: Log;
let events: StoredEvent[];
let reads: string[];
/** The store. It notes which streams are read. */
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

async function foldThrough(
  cache: FoldCache,
  event: StoredEvent,
): Promise<{ day: ActivityDay; added: number } | undefined> {
  const folded = await cache.foldThrough(USER_DAYS, event);
  return folded && { day: (folded.state as UserDay).day, added: folded.added };
}

/** The fold without any cache. */
function foldOf(stream: string, count: number): ActivityDay {
  const day = new ActivityDay();
  for (const stored of ofDay(stream).slice(0, count)) {
    try {
      const event = readActivityEvent(stored);
      if (event) day.apply(event, stored.position);
    } catch {
      // An event that cannot be read counts for nothing.
    }
  }
  return day;
}

/** The fold of all events of the stream. */
const foldOfAll = (stream: string) => foldOf(stream, ofDay(stream).length);

describe('the fold of a day at hand', () => {
  it.each([
    ['room for all days', 1000],
    ['a cache that is smaller than one day', 3],
  ])('is right after every event, with %s, and reads no day that comes whole', async (_title, largestSize) => {
    const cache = new FoldCache(store, largestSize);
    for (const stream of [DAY, OTHER_DAY]) {
      for (const [index, event] of ofDay(stream).entries()) {
        const folded = await foldThrough(cache, event).catch(() => undefined);
        if (folded) expect(totals(folded.day)).toEqual(totals(foldOf(stream, index + 1)));
      }
    }
    expect(reads).toEqual([]);
  });

  it('is that of the whole stream, read once, when days drive each other out; their other events bring nothing more', async () => {
    const cache = new FoldCache(store, 3);
    const brought: string[] = [];
    for (let index = 0; index < 6; index++) {
      for (const stream of [DAY, OTHER_DAY]) {
        const folded = await foldThrough(cache, ofDay(stream)[index] as StoredEvent);
        if (folded) brought.push(`${index} ${stream}`);
        if (folded && index > 0) expect(totals(folded.day)).toEqual(totals(foldOfAll(stream)));
      }
    }
    expect(brought).toEqual([`0 ${DAY}`, `0 ${OTHER_DAY}`, `1 ${DAY}`, `1 ${OTHER_DAY}`]);
    expect(reads).toEqual([DAY, OTHER_DAY]);
  });

  it('says what a day has grown by, what was read ahead included and what came before it not', async () => {
    const cache = new FoldCache(store);
    const sizes: (number | undefined)[] = [];
    for (const index of [0, 1, 4, 5]) {
      sizes.push((await foldThrough(cache, ofDay(DAY)[index] as StoredEvent))?.added);
    }
    // Each event adds a piece and an id. At the end, two of the pieces are erased.
    expect(sizes).toEqual([2, 2, 2, undefined]);
  });

  it('is read on when there is more than was there when it was read ahead', async () => {
    const cache = new FoldCache(store);
    await foldThrough(cache, ofDay(OTHER_DAY)[3] as StoredEvent);
    await log.append(recorded([span('late', 'late', 50, 51)], { stream: OTHER_DAY }));
    for await (const event of log.store.read(OTHER_DAY)) if (event.revision === 6n) events.push(event);
    const folded = await foldThrough(cache, ofDay(OTHER_DAY).at(-1) as StoredEvent);
    expect(totals(folded?.day as ActivityDay)).toContainEqual(['late', 60_000]);
  });

  it('counts what a day that it holds has grown by, and forgets one when both have outgrown the room', async () => {
    const cache = new FoldCache(store, 50);
    const readAfter: number[] = [];
    for (let index = 0; index < 6; index++) {
      for (const stream of [DAY, OTHER_DAY]) await foldThrough(cache, ofDay(stream)[index] as StoredEvent);
      readAfter.push(reads.length);
    }
    expect(readAfter[0]).toBe(0);
    expect(readAfter.at(-1)).toBeGreaterThan(0);
  });

  it('takes room for a day itself, so that many small days take no more memory', async () => {
    const cache = new FoldCache(store, 50);
    const [first] = ofDay(DAY) as [StoredEvent];
    for (let user = 10_000_000; user < 10_000_020; user++)
      await foldThrough(cache, { ...first, stream: DAY.replace(/^activity-.{8}/, `activity-${user}`) });
    expect(cache.size).toBe(2);
  });

  it('is read again after a rest: a server that rests does not hold it', async () => {
    const cache = new FoldCache(store, 1000, 1);
    const [first, second] = ofDay(DAY) as [StoredEvent, StoredEvent];
    await foldThrough(cache, first);
    while (cache.size > 0) await new Promise((done) => setTimeout(done, 1));
    const folded = await foldThrough(cache, second);
    expect([totals(folded?.day as ActivityDay), reads]).toEqual([totals(foldOfAll(DAY)), [DAY]]);
  });

  it('is that of the whole stream when events come again', async () => {
    const cache = new FoldCache(store);
    for (let index = 0; index < 6; index++) await foldThrough(cache, ofDay(DAY)[index] as StoredEvent);
    const again = await foldThrough(cache, ofDay(DAY)[2] as StoredEvent);
    expect(totals(again?.day as ActivityDay)).toEqual(totals(foldOfAll(DAY)));
  });

  it('leaves out an event that cannot be read, and says so at its own turn, with and without a memory of it', async () => {
    const [poison, erasure] = ofDay(DAY).slice(6) as [StoredEvent, StoredEvent];
    const remembering = new FoldCache(store);
    for (const event of ofDay(DAY).slice(0, 6)) await foldThrough(remembering, event);
    const readingAhead = new FoldCache(store);
    await foldThrough(readingAhead, ofDay(DAY)[5] as StoredEvent);
    for (const cache of [remembering, readingAhead, new FoldCache(store)]) {
      await expect(foldThrough(cache, poison)).rejects.toMatchObject({ code: 'unreadable_event' });
    }
    expect(await foldThrough(readingAhead, erasure)).toBeUndefined();
    for (const cache of [remembering, new FoldCache(store)]) {
      reads = [];
      const folded = await foldThrough(cache, erasure);
      expect(totals(folded?.day as ActivityDay)).toEqual(totals(foldOfAll(DAY)));
      expect(reads).toHaveLength(cache === remembering ? 0 : 1);
    }
  });
});
