import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  accountStream,
  activityStream,
  addDays,
  dayListStream,
  daysListed,
  type DomainEvent,
  type LocalDate,
  summaryStream,
  UPCASTERS,
} from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { appendAtEnd, EventStore } from '@app/event-store';
import * as fc from 'fast-check';
import { v4 as uuidV4 } from 'uuid';
import { recordedDays } from './recorded-days.js';

const METADATA = { now: 7, principalId: 'tester' };
const FIRST = '2026-01-01' as LocalDate;
const day = (n: number): LocalDate => addDays(FIRST, n);

let dir: string;
let node: EmbeddedNode;
let log: EventStore;
/** How often a reader looked at streams that it did not name. */
let searches = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-days-'));
  node = await startNode({ dir });
  log = new (class extends EventStore {
    override followToEnd(...asked: Parameters<EventStore['followToEnd']>) {
      searches += 1;
      return super.followToEnd(...asked);
    }
  })(node.connectionString, { upcasters: UPCASTERS });
});
afterAll(async () => {
  await log.close();
  await node.close();
  await rm(dir, { recursive: true, force: true });
});
beforeEach(() => {
  searches = 0;
});

const append = (stream: string, ...events: DomainEvent[]) =>
  appendAtEnd(
    log,
    stream,
    events.map((event) => ({ event, metadata: METADATA })),
  );

async function user(terms: { listsDays?: true }): Promise<string> {
  const userId = uuidV4();
  const data = { userId, email: `${userId}@example.org`, timeZone: 'UTC', plan: 'premium', ...terms };
  await append(accountStream(userId), { type: 'AccountOpened', data });
  return userId;
}

const list = (userId: string, ...days: LocalDate[]) => append(dayListStream(userId), ...daysListed(days));
const write = (userId: string, localDate: LocalDate) =>
  append(activityStream(userId, localDate), { type: 'TimeErased', data: { from: 0, to: 1 } });

describe('the days of an account of this version', () => {
  it('are those of its list, and the log is not searched', async () => {
    const userId = await user({ listsDays: true });
    expect(await recordedDays(log, userId)).toEqual([]);
    await list(userId, day(9), day(1));
    await write(userId, day(1));
    await list(userId, day(1), day(4));
    expect(await recordedDays(log, userId)).toEqual([day(1), day(4), day(9)]);
    expect(await recordedDays(log, userId, { first: day(2), last: day(4) })).toEqual([day(4)]);
    expect(searches).toBe(0);
  });

  it('are found when a process of an older version wrote them and listed none, once they are closed', async () => {
    const userId = await user({ listsDays: true });
    await list(userId, day(1));
    await write(userId, day(2));
    const levels = { '-2': 0, '-1': 0, '0': 0, '1': 0, '2': 1 };
    const seen = { localDate: day(2), timeZone: 'UTC', taxonomyRevision: -1, activityRevision: 0 };
    const closed = { type: 'DayClosed', data: { ...seen, levels, overviews: { Utilities: 1 } } };
    await append(summaryStream(userId), { type: 'DayClosed', data: { localDate: day(9) } }, closed);
    expect(await recordedDays(log, userId)).toEqual([day(1), day(2)]);
    expect(searches).toBe(0);
  });

  it('are searched for in the log while the list has an event of a newer version', async () => {
    const userId = await user({ listsDays: true });
    await append(dayListStream(userId), { type: 'DaysListed', data: { localDates: 'of another form' } });
    await write(userId, day(1));
    expect(await recordedDays(log, userId)).toEqual([day(1)]);
    expect(searches).toBe(1);
  });
});

describe('the days of an account of an older version', () => {
  it('are searched for in the log once; then the list has them', async () => {
    const userId = await user({});
    await write(userId, day(3));
    await write(userId, day(1));
    await list(userId, day(7));
    await write(userId, day(7));
    for (let n = 0; n < 2; n++) {
      expect(await recordedDays(log, userId)).toEqual([day(1), day(3), day(7)]);
      expect(await recordedDays(log, userId, { last: day(2) })).toEqual([day(1)]);
    }
    expect(searches).toBe(1);
  });

  it('are found by two readers at the same time, and after an erasure has removed the list', async () => {
    const userId = await user({});
    await write(userId, day(1));
    const both = await Promise.all([recordedDays(log, userId), recordedDays(log, userId)]);
    expect(both).toEqual([[day(1)], [day(1)]]);
    await log.removeForEver(dayListStream(userId));
    expect(await recordedDays(log, userId)).toEqual([day(1)]);
  });

  it('that was never used are none, and that is remembered too', async () => {
    const userId = await user({});
    for (let n = 0; n < 2; n++) expect(await recordedDays(log, userId)).toEqual([]);
    expect(searches).toBe(1);
  });
});

/** What may happen to a day: this version writes it, ends before its first event, or reads all. */
const STEP = fc.oneof(
  fc.record({ does: fc.constant('write' as const), n: fc.nat(5) }),
  fc.record({ does: fc.constant('crash' as const), n: fc.nat(5) }),
  fc.record({ does: fc.constant('read' as const), n: fc.nat(5) }),
);

it('no day with an event is missing after any history of older writes, writes, crashes and reads', async () => {
  const history = fc.record({ isOlder: fc.boolean(), older: fc.uniqueArray(fc.nat(5)), steps: fc.array(STEP) });
  await fc.assert(
    fc.asyncProperty(history, async ({ isOlder, older, steps }) => {
      const userId = await user(isOlder ? {} : { listsDays: true });
      const [written, listed] = [new Set<LocalDate>(), new Set<LocalDate>()];
      for (const n of isOlder ? older : []) {
        await write(userId, day(n));
        written.add(day(n));
      }
      for (const { does, n } of steps) {
        if (does === 'read') {
          await recordedDays(log, userId);
          continue;
        }
        if (!written.has(day(n))) await list(userId, day(n));
        listed.add(day(n));
        if (does === 'crash') continue;
        await write(userId, day(n));
        written.add(day(n));
      }
      expect(await recordedDays(log, userId)).toEqual([...new Set([...written, ...listed])].sort());
    }),
    { numRuns: 12 },
  );
});
