import { activityStream, DAY_LIMITS, type LocalDate } from '@app/domain';
import { startApp, type TestApp } from '../testing/start-app.js';

const MIDNIGHT = Date.parse('2026-11-20T00:00:00+01:00');
const localDate = '2026-11-20' as LocalDate;
const DEVICE = { id: 'desk', machine: 'm', osUser: 'u' };

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startApp();
  const user = await app.createUser('full-day@example.org');
  key = user.fullKey;
  await fill(user.id);
});
afterAll(() => app.close());

/** All activities but one that the day takes, a second each. */
async function fill(userId: string): Promise<void> {
  const metadata = { now: 0, principalId: 'test' };
  const stream = activityStream(userId, localDate);
  for (let n = 0; n < DAY_LIMITS.activities / 1_000; n++) {
    const spans = Array.from({ length: n === 0 ? 999 : 1_000 }, (_, index) => {
      const startedAt = MIDNIGHT + (n * 1_000 + index) * 1_000;
      return { id: `${n}-${index}`, application: 'vim', startedAt, endedAt: startedAt + 1_000 };
    });
    const data = {
      deviceId: 'desk',
      machine: 'm',
      osUser: 'u',
      source: 'computers',
      localDate,
      utcOffsetMinutes: 60,
      spans,
    };
    const expected = n === 0 ? 'no_stream' : BigInt(n - 1);
    await app.stores.eventStore.append(stream, [{ event: { type: 'ActivityRecorded', data }, metadata }], expected);
  }
}

const activity = (id: string, hour: number, day = '2026-11-20') => ({
  ...{ id, application: 'mail', startedAt: `${day}T${hour}:00:00+01:00`, endedAt: `${day}T${hour}:30:00+01:00` },
});
const record = async (...activities: object[]) => {
  const answer = await app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${key}`)
    .send({ device: DEVICE, source: 'computers', activities })
    .expect(200);
  return answer.body as { accepted: number; duplicates: number; rejected: { index: number; code: string }[] };
};

describe('a day that holds all that it may hold', () => {
  it('takes the last activity, and rejects each one after it by name; other days go on', async () => {
    const offered = [activity('a', 12), activity('b', 13), activity('c', 12, '2026-11-19')];
    expect(await record(...offered)).toMatchObject({
      ...{ accepted: 2, duplicates: 0 },
      rejected: [{ index: 1, code: 'day_full' }],
    });
    expect(await record(...offered)).toMatchObject({
      ...{ accepted: 0, duplicates: 2 },
      rejected: [{ index: 1, code: 'day_full' }],
    });
  });

  it('is not made by one call for each day of years: a call brings 31 days, and the agent cuts longer ones', async () => {
    const days = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        activity(`d${n}`, 15, new Date(MIDNIGHT - n * 86_400_000).toISOString().slice(0, 10)),
      );
    const post = (activities: object[]) =>
      app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${key}`)
        .send({ device: DEVICE, source: 'computers', activities });
    const { body } = await post(days(32)).expect(413);
    expect(body).toMatchObject({ error: { code: 'too_many_activities' } });
    expect((await post(days(31)).expect(200)).body).toMatchObject({ accepted: 31 });
  });

  it('takes no more by an import', async () => {
    const stream = `activity-7e9f0a3c-6a53-4e43-9b2a-0c1d5b1f5a11.20261120`;
    const startedAt = MIDNIGHT + 20 * 3_600_000;
    const spans = [{ id: 'x', application: 'mail', startedAt, endedAt: startedAt + 1_000 }];
    const data = {
      deviceId: 'other',
      machine: 'm',
      osUser: 'u',
      source: 'computers',
      localDate,
      utcOffsetMinutes: 60,
      spans,
    };
    const rewritten = { line: 1, first: '1', stream, id: '1', type: 'DayRewritten', data: { erasureId: 'e' } };
    const recorded = { line: 2, first: '1', stream, id: '2', type: 'ActivityRecorded', data };
    const { body } = await app.http
      .post('/api/v1/imports')
      .set('Authorization', `Bearer ${key}`)
      .send({ format: 'timeledger', lines: [rewritten, recorded] })
      .expect(200);
    expect(body).toMatchObject({ imported: 1, rejected: [{ line: 2, code: 'day_full' }] });
    expect(await record(activity('d', 14))).toMatchObject({ rejected: [{ index: 0, code: 'day_full' }] });

    // What the day refuses uses up no places of devices. An account has 100.
    const invented = Array.from({ length: 100 }, (_, n) => {
      return { ...recorded, line: n + 1, id: `i${n}`, data: { ...data, deviceId: `invented-${n}` } };
    });
    const refused = await app.http
      .post('/api/v1/imports')
      .set('Authorization', `Bearer ${key}`)
      .send({ format: 'timeledger', lines: invented })
      .expect(200);
    expect((refused.body as { rejected: object[] }).rejected).toHaveLength(100);
    await app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${key}`)
      .send({ device: { ...DEVICE, id: 'new' }, source: 'computers', activities: [activity('e', 16, '2026-11-19')] })
      .expect(200)
      .expect(({ body }) => expect(body).toMatchObject({ accepted: 1 }));
  });
});
