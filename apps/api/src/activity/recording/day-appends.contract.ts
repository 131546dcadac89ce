import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityStream, type ActivityRecorded, type LocalDate, readActivities, UPCASTERS } from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { EventStore, EventStoreUnavailableError } from '@app/event-store';
import fc from 'fast-check';
import { v4 as uuidV4 } from 'uuid';
import { DayAppends } from './day-appends.js';
import type { NewParts } from './new-parts.js';
import type { DayOffer } from './offer.js';

const MIDNIGHT = Date.UTC(2026, 10, 20);
const MINUTE = 60_000;
const LOCAL_DATE = '2026-11-20' as LocalDate;

let dir: string;
let node: EmbeddedNode;
let store: EventStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-day-appends-'));
  node = await startNode({ dir });
  store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
});
afterAll(async () => {
  await store.close();
  await node.close();
  await rm(dir, { recursive: true, force: true });
});
const append: EventStore['append'] = (...call) => EventStore.prototype.append.call(store, ...call);
afterEach(() => {
  store.append = append;
});

/** Notes how many activities the events of each append have. */
function noteAppends(): number[][] {
  const noted: number[][] = [];
  store.append = (stream, events, ...options) => {
    noted.push(events.map(({ event }) => (event as ActivityRecorded).data.spans.length));
    return append(stream, events, ...options);
  };
  return noted;
}

/** A day of a user whom no other test has. */
function freshDay() {
  const userId = uuidV4();
  return { userId, stream: activityStream(userId, LOCAL_DATE) };
}

interface Wish {
  readonly device: string;
  /** Ids of activities, which begin at that minute of the day. */
  readonly ids: readonly number[];
  readonly minutes: number;
}

function offerOf(userId: string, { device, ids, minutes }: Wish): DayOffer {
  const activities = ids.map((id, index) => {
    const startedAt = MIDNIGHT + id * MINUTE;
    return { index, span: { id: `${id}`, application: 'vim', startedAt, endedAt: startedAt + minutes * MINUTE } };
  });
  const offer = {
    ...{ userId, timeZone: 'UTC', formerTimeZones: [], activities: [], now: MIDNIGHT },
    ...{ device: { id: device, machine: 'm', osUser: 'u' }, source: 'computers' as const },
  };
  return { offer, stretches: [{ localDate: LOCAL_DATE, utcOffsetMinutes: 0, activities }] };
}

const isOpen = () => Promise.resolve();
const opened = (checkIsOpen: (userId: string) => Promise<unknown> = isOpen) => new DayAppends({ store, checkIsOpen });

/** What the log holds of a day: device, id, and minutes of each span, in order. */
async function recordedOn(stream: string): Promise<string[]> {
  const spans: string[] = [];
  for await (const { data } of store.read(stream)) {
    const { deviceId, spans: ofEvent } = data as ActivityRecorded['data'];
    for (const { id, startedAt, endedAt } of ofEvent) spans.push(`${deviceId} ${id} ${(endedAt - startedAt) / MINUTE}`);
  }
  return spans;
}

const devices = (count: number) => Array.from({ length: count }, (_, n) => `device-${n}`);

it('takes what arrives during an append together in the next one', async () => {
  const { userId, stream } = freshDay();
  const appends = noteAppends();
  const days = opened();
  const answers = await Promise.all(
    devices(9).map((device) => days.append(stream, offerOf(userId, { device, ids: [60], minutes: 5 }))),
  );
  expect(answers.map(({ fresh }) => [...fresh])).toEqual(Array(9).fill([[0, 'whole']]));
  expect(await recordedOn(stream)).toEqual(devices(9).map((device) => `${device} 60 5`));
  expect(appends).toEqual([[1], Array(8).fill(1)]);
});

it('appends for another day meanwhile', async () => {
  const [slow, quick] = [freshDay(), freshDay()];
  let open = (): void => undefined;
  const opening = new Promise<void>((resolve) => (open = resolve));
  const days = opened((userId) => (userId === slow.userId ? opening : Promise.resolve()));
  const wish = { device: 'desk', ids: [1], minutes: 1 };
  const waiting = days.append(slow.stream, offerOf(slow.userId, wish));
  await days.append(quick.stream, offerOf(quick.userId, wish));
  expect([await recordedOn(slow.stream), await recordedOn(quick.stream)]).toEqual([[], ['desk 1 1']]);
  open();
  await waiting;
  expect(await recordedOn(slow.stream)).toEqual(['desk 1 1']);
});

it('never takes more than 100 activities together, and a larger offer alone', async () => {
  const { userId, stream } = freshDay();
  const appends = noteAppends();
  const days = opened();
  const sizes = [1, 60, 40, 1, 130, 99, 1, 1];
  await Promise.all(
    sizes.map((size, n) => {
      const ids = Array.from({ length: size }, (_, id) => id);
      return days.append(stream, offerOf(userId, { device: `device-${n}`, ids, minutes: 1 }));
    }),
  );
  expect(appends).toEqual([[1], [60, 40], [1], [130], [99, 1], [1]]);
  expect(await recordedOn(stream)).toHaveLength(333);
});

it('takes a hundred of the longest activities together', async () => {
  const { userId, stream } = freshDay();
  const appends = noteAppends();
  const days = opened();
  const long = (length: number) => '\u20ac'.repeat(length);
  const longest = (n: number): DayOffer => {
    const ends = { startedAt: MIDNIGHT + n * MINUTE, endedAt: MIDNIGHT + (n + 1) * MINUTE };
    const texts = { application: long(255), title: long(300), url: `https://example.org/${long(3_000)}` };
    const { read } = readActivities([{ id: `${n}`.padStart(64, '0'), ...texts, ...ends }], MIDNIGHT + 86_400_000);
    const { offer } = offerOf(userId, { device: 'd'.repeat(64), ids: [], minutes: 1 });
    const device = { id: `${n}`.padStart(64, 'd'), machine: long(255), osUser: long(255), platform: long(64) };
    return {
      offer: { ...offer, device },
      stretches: [{ localDate: LOCAL_DATE, utcOffsetMinutes: 0, activities: read }],
    };
  };
  await Promise.all(Array.from({ length: 101 }, (_, n) => days.append(stream, longest(n))));
  expect(appends.map((events) => events.length)).toEqual([1, 100]);
  expect(await recordedOn(stream)).toHaveLength(101);
});

it('records the same as one offer after the other, and answers the same', async () => {
  const wish = fc.record({
    device: fc.constantFrom('desk', 'laptop'),
    ids: fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
    minutes: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 8 }), async (wishes) => {
      const [one, all] = [freshDay(), freshDay()];
      const inTurn: NewParts[] = [];
      const oneByOne = opened();
      for (const each of wishes) inTurn.push(await oneByOne.append(one.stream, offerOf(one.userId, each)));
      const together = opened();
      const atOnce = await Promise.all(wishes.map((each) => together.append(all.stream, offerOf(all.userId, each))));
      const answersOf = (answers: typeof inTurn) =>
        answers.map(({ fresh, refused, events }) => ({ fresh: [...fresh], refused, count: events.length }));
      expect(answersOf(atOnce)).toEqual(answersOf(inTurn));
      expect(await recordedOn(all.stream)).toEqual(await recordedOn(one.stream));
    }),
    { numRuns: 40 },
  );
});

it('makes what goes together once more when another program was faster', async () => {
  const { userId, stream } = freshDay();
  const days = opened();
  await days.append(stream, offerOf(userId, { device: 'desk', ids: [1], minutes: 1 }));
  // Another process records what device-0 offers, and more.
  await opened().append(stream, offerOf(userId, { device: 'device-0', ids: [60, 90], minutes: 5 }));
  const answers = await Promise.all(
    devices(3).map((device) => days.append(stream, offerOf(userId, { device, ids: [60], minutes: 5 }))),
  );
  expect(answers.map(({ fresh }) => fresh.size)).toEqual([0, 1, 1]);
  expect(await recordedOn(stream)).toEqual([
    ...['desk 1 1', 'device-0 60 5', 'device-0 90 5'],
    ...['device-1 60 5', 'device-2 60 5'],
  ]);
});

it('fails for all that went together, and counts none of it as known then', async () => {
  const { userId, stream } = freshDay();
  let isClosed = true;
  const days = opened(() => (isClosed ? Promise.reject(new Error('closed')) : Promise.resolve()));
  const offers = devices(3).map((device) => offerOf(userId, { device, ids: [60], minutes: 5 }));
  const appendAll = () => Promise.allSettled(offers.map((offered) => days.append(stream, offered)));
  expect((await appendAll()).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await recordedOn(stream)).toEqual([]);
  isClosed = false;
  const answers = await appendAll();
  expect(answers.map((answer) => answer.status === 'fulfilled' && [...answer.value.fresh])).toEqual(
    Array(3).fill([[0, 'whole']]),
  );
});

it('records nothing twice when an append landed without an answer and each offer comes again', async () => {
  const { userId, stream } = freshDay();
  const days = opened();
  store.append = async (...call) => {
    await append(...call);
    throw new EventStoreUnavailableError(new Error('no answer'));
  };
  const offers = devices(4).map((device) => offerOf(userId, { device, ids: [60], minutes: 5 }));
  const lost = await Promise.allSettled(offers.map((offered) => days.append(stream, offered)));
  expect(lost.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  store.append = append;
  for (const offered of offers) expect((await days.append(stream, offered)).fresh.size).toBe(0);
  expect(await recordedOn(stream)).toEqual(devices(4).map((device) => `${device} 60 5`));
});
