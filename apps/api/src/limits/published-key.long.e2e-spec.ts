import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

let app: TestApp;
let owner: { id: string; fullKey: string; key: string };
let published: string;
let hours = 0;
beforeAll(async () => {
  app = await startApp({ rateLimits: { perMinute: 4, perHour: 0, ingestPerMinute: 0 }, trustProxy: 1 });
  owner = await app.createUser('owner@b.c');
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(NOON + ++hours * 3_600_000);
  published = await app.createKey(owner.id, 'read');
});

const ask = (path: string, key: string, from = '192.0.2.1') =>
  app.http.get(path).set('Authorization', `Bearer ${key}`).set('X-Forwarded-For', from);

describe('a stranger with a published key', () => {
  it.each(['/api/v1/account', '/agent/v1/commands'])('who floods %s stops no other key of the owner', async (path) => {
    const statuses: number[] = [];
    for (let n = 0; n < 30; n++) statuses.push((await ask(path, published)).status);
    expect(statuses).toEqual([...Array<number>(4).fill(403), ...Array<number>(26).fill(429)]);
    await ask('/api/v1/account', owner.fullKey).expect(200);
    await ask('/anapi/has_key', owner.key).expect(200);
  });

  it('has guessed nothing when the kind is wrong: a wrong key of a colleague is still 401, not 429', async () => {
    for (let n = 0; n < 4; n++) await ask('/api/v1/account', published, '192.0.2.7').expect(403);
    await ask('/api/v1/account', randomUUID(), '192.0.2.7').expect(401);
  });

  it('has two reports made at once, so the owner does not wait behind the others', async () => {
    const { readModels } = app.stores;
    const readDay = readModels.readDay.bind(readModels);
    let reading = 0;
    let goOn = (): void => undefined;
    const opened = new Promise<void>((resolve) => (goOn = resolve));
    const held = jest.spyOn(readModels, 'readDay').mockImplementation(async (asked) => {
      reading++;
      await opened;
      return readDay(asked);
    });
    const report = async (key: string) => (await ask('/api/v1/reports/day', key)).status;
    const strangers = [report(published), report(published), report(published)];
    await until('two reports to be read', () => Promise.resolve(reading === 2));
    const own = [report(owner.fullKey), report(owner.fullKey)];
    await until('both reports of the owner to be read', () => Promise.resolve(reading === 4));
    goOn();
    expect(await Promise.all([...strangers, ...own])).toEqual([200, 200, 200, 200, 200]);
    held.mockRestore();
  });
});
