import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { highlightStream } from '@app/domain';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const MIB = 1_048_576;
/** More than the buffers of a connection hold, on both of its ends. */
const EXPORT_MIB = 24;

let app: TestApp;
let url: string;
let key: string;
beforeAll(async () => {
  app = await startApp({ exportSilenceSeconds: 1 });
  url = await app.listen();
  const user = await app.createUser('silent@example.org');
  key = user.fullKey;
  const metadata = { now: 0, principalId: 'test' };
  const event = { type: 'HighlightPosted', data: { text: 'x'.repeat(MIB / 2) } };
  for (let n = 0n; n < EXPORT_MIB * 2; n++) {
    const expected = n === 0n ? 'no_stream' : n - 1n;
    await app.stores.eventStore.append(highlightStream(user.id), [{ event, metadata }], expected);
  }
});
afterAll(() => app.close());

/** Asks for an export. Resolves to the answer, and reads nothing of it. */
function ask(): Promise<{ request: ClientRequest; answer: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}` };
    const request = get(`${url}/api/v1/export`, { headers, agent: false }, (answer) => resolve({ request, answer }));
    request.on('error', reject);
  });
}

const statusOfAnother = async () => {
  const { request, answer } = await ask();
  request.destroy();
  return answer.statusCode;
};

it('ends an export whose client reads nothing, and its place is free again', async () => {
  const silent = [await ask(), await ask()];
  expect(silent.map(({ answer }) => answer.statusCode)).toEqual([200, 200]);
  expect(await statusOfAnother()).toBe(429);
  await until('a place for another export', async () => (await statusOfAnother()) === 200);
  for (const { request } of silent) request.destroy();
});

it('goes on for a client that reads slowly, however long that takes', async () => {
  await until('a place for the export', async () => (await statusOfAnother()) === 200);
  const began = performance.now();
  const { answer } = await ask();
  expect(answer.statusCode).toBe(200);
  let bytes = 0;
  for await (const chunk of answer) {
    const before = Math.floor(bytes / MIB);
    bytes += (chunk as Buffer).length;
    if (Math.floor(bytes / MIB) > before) await delay(150);
  }
  expect(bytes).toBeGreaterThan(EXPORT_MIB * MIB);
  expect(performance.now() - began).toBeGreaterThan(3_000);
});
