import { startNode } from '@app/esdb-node';
import { v4 as uuidV4 } from 'uuid';
import { PROJECTIONS } from '../projections/index.js';
import { accountStream, credentialStream, loginStream, taxonomyStream } from '@app/domain';
import { DAY, erased, postedOffline, recorded, span } from '../testing/day-by-hand.js';
import { Heard, type Log, Stage, until } from '../testing/stage.js';

/**
 * The rows that the projector makes of a log, on a real node and a real engine. Every test has a
 * log of its own.
 */

let stage: Stage;
let log: Log;
const USER = '00000000-0000-4000-8000-000000000001';
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});

describe('the tables', () => {
  it('hold exactly what a history comes to', async () => {
    await log.append(
      recorded([
        span('1', 'vim', 3, 11),
        { ...span('2', 'Firefox', 11, 12), url: 'https://www.github.com/a?b', title: 'A' },
      ]),
      recorded([span('1', 'vim', 3, 11), span('3', 'Slack', 10, 13)]),
      recorded([span('4', 'vim', 11, 12)], { deviceId: 'desktop' }),
      postedOffline('Meeting', 4, 6),
    );
    const heard = await stage.project(log);
    expect(heard.startedOverFor).toHaveLength(1);
    expect(await stage.buckets()).toEqual([
      '10:00|09:00|computers|vim|No Details|120',
      '10:00|09:00|offline|Meeting|No Details|60',
      '10:05|09:05|computers|vim|No Details|300',
      '10:05|09:05|offline|Meeting|No Details|60',
      '10:10|09:10|computers|Slack|No Details|60',
      '10:10|09:10|computers|github.com|A|60',
      '10:10|09:10|computers|vim|No Details|120',
    ]);
    expect(await stage.daily()).toEqual([
      '2026-01-01|computers|Slack|60',
      '2026-01-01|computers|github.com|60',
      '2026-01-01|computers|vim|540',
      '2026-01-01|offline|Meeting|120',
    ]);
  });

  it('lose what is erased, also after it was projected, and take what is recorded over it again', async () => {
    await log.append(recorded([span('1', 'vim', 0, 10), span('2', 'Slack', 10, 20)]));
    await stage.project(log);
    await log.append(erased(0, 12), erased(15, 20, ['vim', 'mutt']));
    await stage.project(log);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|Slack|480']);
    expect((await stage.buckets()).map((row) => row.slice(0, 5))).toEqual(['10:10', '10:15']);
    await log.append(erased(0, 60));
    await stage.project(log);
    expect([...(await stage.buckets()), ...(await stage.daily())]).toEqual([]);
    await log.append(recorded([span('3', 'vim', 1, 2)]));
    await stage.project(log);
    expect((await stage.daily()).length + (await stage.buckets()).length).toBe(2);
  });
});

describe('more time in one day than a row holds', () => {
  it('is written as the most that a row holds, and does not stop other time', async () => {
    await log.append(
      ...Array.from({ length: 50 }, (_, n) => recorded([span(`${n}`, 'vim', -600, 840)], { deviceId: `device-${n}` })),
      postedOffline('Meeting', 4, 6),
    );
    await stage.project(log);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|4294967.295', '2026-01-01|offline|Meeting|120']);
  });
});

describe('an event that cannot be read, or whose type the catalogue lacks', () => {
  it('is parked and counted once, and holds up nothing, now or after a restart', async () => {
    const nonsense = 'activity-nonsense';
    const february30 = DAY.replace('20260101', '20260230');
    await log.append(
      recorded([span('1', 'vim', 0, 5)]),
      { stream: DAY, event: { type: 'ActivityRecorded', data: { deviceId: 7 } } },
      recorded([span('x', 'vim', 0, 5)], { stream: nonsense }),
      { stream: february30, event: { type: 'ActivityRecorded', data: {} } },
      { stream: DAY, event: { type: 'SomethingOfTomorrow', data: {} } },
      { stream: 'account-1', event: { type: 'ActivityRecorded', data: {} } },
      { stream: DAY, event: { type: 'TimeErased', data: [] } },
      // Half a character: the engine always refuses a batch that holds it.
      recorded([span('y', 'vim\ud83d!', 20, 25)]),
      recorded([span('2', 'vim', 5, 10)]),
    );
    const ofDay = [2, 3, 4].map((revision) => `${DAY} ${revision}`);
    const parked = [`${DAY} 1`, `${nonsense} 0`, `${february30} 0`, ofDay[0], 'account-1 0', ofDay[1], ofDay[2]];
    expect((await stage.project(log, { maxBatch: 2 })).parkedAt).toEqual(parked);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|600']);
    await log.append(recorded([span('3', 'vim', 10, 11)]));
    expect((await stage.project(log)).parkedAt).toEqual([]);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|660']);
    await stage.forgetCheckpoints();
    expect((await stage.project(log)).parkedAt).toEqual(parked);
    expect(await stage.status(log)).toMatchObject({ parked: 7, caughtUp: true });
  });

  it.each([
    ['account', accountStream(USER), { type: 'PlanChanged', data: { plan: 'gold' } }],
    ['login', loginStream('0f'), { type: 'LoginRegistered', data: {} }],
    ['credential', credentialStream('0f'), { type: 'CredentialIssued', data: { kind: 'crown' } }],
    ['taxonomy', taxonomyStream(USER), { type: 'ActivityClassified', data: {} }],
  ])('is parked in the stream of a %s too, from which no row comes', async (_of, stream, unreadable) => {
    const unknown = { type: 'SomethingOfTomorrow', data: {} };
    await log.append({ stream, event: unknown }, { stream, event: unreadable }, recorded([span('1', 'vim', 0, 5)]));
    expect((await stage.project(log)).parkedAt).toEqual([`${stream} 0`, `${stream} 1`]);
    expect(await stage.status(log)).toMatchObject({ parked: 2, caughtUp: true });
  });
});

describe('another log over the same tables', () => {
  it('empties them and says so, and so does the first log when it comes back', async () => {
    await log.append(recorded([span('1', 'vim', 0, 5)]));
    await stage.project(log);
    const another = await stage.newLog();
    await another.append(recorded([span('1', 'Slack', 0, 1)]));
    expect((await stage.project(another)).startedOverFor).toEqual(['another_log']);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|Slack|60']);
    expect((await stage.project(log)).startedOverFor).toEqual(['another_log']);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|300']);
  });

  it('that is empty leaves no checkpoint of the first log, which is later projected from its beginning', async () => {
    await log.append(recorded([span('1', 'vim', 0, 5)]));
    await stage.project(log);
    const heard = new Heard();
    await stage.while(await stage.newLog(), { observer: heard }, () =>
      until(
        'the tables to be emptied',
        async () => heard.startedOverFor.length > 0 && (await stage.everything()).length === 0,
      ),
    );
    expect(heard.startedOverFor).toEqual(['another_log']);
    expect((await stage.status(log)).caughtUp).toBe(false);
    // The empty log may have got a checkpoint of its own, at its end.
    expect((await stage.project(log)).startedOverFor).toEqual([expect.stringMatching(/^(empty|another_log)$/)]);
    expect(await stage.daily()).toHaveLength(1);
  });
});

describe('the status', () => {
  it('is caught up only when all that was acknowledged is in the tables', async () => {
    expect(await stage.status(log)).toMatchObject({
      caughtUp: true,
      lagSeconds: 0,
      position: (await log.store.lastEvent())?.position,
      parked: 0,
    });
    await log.append(recorded([span('1', 'vim', 0, 5)]));
    expect(await stage.status(log)).toMatchObject({ caughtUp: false, position: -1n });
    await stage.project(log);
    const caughtUp = await stage.status(log);
    expect(caughtUp).toMatchObject({ caughtUp: true, lagSeconds: 0, parked: 0 });
    expect(caughtUp.position).toBe(caughtUp.logPosition);
    await log.append({ stream: 'account-1', event: { type: 'AccountOpened', data: {} } });
    const behind = await stage.status(log);
    expect(behind.caughtUp).toBe(false);
    expect(behind.logPosition).toBeGreaterThan(behind.position);
    await stage.project(log);
    expect((await stage.status(log)).position).toBe(behind.logPosition);
  });

  it('beside events of other programs is caught up as soon as the projector has passed them', async () => {
    await log.append(recorded([span('1', 'vim', 0, 5)]));
    await stage.project(log);
    const { position } = await stage.status(log);
    const others = async (events: number) => {
      const metadata = { now: 0, principalId: 'another program' };
      const batch = Array.from({ length: events }, () => ({ event: { type: 'Noted', data: {} }, metadata }));
      await log.store.append(`others-${uuidV4()}`, batch, 'no_stream');
    };
    await others(100);
    expect(await stage.status(log)).toMatchObject({ caughtUp: true });
    for (let n = 0; n < 5; n++) await others(1_000);
    expect((await stage.status(log)).caughtUp).toBe(false);
    await stage.project(log);
    const passed = await stage.readModels.readCheckpoint({
      projection: PROJECTIONS[0]?.checkpoint ?? '',
      storeId: await log.store.identity(),
    });
    expect(passed?.position).toBeGreaterThan(position);
    await log.append(recorded([span('2', 'vim', 10, 20)]));
    expect(await stage.status(log)).toMatchObject({ caughtUp: false });
    await others(100);
    await stage.project(log);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|900']);
  });
});
