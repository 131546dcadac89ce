import { startApp, type TestApp } from '../testing/start-app.js';

describe('the state of the service', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    await app.createUser('status@example.org');
  });
  afterAll(() => app.close());

  it('is alive and ready', async () => {
    await app.http.get('/health/live').expect(200, { status: 'ok' });
    await app.http.get('/health/ready').expect(200, { status: 'ok' });
  });

  it('says how the reports stand to the log, positions as text', async () => {
    await app.caughtUp();
    const newest = await app.stores.eventStore.lastEvent();
    const position = newest?.position.toString();
    const { body } = await app.http.get('/api/v1/status').expect(200);
    expect(body).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      log: { kind: 'embedded', position },
      projector: { caughtUp: true, lagSeconds: 0, position, otherHistory: false, parked: 0 },
    });
  });

  it('counts an event that cannot be read as parked, and goes on', async () => {
    const event = { type: 'ActivityRecorded', data: { spans: 'poison' } };
    const metadata = { now: 0, principalId: 'somebody' };
    await app.stores.eventStore.append('activity-unknown', [{ event, metadata }], 'no_stream');
    await app.caughtUp();
    const { body } = await app.http.get('/api/v1/status');
    expect(body).toMatchObject({ projector: { caughtUp: true, parked: 1 } });
  });

  it('has metrics for this machine and the administrator, and for no client of a proxy', async () => {
    const { text } = await app.http.get('/metrics').expect(200);
    expect(text).toContain('timeledger_projector_parked_events 1');
    expect(text).toMatch(/timeledger_http_request_seconds_count\{method="GET",route="\/health\/live",status="200"\} 1/);
    await app.http.get('/metrics').set('X-Forwarded-For', '203.0.113.9').expect(403);
    await app.http
      .get('/metrics')
      .set('X-Forwarded-For', '203.0.113.9')
      .set('Authorization', `Bearer ${app.adminToken}`)
      .expect(200);
  });

  it('is an error without a stack at an address that is not there', async () => {
    const { body } = await app.http.get('/api/v1/nowhere').expect(404);
    expect(body).toEqual({ error: { code: 'not_found', message: 'There is nothing at this address.' } });
  });
});
