import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { until } from '../testing/until.js';
import { EventStream } from './event-stream.js';

/** More than the buffers of both sockets hold. */
const TEXT = 'x'.repeat(1_000_000);
const MOST_EVENTS = 100;

it('a client that reads nothing costs a few buffers, and is cut off', async () => {
  let sent = 0;
  const server = createServer((_, response) => {
    // Express adds these to the response of Node.
    const asExpress = Object.assign(response, {
      status: () => asExpress,
      set: (headers: Record<string, string>) => (
        Object.entries(headers).forEach(([name, value]) => response.setHeader(name, value)),
        asExpress
      ),
    }) as unknown as Response;
    const stream = new EventStream(asExpress, 200);
    void (async () => {
      await stream.begin(500);
      while (!response.destroyed && sent < MOST_EVENTS) {
        sent += 1;
        await stream.send({ event: 'change', id: String(sent), value: { text: TEXT } });
      }
      stream.end();
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = get({ port: (server.address() as AddressInfo).port, agent: false });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const cut = once(answer, 'error');
  answer.pause();
  // The server ends the connection by itself.
  const open = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  await until('the end of the connection', async () => (await open()) === 0);
  expect(sent).toBeLessThan(MOST_EVENTS);
  answer.resume();
  await cut;
  server.close();
  await once(server, 'close');
});
