import { highlightStream, MOST_EVENTS_OF_A_STREAM, scheduleStream } from '@app/domain';
import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
let key: string;
let fullKey: string;
beforeAll(async () => {
  app = await startApp();
  const user = await app.createUser('full@example.org');
  ({ key, fullKey } = user);
  await fill(highlightStream(user.id), (n) => ({
    type: 'HighlightPosted',
    data: { id: n + 1, description: 'text', date: '2026-11-20', createdAt: 0 },
  }));
});
afterAll(() => app.close());

/** Writes as many events as the stream may have, as a program does over days. */
async function fill(stream: string, eventAt: (n: number) => { type: string; data: object }): Promise<void> {
  const metadata = { now: 0, principalId: 'test' };
  for (let n = 0; n < MOST_EVENTS_OF_A_STREAM; n += 2_000) {
    const events = Array.from({ length: 2_000 }, (_, index) => ({ event: eventAt(n + index), metadata }));
    await app.stores.eventStore.append(stream, events, n === 0 ? 'no_stream' : BigInt(n - 1));
  }
}

describe('a stream with as many events as it may have', () => {
  it('takes no more of what its user adds, and says so in both contracts', async () => {
    const highlight = { description: 'one more', date: '2026-11-20' };
    const bearer = { Authorization: `Bearer ${fullKey}` };
    const own = await app.http.post('/api/v1/highlights').set(bearer).send(highlight);
    expect([own.status, own.body]).toEqual([
      400,
      {
        error: {
          code: 'stream_full',
          message: 'The account has as many entries of this kind as it may ever have.',
        },
      },
    ]);
    const documented = await app.http
      .post('/anapi/highlights_post')
      .query({ key, highlight_date: '2026-11-20', description: 'one more' });
    expect([documented.status, documented.body]).toMatchObject([400, { error: '# stream full' }]);
  });

  it('still lets its user remove what is there, and leaves other streams open', async () => {
    const bearer = { Authorization: `Bearer ${fullKey}` };
    await app.http.delete('/api/v1/highlights/7').set(bearer).expect(204);
    const schedule = { name: 'Work', ranges: [{ weekdays: [1], from: '09:00', to: '17:00' }] };
    await app.http.post('/api/v1/schedules').set(bearer).send(schedule).expect(201);
  });

  it('is never appended to beyond that, whichever way the events come', async () => {
    const { id } = await app.createUser('full-by-append@example.org');
    const events = Array.from({ length: MOST_EVENTS_OF_A_STREAM + 1 }, () => ({
      event: { type: 'ScheduleRemoved', data: { id: 1 } },
      metadata: { now: 0, principalId: 'test' },
    }));
    const last = events.at(-1) as (typeof events)[number];
    last.event = { type: 'ScheduleCreated', data: { id: 1 } };
    await expect(app.stores.eventStore.append(scheduleStream(id), events, 'no_stream')).rejects.toThrow(
      'as many events as it may have',
    );
  });
});
