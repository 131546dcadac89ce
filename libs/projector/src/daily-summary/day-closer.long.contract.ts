import { startNode } from '@app/esdb-node';
import {
  accountStream,
  activityStream,
  type ClosedDay,
  DAYS_AHEAD_STREAM,
  type LocalDate,
  shardOf,
  summaryStream,
  taxonomyStream,
} from '@app/domain';
import { type ReactorOptions, shareOf } from '../reactors/reaction.js';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage, until } from '../testing/stage.js';
import { DayCloser } from './day-closer.js';

/**
 * The events of the day closer, on a real node. The tests set the time. Every test has its own log.
 */

const MINUTE_MS = 60_000;
const ZONE = 'Europe/Tallinn';

let stage: Stage;
let log: Log;
let scene: ReactorScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});
afterEach(() => scene.end());

const begin = (iso: string) => (scene = new ReactorScene(stage, log, iso));
const closer = (options: ReactorOptions) => new DayCloser(options);
/** `vim` is Software Development, level 2, in the shipped taxonomy. */
const classify = (userId: string, productivity: number) =>
  scene.append(taxonomyStream(userId), { type: 'ActivityClassified', data: { activity: 'vim', productivity } });

/**
 * The summary events of a user: type, date, time by level (in minutes, -2 first), taxonomy and
 * activity revision.
 */
async function summaryOf(userId: string, events = 0): Promise<string[]> {
  return (await scene.untilIn(summaryStream(userId), events)).map(({ type, data }) => {
    const { localDate, levels, taxonomyRevision, activityRevision } = data as ClosedDay;
    const minutes = ([-2, -1, 0, 1, 2] as const).map((level) => levels[level] / MINUTE_MS).join(' ');
    return `${type} ${localDate}: ${minutes} (taxonomy ${taxonomyRevision}, day ${activityRevision})`;
  });
}

/**
 * Resolves when the closer has done everything that the appended events ask for. It waits for days
 * of another user. The first one is taken together with all due tasks. The second one is planned
 * later, so it is taken when all of those are done.
 */
async function untilAllIsDone(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    const userId = await scene.user('UTC');
    await scene.record(userId, '2020-01-01T12:00Z', 1);
    await scene.untilHeard();
    await scene.clock.advance(5_000);
    await scene.untilIn(summaryStream(userId), 1);
  }
  await scene.end();
}

describe('a local day', () => {
  it('is closed at 00:01 of the next day, in any time zone', async () => {
    begin('2026-03-01T00:00Z');
    scene.start(closer);
    for (const [timeZone, localDate, noonIso, closingIso] of [
      ['Europe/Tallinn', '2026-03-29', '2026-03-29T09:00Z', '2026-03-29T21:01:00.000Z'],
      ['Pacific/Chatham', '2026-04-05', '2026-04-04T23:00Z', '2026-04-05T11:16:00.000Z'],
      ['Asia/Kathmandu', '2026-04-14', '2026-04-14T06:00Z', '2026-04-14T18:16:00.000Z'],
      ['America/Santiago', '2026-09-05', '2026-09-05T16:00Z', '2026-09-06T04:01:00.000Z'],
      ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T01:00Z', '2026-10-04T13:01:00.000Z'],
      ['America/New_York', '2026-11-01', '2026-11-01T16:00Z', '2026-11-02T05:01:00.000Z'],
    ] as const) {
      await scene.goTo(noonIso);
      const userId = await scene.user(timeZone);
      await scene.record(userId, noonIso, 30);
      await scene.goTo(new Date(Date.parse(closingIso) - 1).toISOString());
      expect(await scene.read(summaryStream(userId))).toEqual([]);
      await scene.goTo(closingIso);
      expect(await scene.untilIn(summaryStream(userId), 1)).toMatchObject([
        {
          type: 'DayClosed',
          recordedAt: new Date(closingIso),
          data: {
            ...{ localDate, timeZone, taxonomyRevision: -1, activityRevision: 0 },
            levels: { '-2': 0, '-1': 0, '0': 0, '1': 0, '2': 30 * MINUTE_MS },
            overviews: { 'Software Development': 30 * MINUTE_MS },
          },
        },
      ]);
    }
    expect(scene.interruptions).toEqual([]);
  });

  it('is closed with the taxonomy of that moment, also by a closer that was down then', async () => {
    begin('2026-11-20T08:00Z');
    const users: [string, string] = [await scene.user(ZONE), await scene.user(ZONE)];
    while (shardOf(users[1]) === shardOf(users[0])) users[1] = await scene.user(ZONE);
    scene.start(closer, shareOf([shardOf(users[0])]));
    for (const userId of users) await classify(userId, 1);
    for (const userId of users) await scene.record(userId, '2026-11-20T08:00Z', 10);
    await scene.goTo('2026-11-20T22:00:59.999Z');
    for (const userId of users) await classify(userId, -1);
    await scene.goTo('2026-11-20T22:01Z');
    await summaryOf(users[0], 1);
    await scene.goTo('2026-11-20T22:01:00.001Z');
    for (const userId of users) await classify(userId, -2);
    await scene.goTo('2026-11-25T09:00Z');
    scene.start(closer);
    await scene.goTo('2026-11-25T09:01Z');
    for (const userId of users) {
      expect(await summaryOf(userId, 1)).toEqual(['DayClosed 2026-11-20: 0 10 0 0 0 (taxonomy 1, day 0)']);
    }
  });

  it('is restated for late time and for erased time, with the taxonomy of its close', async () => {
    begin('2026-11-20T08:00Z');
    const userId = await scene.user(ZONE);
    scene.start(closer);
    await scene.record(userId, '2026-11-20T08:00Z', 10);
    await scene.goTo('2026-11-20T22:01Z');
    await summaryOf(userId, 1);
    await classify(userId, -2);
    await scene.record(userId, '2026-11-20T09:00Z', 5);
    await scene.record(userId, '2026-11-20T10:00Z', 5, 'youtube.com');
    await scene.goTo('2026-11-20T22:02Z');
    await summaryOf(userId, 2);
    await scene.erase(userId, '2026-11-20');
    await scene.goTo('2026-11-20T22:03Z');
    await summaryOf(userId, 3);
    // A known span, and a span of another day: neither changes this day.
    await scene.erase(userId, '2026-11-20');
    await scene.goTo('2026-11-20T22:04Z');
    await untilAllIsDone();
    expect(await summaryOf(userId)).toEqual([
      'DayClosed 2026-11-20: 0 0 0 0 10 (taxonomy -1, day 0)',
      'DayRestated 2026-11-20: 5 0 0 0 15 (taxonomy -1, day 2)',
      'DayRestated 2026-11-20: 0 0 0 0 0 (taxonomy -1, day 3)',
    ]);
  });

  it('without time is not closed, until time comes late', async () => {
    begin('2026-11-20T08:00Z');
    const [idle, late] = [await scene.user(ZONE), await scene.user(ZONE)];
    scene.start(closer);
    for (const userId of [idle, late]) {
      await scene.record(userId, '2026-11-20T08:00Z', 10);
      await scene.erase(userId, '2026-11-20');
    }
    await scene.goTo('2026-11-21T09:00Z');
    await scene.record(late, '2026-11-20T09:00Z', 7);
    await untilAllIsDone();
    expect(await summaryOf(idle)).toEqual([]);
    expect(await summaryOf(late)).toEqual(['DayClosed 2026-11-20: 0 0 0 0 7 (taxonomy -1, day 2)']);
  });
});

describe('a closer', () => {
  it('that is started again closes the days that are open, from its checkpoint', async () => {
    begin('2026-11-20T08:00Z');
    const [early, userId] = [await scene.user(ZONE), await scene.user(ZONE)];
    const first = scene.start(closer);
    await scene.record(early, '2026-11-19T08:00Z', 10);
    await scene.record(userId, '2026-11-20T08:00Z', 10);
    await scene.goTo('2026-11-20T09:00Z');
    await summaryOf(early, 1);
    await scene.record(userId, '2026-11-20T09:00Z', 5);
    await scene.untilHeard();
    await first.stop();
    const [opened, ...time] = [
      ...(await scene.read(accountStream(userId))),
      ...(await scene.read(activityStream(userId, '2026-11-20' as LocalDate))),
    ].map(({ position }) => position);
    const key = { projection: 'day-closer', storeId: await log.store.identity() };
    const checkpoint = await stage.readModels.readCheckpoint(key);
    expect(checkpoint?.position).toBeGreaterThan(opened as bigint);
    expect(checkpoint?.position).toBeLessThan(time[0] as bigint);
    scene.start(closer);
    await scene.goTo('2026-11-20T22:01Z');
    expect(await summaryOf(userId, 1)).toEqual(['DayClosed 2026-11-20: 0 0 0 0 15 (taxonomy -1, day 1)']);
  });

  it('moves its checkpoint past time that is far ahead, and closes that day when it comes', async () => {
    begin('2026-11-20T08:00Z');
    const userId = await scene.user(ZONE);
    const first = scene.start(closer);
    await scene.record(userId, '2027-02-01T08:00Z', 10);
    await scene.record(userId, '2027-02-01T09:00Z', 10);
    await scene.record(userId, '2026-11-20T08:00Z', 10);
    await scene.goTo('2026-11-20T22:01Z');
    await summaryOf(userId, 1);
    await scene.untilHeard();
    await first.stop();
    const [{ position: newest } = { position: -1n }] = await scene.read(summaryStream(userId));
    const key = { projection: 'day-closer', storeId: await log.store.identity() };
    expect((await stage.readModels.readCheckpoint(key))?.position).toBeGreaterThanOrEqual(newest);
    expect(await scene.read(DAYS_AHEAD_STREAM)).toHaveLength(1);
    for (let start = 0; start < 2; start++) {
      const next = scene.start(closer);
      await scene.goTo('2027-02-01T22:01Z');
      expect(await summaryOf(userId, 2)).toEqual([
        'DayClosed 2026-11-20: 0 0 0 0 10 (taxonomy -1, day 0)',
        'DayClosed 2027-02-01: 0 0 0 0 20 (taxonomy -1, day 1)',
      ]);
      await next.stop();
    }
    scene.start(closer);
    await scene.record(userId, '2027-02-01T10:00Z', 1);
    await untilAllIsDone();
    expect((await summaryOf(userId)).slice(2)).toEqual(['DayRestated 2027-02-01: 0 0 0 0 21 (taxonomy -1, day 2)']);
  });

  it('closes many missed days of one user without conflicts, and reads each summary event once', async () => {
    begin('2026-11-01T08:00Z');
    const userId = await scene.user('UTC');
    const days = Array.from({ length: 20 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`);
    for (const day of days) await scene.record(userId, `${day}T08:00Z`, 10);
    await scene.clock.advance(30 * 24 * 60 * MINUTE_MS);
    scene.start(closer);
    await untilAllIsDone();
    expect(await summaryOf(userId, days.length)).toEqual(
      days.map((day) => `DayClosed ${day}: 0 0 0 0 10 (taxonomy -1, day 0)`),
    );
    const summaryReads = scene.readOnDemand.filter((stream) => stream === summaryStream(userId));
    expect(summaryReads.length).toBeLessThan(days.length);
    expect(scene.interruptions).toEqual([]);
  });

  it('restates a day that another closer closed without the newest time before it died', async () => {
    begin('2026-11-20T08:00Z');
    const userId = await scene.user(ZONE);
    for (const hour of ['08', '09']) await scene.record(userId, `2026-11-20T${hour}:00Z`, 10);
    const totals = {
      levels: { '-2': 0, '-1': 0, '0': 0, '1': 0, '2': 10 * MINUTE_MS },
      overviews: { 'Software Development': 10 * MINUTE_MS },
    };
    const seen = { localDate: '2026-11-20', timeZone: ZONE, taxonomyRevision: -1, activityRevision: 0 };
    await scene.append(summaryStream(userId), { type: 'DayClosed', data: { ...seen, ...totals } });
    scene.start(closer);
    await scene.goTo('2026-11-20T22:01Z');
    expect((await summaryOf(userId, 2))[1]).toBe('DayRestated 2026-11-20: 0 0 0 0 20 (taxonomy -1, day 1)');
  });

  it('that reads the whole log again appends nothing', async () => {
    begin('2026-11-20T08:00Z');
    const userId = await scene.user(ZONE);
    scene.start(closer);
    for (const day of [18, 19, 20]) await scene.record(userId, `2026-11-${day}T08:00Z`, 10);
    await scene.goTo('2026-11-20T22:01Z');
    await summaryOf(userId, 3);
    await scene.record(userId, '2026-11-19T10:00Z', 3);
    await scene.goTo('2026-11-20T22:02Z');
    const before = await summaryOf(userId, 4);
    await classify(userId, -2);
    await scene.end();
    await scene.forget('day-closer');
    scene.start(closer);
    await scene.goTo('2026-11-21T08:00Z');
    await untilAllIsDone();
    expect(await summaryOf(userId)).toEqual(before);
  });

  it('beside another closer appends each event once', async () => {
    begin('2026-11-20T08:00Z');
    const users = await Promise.all(Array.from({ length: 3 }, () => scene.user(ZONE)));
    scene.start(closer);
    scene.start(closer);
    for (const day of [19, 20]) {
      for (const userId of users) await scene.record(userId, `2026-11-${day}T08:00Z`, 10);
    }
    await scene.goTo('2026-11-20T22:01Z');
    for (const userId of users) await scene.untilIn(summaryStream(userId), 2);
    for (const userId of users) await scene.record(userId, '2026-11-20T10:00Z', 5);
    await untilAllIsDone();
    for (const userId of users) {
      expect((await summaryOf(userId)).sort()).toEqual([
        'DayClosed 2026-11-19: 0 0 0 0 10 (taxonomy -1, day 0)',
        'DayClosed 2026-11-20: 0 0 0 0 10 (taxonomy -1, day 0)',
        'DayRestated 2026-11-20: 0 0 0 0 15 (taxonomy -1, day 1)',
      ]);
    }
  });

  it('passes over unreadable events, and does nothing for users without an account', async () => {
    begin('2026-11-20T08:00Z');
    const userId = await scene.user(ZONE);
    const stranger = '00000000-0000-4000-8000-00000000000b';
    const day = activityStream(userId, '2026-11-20' as LocalDate);
    await scene.append(accountStream(userId), { type: 'AccountOpened', data: { timeZone: 'Mars/Olympus' } });
    await scene.append(taxonomyStream(userId), { type: 'CategoryLevelSet', data: {} });
    await scene.append(summaryStream(userId), { type: 'DayClosed', data: { localDate: '2026-11-20' } });
    await scene.append(day, { type: 'TimeErased', data: {} });
    await scene.append(`activity-unknown`, { type: 'TimeErased', data: {} });
    await scene.append(activityStream(userId, '9999-12-31' as LocalDate), { type: 'TimeErased', data: {} });
    await scene.record(userId, '2026-11-20T08:00Z', 10);
    await scene.append(day, { type: 'ActivityRecorded', data: {} });
    await scene.record(stranger, '2026-11-20T08:00Z', 10);
    scene.start(closer);
    await scene.goTo('2026-11-20T22:01Z');
    const [, summary] = await scene.untilIn(summaryStream(userId), 2);
    expect(summary).toMatchObject({ type: 'DayClosed', data: { activityRevision: 1, taxonomyRevision: -1 } });
    await untilAllIsDone();
    expect(await scene.read(summaryStream(stranger))).toEqual([]);
    expect(scene.interruptions).toEqual([]);
  });

  it('waits for a store that is away when a day is due', async () => {
    begin('2026-11-20T08:00Z');
    const userId = await scene.user(ZONE);
    scene.start(closer);
    await scene.record(userId, '2026-11-20T08:00Z', 10);
    await scene.untilHeard();
    const restarted = log.restartNode();
    await scene.goTo('2026-11-20T22:01Z');
    await restarted;
    await until('the day to be closed', async () => (await scene.read(summaryStream(userId))).length === 1);
  });
});
