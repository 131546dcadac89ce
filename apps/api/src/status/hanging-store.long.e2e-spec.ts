import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startApp, type TestApp } from '../testing/start-app.js';

/** As an event store that was stopped with SIGSTOP: it takes connections, and never answers. */
describe('beside an event store that hangs', () => {
  const sockets = new Set<Socket>();
  let silent: Server;
  let app: TestApp;
  beforeAll(async () => {
    silent = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    app = await startApp({ eventStoreUrl: `esdb://127.0.0.1:${port}?tls=false` });
  });
  afterAll(async () => {
    await app.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  const timed = async (path: string) => {
    const began = performance.now();
    const { status, text } = await app.http.get(path);
    return { status, text, ms: performance.now() - began };
  };

  it('the process says within 3 s that it is not ready, as often as it is asked, and what it waits for', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => timed('/health/ready')));
    for (const { status, text, ms } of answers) {
      expect({ status, body: JSON.parse(text) as unknown }).toEqual({
        status: 503,
        body: { error: { code: 'unavailable', message: 'not available: eventStore' } },
      });
      expect(ms).toBeLessThan(3_000);
    }
  });

  it('the process lives, and its metrics answer without the figures that are unknown', async () => {
    expect(await timed('/health/live')).toMatchObject({ status: 200 });
    const { status, text, ms } = await timed('/metrics');
    expect(status).toBe(200);
    expect(ms).toBeLessThan(3_000);
    expect(text).toContain('timeledger_stores_answer 0');
    expect(text).toContain('timeledger_projector_lag_seconds Nan');
  });

  it('a page that needs no store answers', async () => {
    expect(await timed('/sign-in')).toMatchObject({ status: 200 });
  });
});
