import { setTimeout as pause } from 'node:timers/promises';
import { summaryStream } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import { startApp, type TestApp } from './testing/start-app.js';

/** Long ago by any clock, so this day is over. */
const DAY = '2020-01-15';

describe('an API on embedded stores', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  async function summaryOf(userId: string): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const event of app.stores.eventStore.read(summaryStream(userId))) events.push(event);
    return events;
  }

  it('closes the days that are over, and its reports are no less up to date for that', async () => {
    const user = await app.createUser('reactors@example.org');
    const activity = { id: 'a', application: 'vim', startedAt: `${DAY}T09:00Z`, endedAt: `${DAY}T09:10Z` };
    const device = { id: 'laptop-1', machine: 'laptop', osUser: 'ada' };
    const body = { device, source: 'computers', activities: [activity] };
    await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${user.key}`).send(body).expect(200);
    let summary: StoredEvent[] = [];
    for (const deadline = Date.now() + 20_000; summary.length === 0 && Date.now() < deadline; await pause(50)) {
      summary = await summaryOf(user.id);
    }
    expect(summary).toMatchObject([{ type: 'DayClosed', data: { localDate: DAY, levels: { '2': 600_000 } } }]);
    await app.caughtUp();
  });
});
