import { parseText } from '../testing/parse-text.js';
import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const activity = (id: string, from: string, to: string, named: object = {}) => ({
  ...{ id, application: 'Vim', startedAt: `2026-11-20T${from}+01:00`, endedAt: `2026-11-20T${to}+01:00` },
  ...named,
});

describe('an export', () => {
  let key: string;
  let id: string;
  beforeAll(async () => {
    ({ fullKey: key, id } = await app.createUser('export@example.org'));
    const device = { id: 'd1', machine: 'm', osUser: 'u' };
    const activities = [
      activity('a', '09:58:00', '10:07:30.5', { title: 'one, "two"' }),
      activity('b', '10:10:00', '10:12:00', { url: 'https://github.com/acme' }),
    ];
    const bearer = ['Authorization', `Bearer ${key}`] as const;
    await app.http
      .post('/agent/v1/activities')
      .set(...bearer)
      .send({ device, source: 'computers', activities });
    const schedule = { name: 'Work', ranges: [{ weekdays: [1], from: '09:00', to: '17:00' }] };
    await app.http
      .post('/api/v1/schedules')
      .set(...bearer)
      .send(schedule);
    await app.http
      .put('/api/v1/taxonomy/activities/Vim')
      .set(...bearer)
      .send({ productivity: -1 });
    const other = await app.createUser('somebody-else@example.org');
    await app.http
      .put('/api/v1/taxonomy/activities/Vim')
      .set('Authorization', `Bearer ${other.fullKey}`)
      .send({ productivity: 2 });
  });

  const ask = (query: object, shown = key) =>
    app.http.get('/api/v1/export').query(query).set('Authorization', `Bearer ${shown}`);

  it('has every event of the user, and no hash of a secret', async () => {
    const { status, headers, body } = await ask({}).buffer(true).parse(parseText);
    expect([status, headers['content-type']]).toEqual([200, 'application/jsonl; charset=utf-8']);
    const lines = (body as string)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const told = lines.map(({ stream, type }) => `${String(stream).replace(id, 'ID')} ${String(type)}`);
    // The day closer goes by the clock of the machine. It may have closed the day by now.
    expect(told.filter((one) => one !== 'summary-ID DayClosed')).toEqual([
      ...[
        'account-ID AccountOpened',
        ...Array<string>(3).fill('account-ID ApiKeyListed'),
        'account-ID ApiKeyUsed',
        'taxonomy-ID ActivityClassified',
      ],
      ...['schedule-ID ScheduleCreated', 'activity-ID.20261120 ActivityRecorded'],
    ]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['stream', 'id', 'type', 'data', 'recordedAt']);
      expect(Number.isNaN(Date.parse(String(line.recordedAt)))).toBe(false);
    }
    expect(lines[1]?.data).toEqual({ keyId: expect.any(String) as string, name: 'read_post', keyKind: 'read_post' });
    expect(body as string).not.toMatch(/[0-9a-f]{64}|somebody-else/);
  });

  it('has the buckets as CSV, to the millisecond, under the taxonomy of now', async () => {
    const { headers, text } = await ask({ format: 'csv' });
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="timeledger.csv"',
      'cache-control': 'no-store',
    });
    expect(text.trimEnd().split('\n')).toEqual([
      'date,time,source,activity,document,category,productivity,seconds',
      '2026-11-20,09:55:00,computers,Vim,"one, ""two""",Editing & IDEs,-1,120',
      '2026-11-20,10:00:00,computers,Vim,"one, ""two""",Editing & IDEs,-1,300',
      '2026-11-20,10:05:00,computers,Vim,"one, ""two""",Editing & IDEs,-1,150.5',
      '2026-11-20,10:10:00,computers,github.com,/acme,General Software Development,2,120',
    ]);
  });

  it('is not made for a HEAD request, which gets its headers', async () => {
    const { eventStore } = app.stores;
    const read = eventStore.read.bind(eventStore);
    const streams: string[] = [];
    eventStore.read = (stream, ...rest) => (streams.push(stream), read(stream, ...rest));
    const { headers } = await app.http.head('/api/v1/export').set('Authorization', `Bearer ${key}`).expect(200);
    eventStore.read = read;
    expect(headers).toMatchObject({ 'content-type': 'application/jsonl; charset=utf-8', 'cache-control': 'no-store' });
    expect(streams.filter((stream) => stream.startsWith('daylist-'))).toEqual([]);
  });

  it('is refused in another format, and for another key', async () => {
    await ask({ format: 'xml' }).expect(400);
    await ask({}, 'wrong-key').expect(401);
  });
});

it('runs two exports of an account at once, and a third when one has ended', async () => {
  const [{ fullKey: key }, other] = [
    await app.createUser('often@example.org'),
    await app.createUser('seldom@example.org'),
  ];
  const url = await app.listen();
  const ask = async (shown: string) => {
    const answer = await fetch(`${url}/api/v1/export`, { headers: { authorization: `Bearer ${shown}` } });
    await answer.text();
    return answer;
  };
  const answers = await Promise.all(Array.from({ length: 24 }, () => ask(key)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get('retry-after')).toBe('10');
  expect([(await ask(key)).status, (await ask(other.fullKey)).status]).toEqual([200, 200]);
});
