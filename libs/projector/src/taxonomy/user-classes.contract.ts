import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from '@app/esdb-node';
import type { StoredEvent } from '@app/event-store';
import { Log } from '../testing/stage.js';
import { TaxonomyCache } from './user-classes.js';

const USERS = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const LEVELS = [-2, -1, 1, 2];

let dir: string;
let log: Log;
/** In log order: each level for the first user, then for the second; at index 4 one that nobody can read. */
let events: StoredEvent[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-taxonomies-'));
  log = await Log.open(startNode, dir);
  for (const productivity of [...LEVELS.slice(0, 2), 'unreadable', ...LEVELS.slice(2)]) {
    for (const userId of USERS) {
      const event = { type: 'ActivityClassified', data: { activity: 'own', productivity } };
      await log.append({ stream: `taxonomy-${userId}`, event });
    }
  }
  events = [];
  for (const userId of USERS) for await (const event of log.store.read(`taxonomy-${userId}`)) events.push(event);
  events.sort((a, b) => Number(a.position - b.position));
});
afterAll(async () => {
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

const userOf = ({ stream }: StoredEvent) => stream.slice('taxonomy-'.length);
/** The level that the readable events up to the position say. */
const expected = (userId: string, position: bigint) => {
  const said = events.filter((event) => userOf(event) === userId && event.position <= position);
  const levels = said.map(({ data }) => (data as { productivity: unknown }).productivity);
  return levels.findLast((level) => typeof level === 'number') ?? 0;
};

describe("the users' taxonomies at hand", () => {
  it.each([
    ['room for all', 300_000],
    ['room for one', 1],
  ])('are right at every event and between, with %s, and when an attempt is made again', async (_title, size) => {
    const cache = new TaxonomyCache(log.store, size);
    const levelAt = async (userId: string, position: bigint) =>
      (await cache.asOf(userId, position)).classOf('own', 'any').productivity;
    for (const attemptFrom of [0, 3, 0]) {
      for (const event of events.slice(attemptFrom)) {
        for (const userId of USERS) {
          expect(await levelAt(userId, event.position - 1n)).toBe(expected(userId, event.position - 1n));
        }
        const change = await cache.follow(event).catch(() => undefined);
        expect(change?.after.classOf('own', 'any').productivity ?? 'parked').toBe(
          change ? expected(userOf(event), event.position) : 'parked',
        );
      }
    }
    expect(await levelAt(USERS[0] as string, events.at(-1)?.position ?? 0n)).toBe(2);
  });
});
