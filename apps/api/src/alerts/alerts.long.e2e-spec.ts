import { alertDecider, alertStream, type LocalDate } from '@app/domain';
import { handleCommand } from '@app/event-store';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const MUCH = { comparison: 'more-than', hours: 4.5, subject: { kind: 'level', productivity: 2 } };
const LITTLE = { comparison: 'less-than', hours: 1, subject: { kind: 'activity', name: 'vim' } };
const WORK = { name: 'Work', ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] };

describe('/api/v1/alerts', () => {
  let app: TestApp;
  let id: string;
  let key: string;
  let otherKey: string;
  beforeAll(async () => {
    app = await startApp();
    ({ id, fullKey: key } = await app.createUser('alerts@example.org'));
    ({ fullKey: otherKey } = await app.createUser('other@example.org'));
  });
  afterAll(() => app.close());

  async function as(owner: string, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) {
    const { status, body: answer } = await app.http[method](path).set('Authorization', `Bearer ${owner}`).send(body);
    return { status, body: answer as { id?: number } };
  }

  it('are defined, listed, read, changed and removed, and a number never comes back', async () => {
    const much = { id: 1, description: 'More than 4.5 hours of Very Productive Time per day', ...MUCH };
    const defined = await as(key, 'post', '/api/v1/alerts', { ...MUCH, id: 77, color: 'red' });
    expect(defined).toEqual({ status: 201, body: much });
    expect((await as(key, 'post', '/api/v1/alerts', LITTLE)).body.id).toBe(2);
    expect(await as(key, 'get', '/api/v1/alerts/1')).toEqual({ status: 200, body: much });
    expect(await as(key, 'put', '/api/v1/alerts/1', LITTLE)).toMatchObject({ status: 204 });
    const little = { description: 'Less than 1 hour of vim per day', ...LITTLE };
    const both = {
      alerts: [
        { id: 1, ...little },
        { id: 2, ...little },
      ],
    };
    expect(await as(key, 'get', '/api/v1/alerts')).toEqual({ status: 200, body: both });
    expect(await as(key, 'delete', '/api/v1/alerts/2')).toMatchObject({ status: 204 });
    expect(await as(key, 'delete', '/api/v1/alerts/2')).toMatchObject({ status: 404 });
    expect((await as(key, 'post', '/api/v1/alerts', MUCH)).body.id).toBe(5);
  });

  it('are numbered on from what triggered, which happens once for a day', async () => {
    const { body: alert } = await as(key, 'post', '/api/v1/alerts', MUCH);
    const trigger = () =>
      handleCommand(app.stores.eventStore, alertStream(id), alertDecider, {
        type: 'TriggerAlert',
        data: {
          ...{ alertId: alert.id as number, localDate: '2026-11-21' as LocalDate, at: NOON },
          ...{ utcOffsetMinutes: 60, spentMs: 5 * 3_600_000 },
        },
        metadata: { now: NOON, principalId: 'system' },
      });
    const racing = await Promise.all([trigger(), trigger(), trigger()]);
    expect(racing.flatMap(({ events }) => events)).toHaveLength(1);
    const next = await as(key, 'post', '/api/v1/alerts', MUCH);
    expect(next.body.id).toBe((alert.id as number) + 2);
  });

  it('may count the hours of a schedule of its owner, but not of another user', async () => {
    const { body: schedule } = await as(otherKey, 'post', '/api/v1/schedules', WORK);
    const within = { ...MUCH, scheduleId: schedule.id };
    expect(await as(otherKey, 'post', '/api/v1/alerts', within)).toMatchObject({ status: 201, body: within });
    const refusal = { status: 400, body: { error: { code: 'invalid_schedule' } } };
    expect(await as(key, 'post', '/api/v1/alerts', within)).toMatchObject(refusal);
    expect(await as(key, 'put', '/api/v1/alerts/1', within)).toMatchObject(refusal);
  });

  it('of another user, and those that are not there, are unknown whatever is asked', async () => {
    const { fullKey: stranger } = await app.createUser('stranger@example.org');
    const { body: theirs } = await as(otherKey, 'post', '/api/v1/alerts', MUCH);
    for (const unknown of [theirs.id, 0, -1, 999_999]) {
      for (const [method, body] of [['get'], ['put', LITTLE], ['delete']] as const) {
        const answer = await as(stranger, method, `/api/v1/alerts/${unknown}`, body);
        expect(answer).toMatchObject({ status: 404, body: { error: { code: 'unknown_alert' } } });
      }
    }
    expect(await as(otherKey, 'get', `/api/v1/alerts/${theirs.id}`)).toMatchObject({ status: 200, body: MUCH });
    expect(await as('wrong-key', 'get', '/api/v1/alerts')).toMatchObject({ status: 401 });
  });

  it.each([
    [{}, 'invalid_request'],
    [{ ...MUCH, comparison: 'equal' }, 'invalid_request'],
    [{ ...MUCH, hours: '4.5' }, 'invalid_request'],
    [{ ...MUCH, subject: undefined }, 'invalid_request'],
    [{ ...MUCH, subject: 'total' }, 'invalid_request'],
    [{ ...MUCH, subject: [] }, 'invalid_request'],
    [{ ...MUCH, subject: [{ kind: 'total' }] }, 'invalid_request'],
    [{ ...MUCH, subject: { kind: 'document' } }, 'invalid_request'],
    [{ ...MUCH, subject: { kind: ['total'] } }, 'invalid_request'],
    [{ ...MUCH, subject: { kind: 'activity' } }, 'invalid_request'],
    [{ ...MUCH, subject: { kind: 'category', overview: 'Business' } }, 'invalid_request'],
    [{ ...MUCH, subject: { kind: 'level', productivity: '2' } }, 'invalid_request'],
    [{ ...MUCH, scheduleId: null }, 'invalid_request'],
    [{ ...MUCH, scheduleId: 1.5 }, 'invalid_request'],
    [{ ...MUCH, hours: 25 }, 'invalid_hours'],
    [{ ...MUCH, subject: { kind: 'activity', name: '' } }, 'invalid_name'],
    [{ ...MUCH, subject: { kind: 'overview', name: 'Mine' } }, 'unknown_overview'],
    [{ ...MUCH, subject: { kind: 'level', productivity: 3 } }, 'invalid_level'],
  ])('%j are refused with %s', async (alert, code) => {
    const answer = await as(key, 'post', '/api/v1/alerts', alert);
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
  });
});
