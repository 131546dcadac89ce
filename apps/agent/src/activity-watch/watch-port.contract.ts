import { AWClient } from 'aw-client';
import { askPort, type PortAsking } from '../testing/ask-port.js';
import { type LocalServer } from '../loopback/local-server.js';
import { openWatchPort } from './watch-port.js';
import { type Heard } from './watchers.js';

const STOCK = 'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi';
const FIREFOX = 'moz-extension://0f8fad5b-d9cb-469f-a165-70867728950e';
const BUCKET = '/api/0/buckets/aw-watcher-web-chrome_vm';
const TAB = { url: 'https://news.example/', title: 'News', audible: false, incognito: false, tabCount: 2 };

let port: LocalServer;
let heard: Heard[];
let refused: string[];
beforeEach(async () => {
  [heard, refused] = [[], []];
  port = await openWatchPort({
    ...{ port: 0, hostname: 'vm', deviceId: 'd', origins: [FIREFOX], now: Date.now },
    heard: (one) => heard.push(one),
    refused: (origin) => refused.push(origin),
  });
});
afterEach(() => port.close());

const ask = (path: string, asking?: PortAsking) => askPort(port.port, path, asking);
const beat = (second: number, data: unknown = TAB) => ({
  id: null,
  timestamp: new Date(Date.UTC(2026, 2, 1, 9, 0, second)).toISOString(),
  duration: 0,
  data,
});

describe('the unmodified client of ActivityWatch', () => {
  const client = () => new AWClient('test-client', { baseURL: `http://127.0.0.1:${port.port}` });
  const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 9, 0, second));

  it('finds the server, makes its bucket once, and beats', async () => {
    const watcher = client();
    expect(await watcher.getInfo()).toEqual({ hostname: 'vm', version: 'timeledger', testing: false, device_id: 'd' });
    expect(await watcher.ensureBucket('aw-test', 'test', 'vm')).toEqual({ alreadyExist: false });
    expect(await watcher.ensureBucket('aw-test', 'test', 'vm')).toEqual({ alreadyExist: true });
    for (let second = 0; second < 5; second++)
      await watcher.heartbeat('aw-test', 5, { timestamp: at(second), duration: 0, data: { label: 'a' } });
    await watcher.heartbeat('aw-test', 5, { timestamp: at(58), duration: 0, data: { label: 'a' } });
    expect((await watcher.getEvents('aw-test')).map(({ timestamp, duration }) => [timestamp, duration])).toEqual([
      [at(58), 0],
      [at(0), 4],
    ]);
    expect(await watcher.countEvents('aw-test')).toBe(2);
    expect(heard).toHaveLength(6);
  });

  it('writes events, reads its own ones and removes them', async () => {
    const watcher = client();
    await watcher.createBucket('aw-test', 'test', 'vm');
    await watcher.insertEvent('aw-test', { timestamp: at(1), duration: 2, data: { label: 'a' } });
    await watcher.insertEvents('aw-test', [
      { timestamp: at(4), duration: 1, data: { label: 'b' } },
      { timestamp: at(6), duration: 1, data: { label: 'c' } },
    ]);
    expect((await watcher.getEvents('aw-test', { limit: 1 })).map(({ data }) => data)).toEqual([{ label: 'c' }]);
    expect((await watcher.getEvent('aw-test', 1)).data).toEqual({ label: 'a' });
    expect(Object.keys(await watcher.getBuckets())).toEqual(['aw-test']);
    expect((await watcher.getBucketInfo('aw-test')).created).toBeInstanceOf(Date);
    await watcher.deleteBucket('aw-test');
    expect(await watcher.getBuckets()).toEqual({});
  });
});

describe('aw-watcher-web, as its calls were recorded', () => {
  it('beats before its bucket is there, makes it, and beats again', async () => {
    const headers = { origin: STOCK, 'sec-fetch-site': 'none' };
    const missing = await ask(`${BUCKET}/heartbeat?pulsetime=80`, { headers, body: beat(0) });
    expect([missing.status, missing.body]).toEqual([404, { message: 'The requested bucket does not exist' }]);
    const bucket = { client: 'aw-client-web', type: 'web.tab.current', hostname: 'vm' };
    expect((await ask(BUCKET, { headers, body: bucket })).status).toBe(200);
    const again = await ask(BUCKET, { headers, body: bucket });
    expect([again.status, again.body]).toEqual([304, '']);
    expect((await ask(`${BUCKET}/heartbeat?pulsetime=80`, { headers, body: beat(0) })).body).toMatchObject({
      id: 1,
      duration: 0,
    });
    expect((await ask(`${BUCKET}/heartbeat?pulsetime=80`, { headers, body: beat(60) })).body).toMatchObject({
      id: 1,
      duration: 60,
      data: TAB,
    });
    expect(heard.map(({ bucket: id, type, event }) => [id, type, event.data])).toEqual(
      [0, 1].map(() => ['aw-watcher-web-chrome_vm', 'web.tab.current', TAB]),
    );
  });

  it('of a Firefox asks first whether it may', async () => {
    const headers = {
      origin: FIREFOX,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
      'sec-fetch-site': 'cross-site',
    };
    const answer = await ask(`${BUCKET}/heartbeat?pulsetime=80`, { method: 'OPTIONS', headers });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, FIREFOX]);
    const info = await ask('/api/0/info', { headers: { origin: FIREFOX } });
    expect([info.status, info.headers['access-control-allow-origin']]).toEqual([200, FIREFOX]);
  });
});

describe('others', () => {
  const bucket = { client: 'c', type: 'web.tab.current', hostname: '!local' };

  it('an unknown extension is refused, and told of once', async () => {
    for (const letter of ['a', 'a', 'b']) {
      const headers = { origin: `chrome-extension://${letter.repeat(32)}` };
      expect((await ask('/api/0/info', { headers })).status).toBe(403);
    }
    expect(refused).toEqual([`chrome-extension://${'a'.repeat(32)}`, `chrome-extension://${'b'.repeat(32)}`]);
  });

  it.each<[string, Record<string, string>]>([
    ['a page', { origin: 'https://evil.example' }],
    ['a page in a sandbox', { origin: 'null' }],
    ['an image of a page, which shows no origin', { 'sec-fetch-site': 'cross-site' }],
    ['a page whose name leads here', { host: 'evil.example:5600' }],
  ])('%s is refused', async (_title, headers) => {
    expect((await ask('/api/0/buckets/', { headers })).status).toBe(403);
    expect((await ask(BUCKET, { headers, body: bucket })).status).toBe(403);
  });

  it('read nothing that another client wrote', async () => {
    await ask(BUCKET, { headers: { origin: STOCK }, body: bucket });
    await ask(`${BUCKET}/events`, { headers: { origin: STOCK }, body: [beat(0)] });
    for (const headers of [{ origin: FIREFOX }, {}]) {
      expect((await ask('/api/0/buckets/', { headers })).body).toEqual({});
      expect((await ask(`${BUCKET}/events`, { headers })).status).toBe(404);
      expect((await ask(`${BUCKET}/events/count`, { headers })).status).toBe(404);
    }
  });

  it.each<[string, PortAsking, number]>([
    ['/api/0/query/', { body: { query: [], timeperiods: [] } }, 404],
    ['/api/0/export', {}, 404],
    ['/api/0/import', { body: {} }, 404],
    ['//api/0/info', {}, 400],
    ['/api/0/settings', {}, 200],
    ['/api/0/buckets/%', {}, 400],
    [BUCKET, { body: {} }, 400],
    [BUCKET, { text: 'type=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    [`${BUCKET}/heartbeat`, { body: beat(0) }, 400],
    [`${BUCKET}/heartbeat?pulsetime=x`, { body: beat(0) }, 400],
    [`${BUCKET}/heartbeat?pulsetime=1`, { body: { ...beat(0), data: 7 } }, 400],
    [`${BUCKET}/events`, { body: Array.from({ length: 300 }, () => 0) }, 413],
    [`${BUCKET}/events`, { text: `[${'0,'.repeat(40_000)}0]` }, 413],
    ['/api/0/buckets/__proto__/events', {}, 404],
  ])('%s with %j is answered by %d', async (path, asking, status) => {
    expect((await ask(path, asking)).status).toBe(status);
    expect(heard).toEqual([]);
  });

  it('cannot fill the memory with buckets and events', async () => {
    let status = 200;
    for (let index = 0; index < 60 && status === 200; index++)
      ({ status } = await ask(`/api/0/buckets/b${index}`, { body: bucket }));
    expect(status).toBe(400);
    await ask('/api/0/buckets/b0/events', {
      body: Array.from({ length: 100 }, (_unused, second) => beat(second % 60)),
    });
    expect(((await ask('/api/0/buckets/b0/events')).body as unknown[]).length).toBe(20);
    expect((await ask('/api/0/buckets/b0/events/count')).body).toBe(100);
  });
});
