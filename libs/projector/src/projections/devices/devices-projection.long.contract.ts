import { startNode } from '@app/esdb-node';
import { insertSelect } from '@app/read-models';
import { addDays, type LocalDate } from '@app/domain';
import { PROJECTIONS } from '../index.js';
import { ACTIVITY } from '../activity/activity-projection.js';
import { DAY, erased, postedOffline, recorded, span } from '../../testing/day-by-hand.js';
import { devicesBySeconds, randomHistory } from '../../testing/random-history.js';
import { type Log, Stage } from '../../testing/stage.js';
import { DEVICES } from './devices-projection.js';

/** The devices of users, on a real node and a real engine. Every test has a log of its own. */

let stage: Stage;
let log: Log;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});

const USER = DAY.slice('activity-'.length, -'.20260101'.length);
const JANUARY = '2026-01-01' as LocalDate;
const NINE = Date.UTC(2026, 0, 1, 9);
const at = (minutes: number) => NINE + minutes * 60_000;
const devices = (since = JANUARY) => stage.readModels.readDevices({ userId: USER, since });
const minutes = async () =>
  (await devices()).map(({ deviceId, days }) => [deviceId, ...days.map(({ durationMs }) => durationMs / 60_000)]);

it('have the union of their spans, each its own; time that the user entered is of none', async () => {
  await log.append(
    recorded([span('1', 'vim', 0, 10), span('2', 'Slack', 5, 20)]),
    recorded([span('3', 'mail', 0, 15)], { deviceId: 'phone', platform: 'android', machine: 'pixel' }),
    postedOffline('Meeting', 0, 60),
  );
  await stage.project(log);
  const alike = { osUser: 'u', source: 'computers' };
  expect(await devices()).toEqual([
    {
      ...{ ...alike, deviceId: 'laptop', machine: 'm', platform: '', newestActivity: 'Slack' },
      ...{ firstSeen: at(0), lastSeen: at(20), days: [{ date: '2026-01-01', durationMs: 20 * 60_000 }] },
    },
    {
      ...{ ...alike, deviceId: 'phone', machine: 'pixel', platform: 'android', newestActivity: 'mail' },
      ...{ firstSeen: at(0), lastSeen: at(15), days: [{ date: '2026-01-01', durationMs: 15 * 60_000 }] },
    },
  ]);
  expect((await devices(addDays(JANUARY, 1))).map(({ days }) => days)).toEqual([[], []]);
});

it('are described as they were with their newest time, whatever arrives later', async () => {
  await log.append(
    recorded([span('1', 'vim', 10, 20)], { platform: 'linux', machine: 'new' }),
    recorded([span('2', 'mail', 0, 5)], { platform: 'windows', machine: 'old' }),
  );
  await stage.project(log);
  expect(await devices()).toMatchObject([
    { machine: 'new', platform: 'linux', newestActivity: 'vim', firstSeen: at(0), lastSeen: at(20) },
  ]);
});

it('lose what is erased; one whose every time is erased disappears, and comes back with new time', async () => {
  await log.append(
    recorded([span('1', 'vim', 0, 10), span('2', 'Slack', 10, 20)]),
    recorded([span('3', 'mail', 10, 20)], { deviceId: 'phone' }),
  );
  await stage.project(log);
  await log.append(erased(8, 30));
  await stage.project(log);
  expect(await devices()).toMatchObject([{ deviceId: 'laptop', newestActivity: 'vim', lastSeen: at(8) }]);
  await log.append(recorded([span('4', 'mail', 15, 16)], { deviceId: 'phone' }));
  await stage.project(log);
  expect(await minutes()).toEqual([
    ['phone', 1],
    ['laptop', 8],
  ]);
});

it.each([1, 2, 3])('have the sums of a random history, second by second: seed %p', async (seed) => {
  const history = randomHistory(seed, 60);
  await log.append(...history);
  await stage.project(log);
  const rows = await stage.rowsOf(`SELECT user_id, local_date, source, device_id, duration_ms FROM device_days FINAL`);
  expect(rows.sort()).toEqual([...devicesBySeconds(history)].map(([key, ms]) => `${key}|${ms}`).sort());
});

describe('a projection that is new to a data folder', () => {
  it('fills itself from the log, and the others keep their rows and go on meanwhile', async () => {
    await log.append(recorded([span('1', 'vim', 0, 10)]));
    await stage.forgetCheckpoints([DEVICES]);
    await stage.project(log, { projections: [ACTIVITY] });
    expect(await stage.status(log)).toMatchObject({
      caughtUp: false,
      position: -1n,
      projections: [
        { name: 'activity', caughtUp: true },
        { name: 'devices', caughtUp: false },
      ],
    });
    await stage.readModels.database.change(
      insertSelect(`INSERT INTO daily (user_id, local_date, source, activity, duration_ms, version)
        VALUES ('${USER}', '2026-01-02', 'computers', 'kept', 1000, 1)`),
    );
    const heard = await stage.project(log);
    expect(heard.startedOverFor).toEqual(['empty']);
    expect(heard.begun).toEqual(['devices']);
    expect(await stage.daily()).toContain('2026-01-02|computers|kept|1');
    expect(await minutes()).toEqual([['laptop', 10]]);
    await log.append(recorded([span('2', 'vim', 10, 12)]));
    await stage.project(log);
    expect(await minutes()).toEqual([['laptop', 12]]);
  });

  it('ends with the rows that it would have had from the beginning, while time goes on arriving', async () => {
    const history = randomHistory(4, 60);
    await log.append(...history.slice(0, 40));
    await stage.project(log, { projections: [ACTIVITY] });
    await stage.while(log, { maxBatch: 3 }, async () => {
      await log.append(...history.slice(40));
      await stage.untilCaughtUp(log);
    });
    const filled = await stage.everything();
    await stage.forgetCheckpoints(PROJECTIONS);
    await stage.project(log);
    expect(await stage.everything()).toEqual(filled);
    expect(filled.some((row) => row.includes('laptop'))).toBe(true);
    await stage.forgetCheckpoints([DEVICES]);
    await stage.project(log);
    expect(await stage.everything()).toEqual(filled);
  });
});
