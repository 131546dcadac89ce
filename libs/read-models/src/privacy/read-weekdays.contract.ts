import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DailyRow, LocalDate } from '@app/domain';
import { v4 as uuidV4 } from 'uuid';
import { DAILY } from '../activity/write-rows.js';
import { openReadModels } from '../open-read-models.js';
import { ReadModels } from '../read-models.js';
import { FairTurns } from '../turns/fair-turns.js';
import { type WeekdayTime } from './read-weekdays.js';

let dir: string;
let readModels: ReadModels;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-weekdays-'));
  readModels = await openReadModels({ dir });
});
afterAll(async () => {
  await readModels.close();
  await rm(dir, { recursive: true, force: true });
});

const row = (userId: string, day: string, activity: string, durationMs: number): DailyRow => ({
  ...{ userId, localDate: day as LocalDate, source: 'computers', activity, durationMs },
  ...{ version: 1n, isDeleted: durationMs === 0 },
});

it('reads every user once, however many, with the days on which they had time', async () => {
  const userIds = Array.from({ length: 250 }, () => uuidV4());
  // Two Mondays and a Tuesday; a day without time, and one of another period.
  await readModels.writeRows(
    DAILY,
    userIds.flatMap((userId) => [
      ...[
        row(userId, '2026-09-21', 'vim', 1_000),
        row(userId, '2026-09-28', 'vim', 2_000),
        row(userId, '2026-09-28', 'mail', 4_000),
      ],
      ...[
        row(userId, '2026-09-22', 'vim', 8_000),
        row(userId, '2026-09-14', 'vim', 0),
        row(userId, '2026-10-05', 'vim', 16_000),
      ],
    ]),
  );
  const seen = new Map<string, WeekdayTime[]>();
  const period = { begin: '2026-07-01' as LocalDate, end: '2026-09-30' as LocalDate };
  for await (const { userId, times } of readModels.readWeekdays(period)) {
    expect(seen.has(userId)).toBe(false);
    seen.set(userId, times);
  }
  expect([...seen.keys()].sort()).toEqual(userIds.sort());
  for (const [userId, times] of seen) {
    expect(times.sort((a, b) => a.durationMs - b.durationMs)).toEqual([
      { userId, weekday: 1, activity: 'vim', durationMs: 3_000, days: 2 },
      { userId, weekday: 1, activity: 'mail', durationMs: 4_000, days: 2 },
      { userId, weekday: 2, activity: 'vim', durationMs: 8_000, days: 1 },
    ]);
  }
});

it('waits in the line of users for each query', async () => {
  const turns = new FairTurns({ atOnce: 1, now: () => performance.now() });
  const inLine = new ReadModels(readModels.database, undefined, turns);
  const endOfUser = await turns.turn('a user');
  let isRead = false;
  const period = { begin: '2026-01-01' as LocalDate, end: '2026-01-02' as LocalDate };
  const reading = inLine.readWeekdays(period).next();
  void reading.then(() => (isRead = true));
  // The engine answers one query after the other, so it has had time for the first one.
  await inLine.ping();
  await inLine.ping();
  expect(isRead).toBe(false);
  endOfUser();
  expect(await reading).toMatchObject({ done: true });
});
