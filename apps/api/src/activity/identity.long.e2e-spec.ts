import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const MINUTE = 60_000;
const LAPTOP = { id: 'laptop', machine: 'm', osUser: 'u' };

/** An activity by its minutes before and after noon in Berlin. */
const activity = (id: string, from: number, to: number, application = 'Emacs') => ({
  ...{ id, application, startedAt: NOON + from * MINUTE, endedAt: NOON + to * MINUTE },
});

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let users = 0;
async function person() {
  const { fullKey: key } = await app.createUser(`identity${users++}@example.org`);
  const as = async (method: 'get' | 'post' | 'put', path: string, body?: object) => {
    const answer = await app.http[method](path).set('Authorization', `Bearer ${key}`).send(body);
    return answer.body as Record<string, unknown>;
  };
  return {
    as,
    record: (activities: object[], device = LAPTOP) =>
      as('post', '/agent/v1/activities', { device, source: 'computers', activities }),
    /** Seconds by local day. */
    async days(): Promise<Record<string, number>> {
      await app.caughtUp();
      const range = { restrict_begin: '2026-11-18', restrict_end: '2026-11-22' };
      const query = { ...range, perspective: 'interval', interval: 'day', format: 'json' };
      const { body } = (await app.http.get('/anapi/data').query(query).set('Authorization', `Bearer ${key}`)) as {
        body: { rows: [string, number][] };
      };
      const days: Record<string, number> = {};
      for (const [day, seconds] of body.rows) days[day.slice(0, 10)] = (days[day.slice(0, 10)] ?? 0) + seconds;
      return days;
    },
    async erase(slice: object): Promise<void> {
      const { id } = await as('post', '/api/v1/erasures', slice);
      const path = `/api/v1/erasures/${String(id)}`;
      await until('the end of the erasure', async () => (await as('get', path)).state === 'completed');
    },
  };
}

const counts = (accepted: number, grown: number, duplicates: number) => ({
  ...{ accepted, duplicates, rejected: [], nextSyncSeconds: 180, serverTime: expect.any(Number) as number },
  ...(grown > 0 && { grown }),
});

describe('an activity under an id that is known', () => {
  it('counts when it has another time, another name, or another device', async () => {
    const { record, days } = await person();
    expect(await record([activity('1', -60, -59)])).toEqual(counts(1, 0, 0));
    expect(await record([activity('1', -50, -49)])).toEqual(counts(1, 0, 0));
    expect(await record([activity('1', -40, -39), activity('1', -30, -29, 'Mail')])).toEqual(counts(2, 0, 0));
    expect(await record([activity('1', -60, -59)], { ...LAPTOP, id: 'desk' })).toEqual(counts(1, 0, 0));
    expect(await days()).toEqual({ '2026-11-21': 300 });

    const all = [activity('1', -60, -59), activity('1', -50, -49), activity('1', -40, -39)];
    expect(await record([...all, activity('1', -30, -29, 'Mail')])).toEqual(counts(0, 0, 4));
    expect(await record(all.slice(0, 1), { ...LAPTOP, id: 'desk' })).toEqual(counts(0, 0, 1));
    expect(await days()).toEqual({ '2026-11-21': 300 });
  });

  it('grows when it is the same and ends later', async () => {
    const { record, days } = await person();
    await record([activity('h', -60, -59)]);
    expect(await record([activity('h', -60, -58)])).toEqual(counts(1, 1, 0));
    expect(await record([activity('h', -60, -59)])).toEqual(counts(0, 0, 1));
    expect(await record([activity('h', -60, -57), activity('h', -60, -50)])).toEqual(counts(2, 2, 0));
    expect(await record([activity('h', -60, -50)])).toEqual(counts(0, 0, 1));
    expect(await days()).toEqual({ '2026-11-21': 600 });
  });

  it('grows over local midnight', async () => {
    const { record, days } = await person();
    await record([activity('m', -12 * 60 - 10, -12 * 60 - 5)]);
    expect(await record([activity('m', -12 * 60 - 10, -12 * 60 + 5)])).toEqual(counts(1, 1, 0));
    expect(await record([activity('m', -12 * 60 - 10, -12 * 60 + 20)])).toEqual(counts(1, 1, 0));
    expect(await record([activity('m', -12 * 60 - 10, -12 * 60 + 20)])).toEqual(counts(0, 0, 1));
    expect(await days()).toEqual({ '2026-11-20': 600, '2026-11-21': 1200 });
  });

  it.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'Pacific/Honolulu'])(
    'is known, and grows, after the account moved to %s',
    async (timeZone) => {
      const { as, record, days } = await person();
      const [morning, evening] = [activity('z', -11 * 60, -11 * 60 + 30), activity('e', -30, 0)];
      await record([morning, evening]);
      const before = Object.values(await days()).reduce((sum, seconds) => sum + seconds, 0);
      expect(before).toBe(3600);
      await as('put', '/api/v1/account', { timeZone });
      expect(await record([morning, evening])).toEqual(counts(0, 0, 2));
      const longer = activity('z', -11 * 60, -11 * 60 + 60);
      expect(await record([longer])).toEqual(counts(1, 1, 0));
      expect(await record([longer, morning])).toEqual(counts(0, 0, 2));
      await as('put', '/api/v1/account', { timeZone: 'Europe/Berlin' });
      expect(await record([longer, evening])).toEqual(counts(0, 0, 2));
      const after = Object.values(await days()).reduce((sum, seconds) => sum + seconds, 0);
      expect(after).toBe(3600 + 1800);
    },
  );

  it('brings no erased time back when it is sent again or grows', async () => {
    const { erase, record, days } = await person();
    const [whole, cut, other] = [activity('w', -60, -50), activity('c', -50, -40), activity('o', -20, -10, 'Mail')];
    await record([whole, cut, other]);
    const at = (minutes: number) => new Date(NOON + minutes * MINUTE).toISOString();
    await erase({ from: at(-60), to: at(-45) });
    expect(await days()).toEqual({ '2026-11-21': 300 + 600 });
    expect(await record([whole, cut, other])).toEqual(counts(0, 0, 3));
    await erase({ activity: 'Mail' });
    expect(await record([whole, cut, other])).toEqual(counts(0, 0, 3));
    expect(await record([activity('c', -50, -30), activity('o', -20, -5, 'Mail')])).toEqual(counts(2, 2, 0));
    expect(await days()).toEqual({ '2026-11-21': 300 + 600 + 300 });
    // What is new in the erased time counts: the user may enter it again.
    expect(await record([activity('n', -60, -50)])).toEqual(counts(1, 0, 0));
    expect(await days()).toEqual({ '2026-11-21': 1200 + 600 });
  });

  it('counts under the id of an erased activity when it is another one', async () => {
    const { erase, record, days } = await person();
    await record([activity('1', -60, -59), activity('2', -50, -40, 'Mail')]);
    expect(await days()).toEqual({ '2026-11-21': 60 + 600 });
    await erase({ activity: 'Emacs' });
    expect(await record([activity('1', -30, -25)])).toEqual(counts(1, 0, 0));
    expect(await days()).toEqual({ '2026-11-21': 600 + 300 });
  });
});
