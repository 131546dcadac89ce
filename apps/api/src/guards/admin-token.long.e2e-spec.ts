import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({
    rateLimits: { perMinute: 5, perHour: 0, ingestPerMinute: 0 },
    adminToken: 'correct-horse-battery',
  });
});
afterAll(() => app.close());

const statistics = (token: string) =>
  app.http.get('/api/v1/statistics/weekdays').set('Authorization', `Bearer ${token}`);

describe('an admin token that is short enough to be guessed', () => {
  it('waits like a wrong one when its address is at the limit, which bounds guesses', async () => {
    await statistics(app.adminToken).expect(200);
    for (let n = 0; n < 5; n++) await statistics(`wrong-${n}`).expect(401);
    await statistics('wrong').expect(429);
    await statistics(app.adminToken).expect(429);
    app.setNow(Date.parse('2026-11-21T12:01:00+01:00'));
    await statistics(app.adminToken).expect(200);
  });
});
