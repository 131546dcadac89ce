import { startNode } from '@app/esdb-node';
import {
  activityStream,
  ALERT_OWNERS_STREAM,
  type AlertDefinition,
  alertStream,
  type AlertTrigger,
  type LocalDate,
  scheduleStream,
  taxonomyStream,
} from '@app/domain';
import type { ReactorOptions } from '../reactors/reaction.js';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage, until } from '../testing/stage.js';
import { AlertReactor } from './alert-reactor.js';
import { eventId } from './judge-alerts.js';

/**
 * The events of the alert reactor, on a real node. The tests set the time. Every test has its own
 * log.
 */

const MINUTE_MS = 60_000;
const ZONE = 'Asia/Kathmandu';
/** `vim` is very productive in the shipped taxonomy. The hours are one minute. */
const MUCH: AlertDefinition = {
  ...{ comparison: 'more-than', hours: 1 / 60 },
  subject: { kind: 'level', productivity: 2 },
};
const LITTLE: AlertDefinition = { ...MUCH, comparison: 'less-than', hours: 0.5 };

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
const reactor = (options: ReactorOptions) => new AlertReactor(options);
const define = (userId: string, id: number, alert: AlertDefinition) =>
  scene.append(alertStream(userId), { type: 'AlertDefined', data: { id, ...alert } });

/** The alerts that triggered: alert, day, moment, and minutes spent. */
async function triggersOf(userId: string, atLeast = 0): Promise<string[]> {
  const isTrigger = ({ type }: { type: string }) => type === 'AlertTriggered';
  const events = await scene.untilIn(alertStream(userId), atLeast, isTrigger);
  return events.map(({ data }) => {
    const { alertId, localDate, at, spentMs } = data as AlertTrigger;
    return `${alertId} of ${localDate} at ${new Date(at).toISOString()}: ${spentMs / MINUTE_MS}`;
  });
}

/**
 * Resolves when the reactor has done everything that the appended events ask for. It waits for
 * alerts of another user. The first one is taken together with all due tasks. The second one is
 * planned later, so it is taken when all of those are done.
 */
async function untilAllIsDone(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    const userId = await scene.user('UTC');
    await define(userId, 1, MUCH);
    await scene.record(userId, new Date(scene.clock.nowMs() - 10 * MINUTE_MS).toISOString(), 5);
    await scene.untilHeard();
    await scene.clock.advance(2_000);
    await triggersOf(userId, 1);
  }
  await scene.end();
}

describe('a more-than alert', () => {
  it('triggers within seconds, once for a day, and not for a day that is far ahead', async () => {
    begin('2026-11-20T06:00Z');
    const userId = await scene.user(ZONE);
    scene.start(reactor);
    await define(userId, 1, MUCH);
    await scene.record(userId, '2027-02-01T05:00Z', 5);
    await scene.record(userId, '2026-11-20T05:00Z', 1);
    await scene.goTo('2026-11-20T06:00:10Z');
    await scene.record(userId, '2026-11-20T05:01Z', 1);
    await scene.goTo('2026-11-20T06:00:12Z');
    await triggersOf(userId, 1);
    await scene.record(userId, '2026-11-20T05:02Z', 9);
    await scene.goTo('2026-11-21T06:00Z');
    await scene.record(userId, '2026-11-21T05:02Z', 3);
    await scene.goTo('2026-11-21T06:00:05Z');
    await triggersOf(userId, 2);
    await untilAllIsDone();
    expect(await triggersOf(userId)).toEqual([
      '1 of 2026-11-20 at 2026-11-20T06:00:12.000Z: 2',
      '1 of 2026-11-21 at 2026-11-21T06:00:05.000Z: 3',
    ]);
    expect(scene.interruptions).toEqual([]);
  });

  it('triggers when it is defined, when the taxonomy changes and when its schedule changes', async () => {
    begin('2026-11-20T06:00Z');
    const userId = await scene.user(ZONE);
    scene.start(reactor);
    await scene.record(userId, '2026-11-20T05:00Z', 2);
    await scene.record(userId, '2026-11-20T05:10Z', 2, 'youtube.com');
    await define(userId, 1, MUCH);
    await define(userId, 2, { ...MUCH, hours: 3 / 60 });
    await define(userId, 3, { ...MUCH, scheduleId: 1 });
    // A Friday, from 10:45 on in Kathmandu.
    const schedule = (from: string, to: string) => ({ id: 1, name: 'x', ranges: [{ weekdays: [5], from, to }] });
    await scene.append(scheduleStream(userId), { type: 'ScheduleCreated', data: schedule('11:00', '12:00') });
    await scene.goTo('2026-11-20T06:00:02Z');
    await triggersOf(userId, 1);
    const moved = { type: 'ActivityClassified', data: { activity: 'youtube.com', productivity: 2 } };
    await scene.append(taxonomyStream(userId), moved);
    await scene.goTo('2026-11-20T06:00:04Z');
    await triggersOf(userId, 2);
    await scene.append(scheduleStream(userId), { type: 'ScheduleReplaced', data: schedule('10:45', '10:50') });
    await scene.goTo('2026-11-20T06:00:06Z');
    expect(await triggersOf(userId, 3)).toEqual([
      '1 of 2026-11-20 at 2026-11-20T06:00:02.000Z: 2',
      '2 of 2026-11-20 at 2026-11-20T06:00:04.000Z: 4',
      '3 of 2026-11-20 at 2026-11-20T06:00:06.000Z: 2',
    ]);
  });

  it('is judged once more when the day is over, without time that comes late', async () => {
    begin('2026-11-20T06:00Z');
    const [reached, late] = [await scene.user(ZONE), await scene.user(ZONE)];
    for (const userId of [reached, late]) await define(userId, 1, MUCH);
    await scene.record(reached, '2026-11-20T05:00Z', 5);
    await scene.goTo('2026-11-20T18:16:00.001Z');
    for (const userId of [reached, late]) await scene.record(userId, '2026-11-20T07:00Z', 5);
    await scene.goTo('2026-11-22T06:00Z');
    scene.start(reactor);
    await triggersOf(reached, 1);
    await scene.record(late, '2026-11-20T08:00Z', 5);
    await untilAllIsDone();
    expect(await triggersOf(reached)).toEqual(['1 of 2026-11-20 at 2026-11-20T18:16:00.000Z: 5']);
    expect(await triggersOf(late)).toEqual([]);
  });
});

describe('a less-than alert', () => {
  it('triggers at the end of each day with less or no time, but not on the day it was defined', async () => {
    begin('2026-11-20T06:00Z');
    const userId = await scene.user(ZONE);
    scene.start(reactor);
    await define(userId, 1, LITTLE);
    await scene.goTo('2026-11-20T18:16Z');
    await scene.record(userId, '2026-11-21T05:00Z', 29);
    await scene.goTo('2026-11-21T18:16Z');
    await triggersOf(userId, 1);
    await scene.record(userId, '2026-11-22T05:00Z', 30);
    await scene.goTo('2026-11-22T18:16Z');
    await scene.goTo('2026-11-23T18:16Z');
    expect(await triggersOf(userId, 2)).toEqual([
      '1 of 2026-11-21 at 2026-11-21T18:16:00.000Z: 29',
      '1 of 2026-11-23 at 2026-11-23T18:16:00.000Z: 0',
    ]);
  });

  it('triggers for the days that a reactor missed, at most two weeks back', async () => {
    begin('2026-10-01T06:00Z');
    const userId = await scene.user(ZONE);
    const first = scene.start(reactor);
    await define(userId, 1, LITTLE);
    await scene.goTo('2026-10-02T18:16Z');
    await triggersOf(userId, 1);
    await first.stop();
    await scene.goTo('2026-10-05T06:00Z');
    const second = scene.start(reactor);
    expect((await triggersOf(userId, 3)).map((line) => line.slice(5, 15))).toEqual([
      ...['2026-10-02', '2026-10-03', '2026-10-04'],
    ]);
    await second.stop();
    await scene.goTo('2026-11-20T06:00Z');
    scene.start(reactor);
    const days = (await triggersOf(userId, 3 + 14)).map((line) => line.slice(5, 15));
    expect(days.slice(3)).toEqual(Array.from({ length: 14 }, (_, n) => `2026-11-${String(n + 6).padStart(2, '0')}`));
  });
});

describe('an alert reactor', () => {
  it('that is stopped while it judges missed days judges the others when it starts again', async () => {
    begin('2026-10-01T06:00Z');
    const userId = await scene.user(ZONE);
    const first = scene.start(reactor);
    await define(userId, 1, LITTLE);
    await scene.goTo('2026-10-01T18:16Z');
    await first.stop();
    await scene.goTo('2026-10-06T06:00Z');
    // An event of today that plans nothing, so nothing holds the checkpoint back.
    await scene.user(ZONE);
    let stopped: Promise<void> | undefined;
    const second = scene.start((options) => {
      const reaction = reactor(options);
      const perform = reaction.perform.bind(reaction);
      reaction.perform = async (task, agenda) => {
        await perform(task, agenda);
        if (task.because === 'end') stopped ??= second.stop();
      };
      return reaction;
    });
    await until('the reactor to stop', () => stopped !== undefined);
    await stopped;
    scene.start(reactor);
    await untilAllIsDone();
    expect((await triggersOf(userId)).map((line) => line.slice(5, 15))).toEqual([
      ...['2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05'],
    ]);
  });

  it('judges days in the new time zone after their user has moved', async () => {
    begin('2026-10-01T06:00Z');
    const userId = await scene.user(ZONE);
    scene.start(reactor);
    await define(userId, 1, LITTLE);
    await scene.goTo('2026-10-01T18:16Z');
    await scene.move(userId, 'UTC');
    // The end of the day in the old zone, and then in the new zone.
    for (const iso of ['2026-10-02T18:16Z', '2026-10-03T00:01Z', '2026-10-04T00:01Z']) await scene.goTo(iso);
    expect(await triggersOf(userId, 2)).toEqual([
      '1 of 2026-10-02 at 2026-10-03T00:01:00.000Z: 0',
      '1 of 2026-10-03 at 2026-10-04T00:01:00.000Z: 0',
    ]);
  });

  it('triggers each alert once for a day, also beside another reactor and from the beginning', async () => {
    begin('2026-11-20T06:00Z');
    const users = [await scene.user(ZONE), await scene.user(ZONE), await scene.user(ZONE)];
    const both = [scene.start(reactor), scene.start(reactor)];
    for (const userId of users) {
      await define(userId, 1, MUCH);
      await define(userId, 2, LITTLE);
      await scene.record(userId, '2026-11-20T05:00Z', 5);
    }
    await scene.goTo('2026-11-20T06:00:05Z');
    for (const userId of users) await triggersOf(userId, 1);
    await scene.goTo('2026-11-21T18:16Z');
    for (const userId of users) await triggersOf(userId, 2);
    await Promise.all(both.map(({ stop }) => stop()));
    await scene.forget('alert-reactor');
    scene.start(reactor);
    scene.start(reactor);
    await scene.goTo('2026-11-22T18:16Z');
    // The days of a user are judged in order: after the third all are judged.
    for (const userId of users) await triggersOf(userId, 3);
    await scene.end();
    for (const userId of users) {
      expect(await triggersOf(userId)).toEqual([
        '1 of 2026-11-20 at 2026-11-20T06:00:05.000Z: 5',
        '2 of 2026-11-21 at 2026-11-21T18:16:00.000Z: 0',
        '2 of 2026-11-22 at 2026-11-22T18:16:00.000Z: 0',
      ]);
    }
    expect(await scene.read(ALERT_OWNERS_STREAM)).toHaveLength(users.length);
  });

  it('sets aside unreadable events of one alert, reports them, and goes on with the others', async () => {
    begin('2026-11-20T06:00Z');
    const userId = await scene.user(ZONE);
    const stream = alertStream(userId);
    scene.start(reactor);
    await define(userId, 1, MUCH);
    const bad = { id: 2, alertId: 1, localDate: 'never' };
    const triggered = [bad, null as unknown as object].map((data) => ({ type: 'AlertTriggered', data }));
    await scene.append(stream, ...triggered, {
      type: 'AlertDefined',
      data: { id: 4, comparison: 'more-than', hours: 1 },
    });
    await scene.appendNewer(stream, { type: 'AlertChanged', data: { id: 1, minutes: 1 } });
    await define(userId, 6, MUCH);
    await scene.record(userId, '2026-11-20T05:00Z', 5);
    await scene.goTo('2026-11-20T06:00:02Z');
    const triggers = (await scene.untilIn(stream, 8)).slice(6).map(({ data }) => data);
    const reached = { localDate: '2026-11-20', spentMs: 5 * MINUTE_MS };
    expect(triggers).toMatchObject([1, 6].map((alertId, n) => ({ id: 7 + n, alertId, ...reached })));
    expect(scene.setAside).toEqual([
      `${stream} 1: The field localDate holds what no version of Timeledger writes.`,
      `${stream} 2: The field data holds what no version of Timeledger writes.`,
      `${stream} 3: The field subject holds what no version of Timeledger writes.`,
      `${stream} 4: The event has a newer version than this program knows.`,
    ]);
    expect(scene.interruptions).toEqual([]);
  });

  it('does not trigger an alert again that a newer version triggered with an unknown event', async () => {
    begin('2026-11-20T06:00Z');
    const userId = await scene.user(ZONE);
    const stream = alertStream(userId);
    await define(userId, 1, MUCH);
    const id = eventId(stream, 'AlertTriggered', { alertId: 1, localDate: '2026-11-20' as LocalDate });
    await scene.appendNewer(stream, { type: 'AlertTriggered', data: {} }, id);
    await scene.record(userId, '2026-11-20T05:00Z', 5);
    scene.start(reactor);
    await scene.goTo('2026-11-20T06:00:02Z');
    await untilAllIsDone();
    expect(await scene.read(stream)).toHaveLength(2);
  });

  it('passes over unreadable events, and does nothing for users without an account', async () => {
    begin('2026-11-20T06:00Z');
    const userId = await scene.user(ZONE);
    const stranger = '00000000-0000-4000-8000-00000000000b';
    scene.start(reactor);
    await scene.append(ALERT_OWNERS_STREAM, { type: 'AlertOwnerListed', data: {} });
    await scene.append(ALERT_OWNERS_STREAM, { type: 'AlertOwnerListed', data: null as unknown as object });
    await scene.append(activityStream(userId, '9999-12-31' as LocalDate), { type: 'TimeErased', data: {} });
    await scene.append(alertStream(userId), { type: 'AlertDefined', data: {} });
    await define(userId, 2, { ...MUCH, scheduleId: 7 });
    await define(userId, 3, MUCH);
    await define(stranger, 1, MUCH);
    for (const stream of [taxonomyStream(userId), scheduleStream(userId)])
      await scene.append(stream, { type: 'CategoryLevelSet', data: {} }, { type: 'ScheduleRemoved', data: {} });
    await scene.record(userId, '2026-11-20T05:00Z', 5);
    await scene.record(stranger, '2026-11-20T05:00Z', 5);
    await scene.goTo('2026-11-20T06:00:02Z');
    expect(await triggersOf(userId, 1)).toEqual(['3 of 2026-11-20 at 2026-11-20T06:00:02.000Z: 5']);
    await untilAllIsDone();
    expect(await triggersOf(stranger)).toEqual([]);
    expect(scene.interruptions).toEqual([]);
  });
});
