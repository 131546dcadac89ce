import { NOON, startApp, type TestApp } from '../../../apps/api/src/testing/start-app.js';
import { answerOf, createTimeledgerClient, momentOf, type TimeledgerClient } from './index.js';

const ZONE = 'Europe/Berlin';

describe('the client of a started server', () => {
  let app: TestApp;
  let baseUrl: string;
  beforeAll(async () => {
    app = await startApp();
    baseUrl = await app.listen();
  });
  afterAll(() => app.close());

  it('opens an account, records activities and reads the first report', async () => {
    const admin = createTimeledgerClient({ baseUrl, adminToken: app.adminToken });
    const email = 'first@example.org';
    const { id } = await answerOf(admin.POST('/api/v1/users', { body: { email, timeZone: ZONE } }));
    const path = { id };
    const makeKey = (kind: 'agent' | 'read') =>
      answerOf(admin.POST('/api/v1/users/{id}/keys', { params: { path }, body: { name: kind, kind } }));
    const agent = createTimeledgerClient({ baseUrl, key: (await makeKey('agent')).key });
    const reader = createTimeledgerClient({ baseUrl, key: (await makeKey('read')).key });
    const startedAt = momentOf('2026-11-21T09:00:00', ZONE);
    const activity = { id: 'a1', application: 'Emacs', title: 'notes.org', startedAt, endedAt: startedAt + 120_000 };
    const device = { id: 'desk', machine: 'desk', osUser: 'ada' };
    const recorded = await answerOf(
      agent.POST('/agent/v1/activities', { body: { device, source: 'computers', activities: [activity] } }),
    );
    expect(recorded).toMatchObject({ accepted: 1, rejected: [] });
    await app.caughtUp();
    const query = { restrict_begin: '2026-11-21', restrict_end: '2026-11-21' };
    const report = await answerOf(reader.GET('/anapi/data', { params: { query } }));
    expect(report.row_headers.slice(0, 4)).toEqual(['Rank', 'Time Spent (seconds)', 'Number of People', 'Activity']);
    expect(report.rows.map((row) => row.slice(0, 4))).toEqual([[1, 120, 1, 'Emacs']]);
    const csv = await answerOf(
      reader.GET('/anapi/data', { params: { query: { ...query, format: 'csv' } }, parseAs: 'text' }),
    );
    expect(csv).toMatch(/^Rank,Time Spent \(seconds\)/);
    expect(startedAt).toBeLessThan(NOON);
  });

  it('rejects with the code and the sentence of the server', async () => {
    const stranger = createTimeledgerClient({ baseUrl, key: 'no-key-of-anybody' });
    await expect(stranger.GET('/api/v1/keys')).rejects.toMatchObject({ status: 401, code: 'key_not_found' });
    await expect(stranger.GET('/anapi/data')).rejects.toMatchObject({ status: 400, code: 'key_not_found' });
  });
});

/** Nothing calls this: `npm run types` fails when one of these calls compiles. */
export const wrongCalls = (client: TimeledgerClient) => [
  // @ts-expect-error The document has no such path.
  client.GET('/api/v1/nothing'),
  // @ts-expect-error The path has no such method.
  client.DELETE('/api/v1/keys'),
  // @ts-expect-error A key has a name.
  client.POST('/api/v1/keys', { body: {} }),
  // @ts-expect-error There is no such perspective.
  client.GET('/anapi/data', { params: { query: { perspective: 'sideways' } } }),
];
